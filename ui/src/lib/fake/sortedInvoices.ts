// Invoices in the order that a list asks for; ties keep the order in which they were created, newest first.
import type { InvoiceRow, InvoiceSort } from "../../bindings";

const STATUSES: readonly InvoiceRow["status"][] = ["draft", "in_review", "confirmed", "paid"];

const orders: Record<InvoiceSort, (a: InvoiceRow, b: InvoiceRow) => number> = {
  date: (a, b) => a.invoice_date.localeCompare(b.invoice_date),
  customer: (a, b) => a.customer_name.localeCompare(b.customer_name),
  contract: (a, b) => a.contract_name.localeCompare(b.contract_name),
  total: (a, b) => a.total.currency.localeCompare(b.total.currency) || Number(a.total.amount) - Number(b.total.amount),
  status: (a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status),
};

export function sortedInvoices(rows: InvoiceRow[], sort: InvoiceSort, descending: boolean): InvoiceRow[] {
  const way = descending ? -1 : 1;
  return rows.sort((a, b) => way * orders[sort](a, b));
}
