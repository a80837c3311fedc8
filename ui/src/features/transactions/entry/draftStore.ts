// Rows that are not saved yet, of each contract that they were typed for: they outlive the screen and the page.
import i18next from "i18next";
import { useSyncExternalStore } from "react";
import { onBookClosed } from "../../../lib/bookClosed";
import { now } from "../../../lib/clock";
import { holdUnsaved, tellProgram } from "../../../lib/unsaved";
import type { Drafts } from "./drafts";
import { keepDrafts, keptDrafts } from "./keptDrafts";

const KEPT_AFTER_MILLISECONDS = 300;

/** Which rows: those of a contract of a book, and what the contract is called. */
export type Place = { book: string; contract: string; name: string };

export type Held = {
  drafts: Drafts;
  /** When the rows were kept that came back with the page; none where none came back, or it was said already. */
  restoredAt: number | null;
  /** Whether there was room to keep them on this computer. */
  isKept: boolean;
};

type Entry = {
  place: Place;
  held: Held;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** Ends that they are asked about before the book is closed. */
  letGo: () => void;
};

const entries = new Map<string, Entry>();
const listeners = new Set<() => void>();

function entryOf(place: Place): Entry {
  const name = `${place.book}\n${place.contract}`;
  const known = entries.get(name);
  if (known !== undefined) return known;
  const kept = keptDrafts(place.book, place.contract);
  const held = { drafts: kept?.drafts ?? new Map(), restoredAt: kept?.at ?? null, isKept: true };
  const entry: Entry = { place, held, timer: undefined, letGo: () => {} };
  entry.letGo = holdUnsaved(() => {
    if (entry.timer !== undefined) keep(entry);
    return isLost(entry.held) ? i18next.t("entry.unsaved_of", { name: entry.place.name }) : null;
  });
  entries.set(name, entry);
  return entry;
}

/** Whether closing the book would lose rows. */
function isLost({ drafts, isKept }: Held): boolean {
  return !isKept && drafts.size > 0;
}

function hold(entry: Entry, held: Held): void {
  const wasLost = isLost(entry.held);
  entry.held = held;
  if (isLost(held) !== wasLost) tellProgram();
  for (const listener of listeners) listener();
}

function keep(entry: Entry): void {
  clearTimeout(entry.timer);
  entry.timer = undefined;
  const { place, held } = entry;
  const isKept = keepDrafts(place.book, place.contract, held.drafts, now());
  if (isKept !== held.isKept) hold(entry, { ...held, isKept });
}

export function draftsOf(place: Place): Drafts {
  return entryOf(place).held.drafts;
}

/** Puts other drafts in their place, and keeps them shortly after. */
export function putDrafts(place: Place, drafts: Drafts): void {
  const entry = entryOf(place);
  hold(entry, { ...entry.held, drafts, ...(drafts.size === 0 && { restoredAt: null }) });
  clearTimeout(entry.timer);
  entry.timer = setTimeout(() => keep(entry), KEPT_AFTER_MILLISECONDS);
}

export function forgetRestored(place: Place): void {
  const entry = entryOf(place);
  hold(entry, { ...entry.held, restoredAt: null });
}

/** Keeps at once what was changed a moment ago. */
function keepAll(): void {
  for (const entry of entries.values()) keep(entry);
}
window.addEventListener("pagehide", keepAll);

/** For another book: what is kept is read again when it is come back to. */
export function forgetEntries(): void {
  keepAll();
  for (const entry of entries.values()) entry.letGo();
  entries.clear();
}
onBookClosed(forgetEntries);

export function useHeld(place: Place): Held {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => entryOf(place).held,
  );
}
