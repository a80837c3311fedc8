import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RecordForm } from "../../bindings";
import { NumberField } from "../../components/NumberField";
import { transactionClasses } from "../../lib/classes";
import { useFormat } from "../../lib/format";
import { EditorFrame, Section } from "./EditorFrame";
import { ChoiceField, IdField, TextField } from "./fields";
import type { EditorProps } from "./RecordPanel";
import { type RecordEditor, useRecordEditor } from "./useRecordEditor";

/** The kinds that are a name and little else. */
type SmallForm = Extract<RecordForm, { kind: "role" | "transaction_category" | "unit" }>;
type SmallEditorProps<Form extends SmallForm> = EditorProps<Form["kind"]> & {
  initial: Form;
  list: "roles" | "categories" | "units";
  section: "role" | "category" | "unit";
  /** Whether the name is what stands for it, so that a new one goes through to what uses it. */
  isItsName: boolean;
  /** What it has besides its name. */
  children?: (editor: RecordEditor<Form>) => ReactNode;
};

/** A record whose whole form fits in one section, its name first. */
function SmallEditor<Form extends SmallForm>(props: SmallEditorProps<Form>) {
  const { id, initial, uses, onSaved, onClose, list, section, isItsName, children } = props;
  const { t } = useTranslation();
  const editor = useRecordEditor<Form>({ id, initial, onSaved, onLeave: onClose });
  // Every field of a small record that is named here is a text of each of them.
  const named = editor as unknown as RecordEditor<SmallForm>;
  return (
    <EditorFrame
      editor={editor as unknown as RecordEditor}
      title={id === null ? t(`setup.new.${list}`) : initial.name}
      about={t(`setup.about.${list}`)}
      uses={uses}
      onClose={onClose}
    >
      <Section title={t(`setup.section.${section}`)}>
        <TextField
          editor={named}
          name="name"
          label={t("setup.field.name")}
          help={isItsName && id !== null ? t("setup.rename_help") : undefined}
          isRequired
          takesFocus={id === null}
        />
        {children?.(editor)}
      </Section>
    </EditorFrame>
  );
}

/** What work is done as, and how much of it should be chargeable. */
export function RoleEditor(props: EditorProps<"role">) {
  const { t } = useTranslation();
  return (
    <SmallEditor {...props} list="roles" section="role" isItsName={false}>
      {(editor) => (
        <>
          <IdField editor={editor} />
          <NumberField
            label={t("setup.field.target_utilization_percent")}
            help={t("setup.target_help")}
            unit="%"
            value={editor.form.target_utilization_percent}
            says={{
              path: "target_utilization_percent",
              problem: editor.problemAt("target_utilization_percent"),
              hint: null,
              lock: null,
            }}
            onChange={(target_utilization_percent) => editor.change({ target_utilization_percent })}
          />
        </>
      )}
    </SmallEditor>
  );
}

/** What transactions are filed under. */
export function CategoryEditor(props: EditorProps<"transaction_category">) {
  const { t } = useTranslation();
  return (
    <SmallEditor {...props} list="categories" section="category" isItsName>
      {(editor) => (
        <ChoiceField
          editor={editor}
          name="class"
          label={t("setup.field.class")}
          help={t("setup.class_help")}
          choices={transactionClasses.map((word) => ({ value: word, label: t(`class.${word}`) }))}
          none={t("setup.every_class")}
        />
      )}
    </SmallEditor>
  );
}

/** What quantities are counted in, and how many hours of work one is. */
export function UnitEditor(props: EditorProps<"unit">) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <SmallEditor {...props} list="units" section="unit" isItsName>
      {(editor) => {
        const byName = editor.look?.hours_by_name ?? null;
        return (
          <NumberField
            label={t("setup.field.hours_per_unit")}
            help={
              byName === null
                ? t("setup.hours_per_unit_help")
                : t("setup.hours_by_name_help", { hours: format.amount(byName) })
            }
            unit={t("setup.hours_unit")}
            value={editor.form.hours_per_unit}
            {...(byName !== null && { placeholder: format.amount(byName) })}
            says={{
              path: "hours_per_unit",
              problem: editor.problemAt("hours_per_unit"),
              hint: null,
              lock: null,
            }}
            onChange={(hours_per_unit) => editor.change({ hours_per_unit })}
          />
        );
      }}
    </SmallEditor>
  );
}
