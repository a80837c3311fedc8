// Which contracts are listed, and in which order, as the address of the list holds it.
import type { ContractQuery, ContractSort, ContractStatus, ContractTrouble, ListToExport } from "../../bindings";
import type { ViewState } from "../../lib/savedViews";

export const statusTabs = ["active", "draft", "closed", "all"] as const satisfies (ContractStatus | "all")[];
export const troubles = [
  "parked",
  "missed_run_date",
  "line_not_set_up",
  "milestones_do_not_add_up",
] as const satisfies ContractTrouble[];
const sorts = ["name", "customer", "next_run_date"] as const satisfies ContractSort[];

export type ContractFilter = {
  status: ContractStatus | "all";
  search: string;
  trouble: ContractTrouble | null;
  currency: string | null;
  sort: ContractSort;
  descending: boolean;
};

/** What the address names; whatever it leaves out is as at first. */
export type ContractAddress = {
  status?: ContractStatus | "all";
  search?: string;
  trouble?: ContractTrouble;
  currency?: string;
  sort?: ContractSort;
  order?: "down";
};

export const firstFilter: ContractFilter = {
  status: "active",
  search: "",
  trouble: null,
  currency: null,
  sort: "name",
  descending: false,
};

/** A number in an address is read as one; a search is a text. */
function asText(given: unknown): string | undefined {
  if (typeof given === "number") return String(given);
  return typeof given === "string" && given !== "" ? given : undefined;
}

export function contractAddress(given: Record<string, unknown>): ContractAddress {
  const currency = asText(given.currency);
  const all: ContractAddress = {};
  const status = statusTabs.find((known) => known === given.status);
  const search = asText(given.search);
  const trouble = troubles.find((known) => known === given.trouble);
  const sort = sorts.find((known) => known === given.sort);
  if (status !== undefined) all.status = status;
  if (search !== undefined) all.search = search;
  if (trouble !== undefined) all.trouble = trouble;
  if (currency !== undefined && /^[A-Z]{3}$/.test(currency)) all.currency = currency;
  if (sort !== undefined) all.sort = sort;
  if (given.order === "down") all.order = "down";
  return all;
}

export function filterOf({ order, ...address }: ContractAddress): ContractFilter {
  return { ...firstFilter, ...address, descending: order === "down" };
}

export function addressOf({ descending, ...rest }: ContractFilter): ContractAddress {
  const changed = Object.entries(rest).filter(([name, value]) => value !== firstFilter[name as keyof typeof rest]);
  return { ...Object.fromEntries(changed), ...(descending && { order: "down" as const }) };
}

export function stateOf(filter: ContractFilter): ViewState {
  return addressOf(filter);
}

/** The filter without its order, as one text: a new order keeps what is chosen. */
export function nameOf({ sort: _sort, descending: _descending, ...filter }: ContractFilter): string {
  return JSON.stringify(filter);
}

export function contractQuery({ status, ...filter }: ContractFilter, offset: number, limit: number): ContractQuery {
  return { ...filter, status: status === "all" ? null : status, offset, limit };
}

export function exportOf({ status, ...filter }: ContractFilter): ListToExport {
  return { list: "contracts", status: status === "all" ? null : status, ...filter };
}

/** Whether more than the status narrows the list. */
export function isNarrower({ search, trouble, currency }: ContractFilter): boolean {
  return search !== "" || trouble !== null || currency !== null;
}
