import { Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useRecords } from "../../lib/records";
import { Absences } from "./Absences";
import { EditorFrame, Section } from "./EditorFrame";
import { ChoiceField, IdField, TextField } from "./fields";
import type { EditorProps } from "./RecordPanel";
import { type RecordEditor, useRecordEditor } from "./useRecordEditor";
import { WeekHours } from "./WeekHours";

const STANDARD = ["8", "8", "8", "8", "8", "0", "0"];

/** Who or what does the work, in which role, and when. */
export function ResourceEditor({ id, initial, uses, onSaved, onClose }: EditorProps<"resource">) {
  const { t } = useTranslation();
  const editor = useRecordEditor({ id, initial, onSaved, onLeave: onClose });
  const roles = useRecords("role").data ?? [];
  const hours = editor.form.hours_per_weekday;
  const hasOwn = hours.length > 0;
  return (
    <EditorFrame
      editor={editor as unknown as RecordEditor}
      title={id === null ? t("setup.new.resources") : initial.name}
      about={t("setup.about.resources")}
      uses={uses}
      onClose={onClose}
    >
      <Section title={t("setup.section.resource")}>
        <TextField editor={editor} name="name" label={t("setup.field.name")} isRequired takesFocus={id === null} />
        <IdField editor={editor} />
        <ChoiceField
          editor={editor}
          name="role"
          label={t("setup.field.role")}
          help={t("setup.role_help")}
          isRequired
          placeholder={t(roles.length === 0 ? "setup.role_none_yet" : "setup.role_choose")}
          choices={roles.map((row) => ({ value: row.id, label: row.form.name }))}
        />
      </Section>
      <Section title={t("setup.section.hours")}>
        <Switch
          label={t("setup.own_hours")}
          description={t("setup.own_hours_help")}
          checked={hasOwn}
          onChange={(event) => editor.change({ hours_per_weekday: event.currentTarget.checked ? STANDARD : [] })}
        />
        <WeekHours editor={editor} shown={hasOwn ? hours : STANDARD} />
      </Section>
      <Section title={t("setup.section.absences")}>
        <Absences editor={editor} />
      </Section>
    </EditorFrame>
  );
}
