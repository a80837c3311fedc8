// What the address of the transactions holds, and what it means as a filter.
import type { BillingStatus, ListToExport } from "../../bindings";
import { transactionClasses } from "../../lib/classes";
import { searchDate, searchOf, searchText, searchView, searchWord } from "../../lib/listSearch";
import type { ViewState } from "../../lib/savedViews";
import type { TransactionListing } from "./queries";

export const statuses: readonly BillingStatus[] = [
  "not_ready",
  "ready_to_invoice",
  "invoice_created",
  "invoice_posted",
];

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

/** Whatever stands in an address, made whole: what is unknown is left out. */
export function transactionSearch(given: Record<string, unknown>): TransactionSearch {
  return searchOf<TransactionSearch>({
    contract: searchText(given.contract),
    line: searchText(given.line),
    class: searchWord(transactionClasses, given.class),
    status: searchWord(statuses, given.status),
    from: searchDate(given.from),
    to: searchDate(given.to),
    search: searchText(given.search),
    order: searchWord(["descending"], given.order),
  });
}

export function listingOf(contract: string, search: TransactionSearch): TransactionListing {
  return {
    filter: {
      contract,
      contract_line: search.line ?? null,
      class: search.class ?? null,
      billing_status: search.status ?? null,
      from: search.from ?? null,
      to: search.to ?? null,
      search: search.search ?? "",
    },
    descending: search.order === "descending",
  };
}

/** The list as it stands on the screen, for a file. */
export function exportOf(contract: string, search: TransactionSearch): ListToExport {
  return { list: "transactions", ...listingOf(contract, search) };
}

/** The address without a filter: the same contract in the same order. */
export function withoutFilter({ contract, order }: TransactionSearch): TransactionSearch {
  return { ...(contract !== undefined && { contract }), ...(order !== undefined && { order }) };
}

export function isFiltered({ contract: _contract, order: _order, ...filter }: TransactionSearch): boolean {
  return Object.keys(filter).length > 0;
}

/** What a saved view keeps: the filter and the order, for whichever contract; a line is of one alone. */
export function viewState({ contract: _contract, line: _line, ...search }: TransactionSearch): ViewState {
  return searchView(search);
}
