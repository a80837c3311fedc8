import { ExportMenu, type ListExport } from "../../components/ExportMenu";
import type { InvoiceFilter } from "./invoiceFilter";

type InvoiceListExportProps = { filter: InvoiceFilter; exporting: ListExport; isEmpty: boolean };

/** Exports the list as it is filtered and sorted. */
export function InvoiceListExport({ filter, exporting, isEmpty }: InvoiceListExportProps) {
  const { status, contract, customer, from, to, search, sort, descending } = filter;
  const one = status === "all" ? null : status;
  return (
    <ExportMenu
      exporting={exporting}
      disabled={isEmpty}
      list={{ list: "invoices", status: one, contract, customer, from, to, search, sort, descending }}
    />
  );
}
