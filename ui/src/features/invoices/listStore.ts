// The list that an invoice was opened from, so that previous and next mean what was seen.
import { onBookClosed } from "../../lib/bookClosed";
import { everyInvoice, type InvoiceFilter } from "./invoiceFilter";

let last: InvoiceFilter = everyInvoice;

export function rememberList(filter: InvoiceFilter): void {
  last = filter;
}

export function lastList(): InvoiceFilter {
  return last;
}

onBookClosed(() => rememberList(everyInvoice));
