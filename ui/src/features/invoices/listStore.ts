// The list that an invoice was opened from, so that previous and next mean what was seen.
import type { InvoiceFilter } from "./queries";

let last: InvoiceFilter = { status: "all", search: "" };

export function rememberList(filter: InvoiceFilter): void {
  last = filter;
}

export function lastList(): InvoiceFilter {
  return last;
}
