// What the address of a list holds: texts alone, so that a saved view is the same thing. What is left out does not narrow.
import type { ViewState } from "./savedViews";

/** Ids that look like numbers are read as numbers from an address. */
export function searchText(given: unknown): string {
  return typeof given === "string" ? given : typeof given === "number" ? String(given) : "";
}

export function searchDate(given: unknown): string {
  const day = searchText(given);
  return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)) ? day : "";
}

/** One of the words that are known; empty for any other. */
export function searchWord<Word extends string>(known: readonly Word[], given: unknown): Word | "" {
  return known.find((word) => word === given) ?? "";
}

/** A search without what is empty. */
export function searchOf<Search>(all: Readonly<Record<keyof Search, string>>): Search {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== "")) as Search;
}

/** What a saved view keeps of a search. */
export function searchView(search: object): ViewState {
  return Object.fromEntries(Object.entries(search)) as ViewState;
}
