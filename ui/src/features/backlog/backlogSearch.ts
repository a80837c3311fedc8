// What the address of the backlog holds, and what it means as a filter.
import type { BacklogFilter, BacklogSort, BillingStatus, BillingType } from "../../bindings";
import type { GridSort } from "../../components/DataGridHead";
import type { ViewState } from "../../lib/savedViews";
import { wholeBacklog } from "../../lib/shares";

export const backlogStatuses = ["not_ready", "ready_to_invoice"] as const satisfies readonly BillingStatus[];
export const backlogClasses = ["time", "expense", "material", "fee", "milestone"] as const;
export const billingTypes: readonly BillingType[] = ["chargeable", "non_chargeable", "complimentary"];
const sorts: readonly BacklogSort[] = ["contract", "date", "customer", "amount", "billing_status"];

/** As texts, so that a saved view is the same thing. What is left out does not narrow. */
export type BacklogSearch = {
  status?: (typeof backlogStatuses)[number];
  /** Several, by comma. */
  class?: string;
  type?: BillingType;
  currency?: string;
  contract?: string;
  customer?: string;
  from?: string;
  to?: string;
  search?: string;
  sort?: BacklogSort;
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
export function backlogSearch(given: Record<string, unknown>): BacklogSearch {
  const classes = text(given.class).split(",");
  const all = {
    status: oneOf(backlogStatuses, given.status),
    class: backlogClasses.filter((known) => classes.includes(known)).join(","),
    type: oneOf(billingTypes, given.type),
    currency: /^[A-Z]{3}$/.test(text(given.currency)) ? text(given.currency) : "",
    contract: text(given.contract),
    customer: text(given.customer),
    from: date(given.from),
    to: date(given.to),
    search: text(given.search),
    sort: oneOf(sorts, given.sort),
    order: oneOf(["descending"], given.order),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== "")) as BacklogSearch;
}

export function filterOf(search: BacklogSearch): BacklogFilter {
  return {
    billing_status: search.status ?? null,
    classes: search.class?.split(",") ?? [],
    billing_type: search.type ?? null,
    currency: search.currency ?? null,
    contract: search.contract ?? null,
    customer: search.customer ?? null,
    from: search.from ?? null,
    to: search.to ?? null,
    search: search.search ?? "",
  };
}

export function sortOf(search: BacklogSearch): GridSort<BacklogSort> {
  return { by: search.sort ?? "contract", descending: search.order === "descending" };
}

/** The address in another order; the usual one is left out. */
export function withSort(search: BacklogSearch, { by, descending }: GridSort<BacklogSort>): BacklogSearch {
  const { sort: _sort, order: _order, ...filter } = search;
  return {
    ...filter,
    ...(by !== "contract" && { sort: by }),
    ...(descending && { order: "descending" as const }),
  };
}

/** The address without a filter, in the same order. */
export function withoutFilter({ sort, order }: BacklogSearch): BacklogSearch {
  return { ...(sort !== undefined && { sort }), ...(order !== undefined && { order }) };
}

export function isFiltered(search: BacklogSearch): boolean {
  return JSON.stringify(filterOf(search)) !== JSON.stringify(wholeBacklog);
}

/** What a saved view keeps. */
export function viewState(search: BacklogSearch): ViewState {
  return Object.fromEntries(Object.entries(search)) as ViewState;
}
