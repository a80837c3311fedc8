// What the address of the backlog holds, and what it means as a filter.
import type { BacklogFilter, BacklogSort, BillingStatus, BillingType } from "../../bindings";
import type { GridSort } from "../../components/DataGridHead";
import { transactionClasses } from "../../lib/classes";
import { searchDate, searchOf, searchText, searchView, searchWord } from "../../lib/listSearch";
import type { ViewState } from "../../lib/savedViews";
import { wholeBacklog } from "../../lib/shares";

export const backlogStatuses = ["not_ready", "ready_to_invoice"] as const satisfies readonly BillingStatus[];
export const backlogClasses = [...transactionClasses, "milestone"] as const;
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

/** Whatever stands in an address, made whole: what is unknown is left out. */
export function backlogSearch(given: Record<string, unknown>): BacklogSearch {
  const classes = searchText(given.class).split(",");
  return searchOf<BacklogSearch>({
    status: searchWord(backlogStatuses, given.status),
    class: backlogClasses.filter((known) => classes.includes(known)).join(","),
    type: searchWord(billingTypes, given.type),
    currency: /^[A-Z]{3}$/.test(searchText(given.currency)) ? searchText(given.currency) : "",
    contract: searchText(given.contract),
    customer: searchText(given.customer),
    from: searchDate(given.from),
    to: searchDate(given.to),
    search: searchText(given.search),
    sort: searchWord(sorts, given.sort),
    order: searchWord(["descending"], given.order),
  });
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
  return searchView(search);
}
