import { useTranslation } from "react-i18next";
import { ExportMenu, type ListExport } from "../../components/ExportMenu";
import classes from "./InvoicesScreen.module.css";
import type { InvoiceFilter } from "./invoiceFilter";

type InvoiceListExportProps = { filter: InvoiceFilter; exporting: ListExport; isEmpty: boolean };

/** Exports the list; off, and saying so, where it is filtered by what an exported list cannot be filtered by. */
export function InvoiceListExport({ filter, exporting, isEmpty }: InvoiceListExportProps) {
  const { t } = useTranslation();
  const { status, search, sort, descending } = filter;
  const isNarrower = [filter.contract, filter.customer, filter.from, filter.to].some((value) => value !== null);
  return (
    <>
      {isNarrower && !isEmpty && <span className={classes.off}>{t("invoices.export_off")}</span>}
      <ExportMenu
        exporting={exporting}
        list={{ list: "invoices", status: status === "all" ? null : status, search, sort, descending }}
        disabled={isEmpty || isNarrower}
      />
    </>
  );
}
