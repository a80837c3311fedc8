// Which invoices are listed, and in which order, as the address of the list holds it.
import type { InvoiceQuery, InvoiceSort, InvoiceStatus } from "../../bindings";
import type { ViewState } from "../../lib/savedViews";

export const statusTabs = ["all", "draft", "in_review", "confirmed", "paid"] as const satisfies (
  | InvoiceStatus
  | "all"
)[];
const sorts = ["date", "customer", "contract", "total", "status"] as const satisfies InvoiceSort[];

export type InvoiceFilter = {
  status: InvoiceStatus | "all";
  search: string;
  contract: string | null;
  customer: string | null;
  from: string | null;
  to: string | null;
  sort: InvoiceSort;
  descending: boolean;
};

/** What the address names; whatever it leaves out is as at first. */
export type InvoiceAddress = {
  status?: InvoiceStatus | "all";
  search?: string;
  contract?: string;
  customer?: string;
  from?: string;
  to?: string;
  sort?: InvoiceSort;
  order?: "up" | "down";
};

/** Newest first. */
export const everyInvoice: InvoiceFilter = {
  status: "all",
  search: "",
  contract: null,
  customer: null,
  from: null,
  to: null,
  sort: "date",
  descending: true,
};

/** A number in an address is read as one; ids, dates and searches are texts. */
function asText(given: unknown): string | undefined {
  if (typeof given === "number") return String(given);
  return typeof given === "string" && given !== "" ? given : undefined;
}

function asDate(given: unknown): string | undefined {
  return typeof given === "string" && /^\d{4}-\d\d-\d\d$/.test(given) && !Number.isNaN(Date.parse(given))
    ? given
    : undefined;
}

function known<Value>(values: Record<string, Value | undefined>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, Value] => entry[1] !== undefined));
}

export function invoiceAddress(given: Record<string, unknown>): InvoiceAddress {
  return known({
    status: statusTabs.find((status) => status === given.status),
    search: asText(given.search),
    contract: asText(given.contract),
    customer: asText(given.customer),
    from: asDate(given.from),
    to: asDate(given.to),
    sort: sorts.find((sort) => sort === given.sort),
    order: (["up", "down"] as const).find((order) => order === given.order),
  });
}

export function filterOf({ order, ...address }: InvoiceAddress): InvoiceFilter {
  return { ...everyInvoice, ...address, descending: order === undefined ? everyInvoice.descending : order === "down" };
}

export function addressOf(filter: InvoiceFilter): InvoiceAddress {
  const { descending, ...rest } = filter;
  const changed = Object.entries(rest).filter(([name, value]) => value !== everyInvoice[name as keyof typeof rest]);
  return {
    ...Object.fromEntries(changed),
    ...(descending !== everyInvoice.descending && { order: descending ? "down" : "up" }),
  };
}

export function stateOf(filter: InvoiceFilter): ViewState {
  return addressOf(filter);
}

/** The filter without its order, as one text. */
export function nameOf({ sort: _sort, descending: _descending, ...filter }: InvoiceFilter): string {
  return JSON.stringify(filter);
}

/** A filter as the program takes it. */
export function invoiceQuery({ status, ...filter }: InvoiceFilter, offset: number, limit: number): InvoiceQuery {
  return { ...filter, status: status === "all" ? null : status, offset, limit };
}
