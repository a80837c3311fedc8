import { useTranslation } from "react-i18next";
import en from "../../locales/en.json";

type FieldName = keyof typeof en.import.field;

function isField(name: string): name is FieldName {
  return name in en.import.field;
}

type HelpName = keyof typeof en.import.field_help;

function hasHelp(name: string): name is HelpName {
  return name in en.import.field_help;
}

/** How what stands in a field is written, where that is not plain. */
export function useFieldHelp(): (name: string | null) => string | null {
  const { t } = useTranslation();
  return (name) => (name !== null && hasHelp(name) ? t(`import.field_help.${name}`) : null);
}

/** What the fields of a file are called. */
export function useFieldWords(): (name: string) => string {
  const { t } = useTranslation();
  // A field that a newer program has is called as it calls it.
  return (name) => (isField(name) ? t(`import.field.${name}`) : name);
}
