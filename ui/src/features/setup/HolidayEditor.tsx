import { useTranslation } from "react-i18next";
import { DateField } from "../../components/DateField";
import { useFormat } from "../../lib/format";
import classes from "./Editor.module.css";
import { EditorFrame, Section } from "./EditorFrame";
import { TextField } from "./fields";
import type { EditorProps } from "./RecordPanel";
import { type RecordEditor, useRecordEditor } from "./useRecordEditor";

/** A day that is no working day. */
export function HolidayEditor({ id, initial, onSaved, onClose }: EditorProps<"holiday">) {
  const { t } = useTranslation();
  const format = useFormat();
  const editor = useRecordEditor({ id, initial, onSaved, onLeave: onClose });
  const problem = editor.problemAt("date");
  const title = initial.name === "" && initial.date !== "" ? format.longDate(initial.date) : initial.name;
  return (
    <EditorFrame
      editor={editor as unknown as RecordEditor}
      title={id === null ? t("setup.new.holidays") : title}
      about={t("setup.about.holidays")}
      uses={id === null ? undefined : []}
      onClose={onClose}
    >
      <Section title={t("setup.section.holiday")}>
        <div>
          <DateField
            label={t("setup.field.date")}
            value={editor.form.date === "" ? null : editor.form.date}
            takesFocus={id === null}
            onChange={(date) => editor.change({ date: date ?? "" })}
          />
          {problem !== null && (
            <p className={classes.refused} role="alert">
              {problem}
            </p>
          )}
        </div>
        <TextField editor={editor} name="name" label={t("setup.field.name")} help={t("setup.holiday_name_help")} />
      </Section>
    </EditorFrame>
  );
}
