import { useTranslation } from "react-i18next";
import en from "../../locales/en.json";

type FieldName = keyof typeof en.import.field;

function isField(name: string): name is FieldName {
  return name in en.import.field;
}

/** What the fields of a file are called. */
export function useFieldWords(): (name: string) => string {
  const { t } = useTranslation();
  // A field that a newer program has is called as it calls it.
  return (name) => (isField(name) ? t(`import.field.${name}`) : name);
}
