import { useTranslation } from "react-i18next";
import { EditorFrame, Section } from "./EditorFrame";
import { ChoiceField, IdField, TextField } from "./fields";
import type { EditorProps } from "./RecordPanel";
import { type RecordEditor, useRecordEditor } from "./useRecordEditor";

const classes = ["time", "expense", "material", "fee"] as const;

/** What work is done as, and how much of it should be chargeable. */
export function RoleEditor({ id, initial, uses, onSaved, onClose }: EditorProps<"role">) {
  const { t } = useTranslation();
  const editor = useRecordEditor({ id, initial, onSaved, onLeave: onClose });
  return (
    <EditorFrame
      editor={editor as unknown as RecordEditor}
      title={id === null ? t("setup.new.roles") : initial.name}
      about={t("setup.about.roles")}
      uses={uses}
      onClose={onClose}
    >
      <Section title={t("setup.section.role")}>
        <TextField editor={editor} name="name" label={t("setup.field.name")} isRequired takesFocus={id === null} />
        <IdField editor={editor} />
        <TextField
          editor={editor}
          name="target_utilization_percent"
          label={t("setup.field.target_utilization_percent")}
          help={t("setup.target_help")}
        />
      </Section>
    </EditorFrame>
  );
}

/** What transactions are filed under. */
export function CategoryEditor({ id, initial, uses, onSaved, onClose }: EditorProps<"transaction_category">) {
  const { t } = useTranslation();
  const editor = useRecordEditor({ id, initial, onSaved, onLeave: onClose });
  return (
    <EditorFrame
      editor={editor as unknown as RecordEditor}
      title={id === null ? t("setup.new.categories") : initial.name}
      about={t("setup.about.categories")}
      uses={uses}
      onClose={onClose}
    >
      <Section title={t("setup.section.category")}>
        <TextField
          editor={editor}
          name="name"
          label={t("setup.field.name")}
          help={id === null ? undefined : t("setup.rename_help")}
          isRequired
          takesFocus={id === null}
        />
        <ChoiceField
          editor={editor}
          name="class"
          label={t("setup.field.class")}
          help={t("setup.class_help")}
          choices={classes.map((word) => ({ value: word, label: t(`class.${word}`) }))}
          none={t("setup.every_class")}
        />
      </Section>
    </EditorFrame>
  );
}

/** What quantities are counted in. */
export function UnitEditor({ id, initial, uses, onSaved, onClose }: EditorProps<"unit">) {
  const { t } = useTranslation();
  const editor = useRecordEditor({ id, initial, onSaved, onLeave: onClose });
  return (
    <EditorFrame
      editor={editor as unknown as RecordEditor}
      title={id === null ? t("setup.new.units") : initial.name}
      about={t("setup.about.units")}
      uses={uses}
      onClose={onClose}
    >
      <Section title={t("setup.section.unit")}>
        <TextField
          editor={editor}
          name="name"
          label={t("setup.field.name")}
          help={id === null ? undefined : t("setup.rename_help")}
          isRequired
          takesFocus={id === null}
        />
      </Section>
    </EditorFrame>
  );
}
