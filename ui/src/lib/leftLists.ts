// How each list of a book was left: its filter, search and order. They stay on this computer.
//
// What a list shows is in its address alone. Whoever goes to a list by its name goes to the address that it was left
// with; an address without a filter is the whole list, and says so when it is come back to.
import { useEffect } from "react";
import { BOOKS_MAX, bookName } from "./bookName";
import { useBook } from "./queries";
import { isViewState, type ViewState } from "./savedViews";
import { useStored } from "./stored";

type ListName = "backlog" | "invoices" | "contracts";
export type LeftLists = Readonly<Partial<Record<ListName, ViewState>>>;
/** The book that was open last comes first. */
type LeftBooks = readonly { book: string; lists: LeftLists }[];

function asLeftBooks(value: unknown): LeftBooks | null {
  if (!Array.isArray(value)) return null;
  return value.filter(
    (one) =>
      typeof one?.book === "string" &&
      typeof one.lists === "object" &&
      one.lists !== null &&
      Object.values(one.lists).every(isViewState),
  );
}

const NOTHING: LeftLists = {};

function useLeftBooks() {
  const book = useBook().data;
  const [books, store] = useStored("left-lists", asLeftBooks);
  const name = book === undefined ? null : bookName(book);
  const lists = books?.find((one) => one.book === name)?.lists ?? NOTHING;
  const keep = (list: ListName, state: ViewState) => {
    if (name === null) return;
    const others = books?.filter((one) => one.book !== name) ?? [];
    store([{ book: name, lists: { ...lists, [list]: state } }, ...others].slice(0, BOOKS_MAX));
  };
  return { lists, keep };
}

/** How the lists of the open book were left. Those that were never seen are missing. */
export function useLeftLists(): LeftLists {
  return useLeftBooks().lists;
}

/** Keeps what a list shows, as its address holds it, for whoever comes back to it. */
export function useKeepList(list: ListName, state: ViewState): void {
  const { lists, keep } = useLeftBooks();
  const shown = JSON.stringify(state);
  const isKept = JSON.stringify(lists[list]) === shown;
  // biome-ignore lint/correctness/useExhaustiveDependencies: kept when what is shown changes, whoever else keeps.
  useEffect(() => {
    if (!isKept) keep(list, state);
  }, [list, shown, isKept]);
}
