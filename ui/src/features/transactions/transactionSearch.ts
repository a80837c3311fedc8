// What the address of the transactions holds, and what it means as a filter.
import type { BillingStatus } from "../../bindings";
import type { ViewState } from "../../lib/savedViews";
import type { TransactionFilter } from "./queries";

export const statuses: readonly BillingStatus[] = [
  "not_ready",
  "ready_to_invoice",
  "invoice_created",
  "invoice_posted",
];
export const transactionClasses = ["time", "expense", "material", "fee"] as const;

/** As texts, so that a saved view is the same thing. What is left out does not narrow. */
export type TransactionSearch = {
  contract?: string;
  line?: string;
  class?: (typeof transactionClasses)[number];
  status?: BillingStatus;
  from?: string;
  to?: string;
  search?: string;
  order?: "descending";
};

/** Ids that look like numbers are read as numbers from an address. */
function text(given: unknown): string {
  return typeof given === "string" ? given : typeof given === "number" ? String(given) : "";
}

function date(given: unknown): string {
  const day = text(given);
  return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)) ? day : "";
}

function oneOf<Value extends string>(known: readonly Value[], given: unknown): Value | "" {
  return known.find((value) => value === given) ?? "";
}

/** Whatever stands in an address, made whole: what is unknown is left out. */
export function transactionSearch(given: Record<string, unknown>): TransactionSearch {
  const all = {
    contract: text(given.contract),
    line: text(given.line),
    class: oneOf(transactionClasses, given.class),
    status: oneOf(statuses, given.status),
    from: date(given.from),
    to: date(given.to),
    search: text(given.search),
    order: oneOf(["descending"], given.order),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== "")) as TransactionSearch;
}

export function filterOf(contract: string, search: TransactionSearch): TransactionFilter {
  return {
    contract,
    contract_line: search.line ?? null,
    class: search.class ?? null,
    billing_status: search.status ?? null,
    from: search.from ?? null,
    to: search.to ?? null,
    search: search.search ?? "",
    descending: search.order === "descending",
  };
}

/** The address without a filter: the same contract in the same order. */
export function withoutFilter({ contract, order }: TransactionSearch): TransactionSearch {
  return { ...(contract !== undefined && { contract }), ...(order !== undefined && { order }) };
}

export function isFiltered({ contract: _contract, order: _order, ...filter }: TransactionSearch): boolean {
  return Object.keys(filter).length > 0;
}

/** What a saved view keeps: the filter and the order, for whichever contract. */
export function viewState({ contract: _contract, ...search }: TransactionSearch): ViewState {
  return Object.fromEntries(Object.entries(search)) as ViewState;
}
