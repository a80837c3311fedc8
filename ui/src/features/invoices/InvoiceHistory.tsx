import { useTranslation } from "react-i18next";
import { SectionTitle } from "../../components/Page";
import { RecordHistory } from "../../components/RecordHistory";
import classes from "./InvoiceScreen.module.css";

/** What was done to the invoice, below what it is made of. */
export function InvoiceHistory({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <div className={classes.history}>
      <SectionTitle>{t("history.open")}</SectionTitle>
      <RecordHistory of={{ of: "invoice", id }} label={t("history.of_invoice")} />
    </div>
  );
}
