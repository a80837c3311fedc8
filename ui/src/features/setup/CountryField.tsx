import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { RecordForm } from "../../bindings";
import { countries } from "../../lib/countries";
import { ChoiceField } from "./fields";
import type { RecordEditor } from "./useRecordEditor";

/** A country by its name; it is printed where company and customer are in different ones. */
export function CountryField<Form extends RecordForm & { country: string }>({
  editor,
}: {
  editor: RecordEditor<Form>;
}) {
  const { t, i18n } = useTranslation();
  const { country } = editor.form;
  const choices = useMemo(() => {
    const known = countries(i18n.language).map(({ code, name }) => ({ value: code, label: `${name} (${code})` }));
    // What a file brought in is shown as it is.
    const isKnown = country === "" || known.some(({ value }) => value === country);
    return isKnown ? known : [{ value: country, label: country }, ...known];
  }, [i18n.language, country]);
  const wide = editor as unknown as RecordEditor<RecordForm & { country: string }>;
  return (
    <ChoiceField
      editor={wide}
      name={"country" as never}
      label={t("setup.field.country")}
      help={t("setup.country_help")}
      choices={choices}
      none={t("setup.country_none")}
    />
  );
}
