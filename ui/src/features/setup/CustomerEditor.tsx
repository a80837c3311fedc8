import { useTranslation } from "react-i18next";
import { CountryField } from "./CountryField";
import classes from "./Editor.module.css";
import { EditorFrame, Section } from "./EditorFrame";
import { IdField, LinesField, TextField } from "./fields";
import type { EditorProps } from "./RecordPanel";
import { type RecordEditor, useRecordEditor } from "./useRecordEditor";

/** Who is billed: where, how soon, and whom to ask for. */
export function CustomerEditor({ id, initial, uses, onSaved, onClose }: EditorProps<"customer">) {
  const { t } = useTranslation();
  const editor = useRecordEditor({ id, initial, onSaved, onLeave: onClose });
  return (
    <EditorFrame
      editor={editor as unknown as RecordEditor}
      title={id === null ? t("setup.new.customers") : initial.name}
      about={t("setup.about.customers")}
      uses={uses}
      onClose={onClose}
    >
      <Section title={t("setup.section.who")}>
        <TextField editor={editor} name="name" label={t("setup.field.name")} isRequired takesFocus={id === null} />
        <IdField editor={editor} />
        <LinesField editor={editor} name="address" label={t("setup.field.address")} help={t("setup.address_help")} />
        <CountryField editor={editor} />
      </Section>
      <Section title={t("setup.section.contact")}>
        <TextField editor={editor} name="contact" label={t("setup.field.contact")} help={t("setup.contact_help")} />
        <TextField editor={editor} name="email" label={t("setup.field.email")} />
      </Section>
      <Section title={t("setup.section.billing")}>
        <div className={classes.pair}>
          <TextField editor={editor} name="tax_id" label={t("setup.field.tax_id")} help={t("setup.tax_id_help")} />
          <TextField
            editor={editor}
            name="payment_terms_days"
            label={t("setup.field.payment_terms_days")}
            help={t("setup.payment_terms_help")}
          />
        </div>
        <TextField editor={editor} name="language" label={t("setup.field.language")} help={t("setup.language_help")} />
      </Section>
    </EditorFrame>
  );
}
