import { useTranslation } from "react-i18next";
import { LinkButton } from "../../components/LinkButton";
import { fileName } from "./fileName";
import { usePattern } from "./useExport";
import { type Named, useFileNameValues } from "./useFileNameValues";

/** Under which name the invoice is exported, and the way to change it. */
export function FileNameFact({ invoice, onChange }: { invoice: Named; onChange: () => void }) {
  const { t } = useTranslation();
  const valuesOf = useFileNameValues();
  const [pattern] = usePattern();
  return (
    <div>
      <dt>{t("export.file")}</dt>
      <dd>
        {fileName(pattern, valuesOf(invoice))} <LinkButton onClick={onChange}>{t("export.change_name")}</LinkButton>
      </dd>
    </div>
  );
}
