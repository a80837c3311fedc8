// The list that a contract was opened from, so that previous and next mean what was seen.
import { onBookClosed } from "../../lib/bookClosed";
import { type ContractFilter, firstFilter } from "./contractFilter";

let last: ContractFilter = firstFilter;

export function rememberList(filter: ContractFilter): void {
  last = filter;
}

export function lastList(): ContractFilter {
  return last;
}

onBookClosed(() => rememberList(firstFilter));
