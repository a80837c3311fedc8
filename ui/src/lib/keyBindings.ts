// Single keys that the reader has given to other actions than the window came with. Screens keep naming the usual key.
import { useSyncExternalStore } from "react";
import { groupsAt, type KeyDoes, type KeyEntry, type KeyGroup, keyGroups, meet } from "./keyActions";

const STORAGE_KEY = "proforma.keys";

let cached: { text: string | null; chosen: Record<string, string> } = { text: null, chosen: {} };

/** What was chosen, by group and action; nothing where it cannot be read. */
function chosenKeys(): Record<string, string> {
  const text = localStorage.getItem(STORAGE_KEY);
  if (text !== cached.text) {
    let given: unknown = null;
    try {
      given = JSON.parse(text ?? "{}");
    } catch {
      // As if nothing was chosen.
    }
    const pairs = Object.entries(typeof given === "object" && given !== null ? given : {});
    cached = { text, chosen: Object.fromEntries(pairs.filter(([, key]) => typeof key === "string")) };
  }
  return cached.chosen;
}

const listeners = new Set<() => void>();

function store(chosen: Record<string, string>): void {
  localStorage.setItem(STORAGE_KEY, JSON.stringify(chosen));
  for (const listener of listeners) listener();
}

/** Renders again when a key was given away. */
export function useKeyChoices(): Record<string, string> {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, chosenKeys);
}

/** The key that an action has now, as `keyName` calls it. */
export function boundKey(group: KeyGroup, entry: KeyEntry): string | undefined {
  return entry.key === undefined ? undefined : (chosenKeys()[`${group}.${entry.does}`] ?? entry.key);
}

const IS_SINGLE = /^(shift\+)?.$/u;
/** Space selects, and digits choose tabs, on every screen. */
const IS_TAKEN_FOR_GOOD = /^(shift\+)?[\s\d]$/u;

export type KeyRefusal = { why: "not_single" | "taken_for_good" } | { why: "taken"; group: KeyGroup; does: KeyDoes };

/** Gives an action another key, or says why not. */
export function bindKey(group: KeyGroup, does: KeyDoes, key: string): KeyRefusal | null {
  if (!IS_SINGLE.test(key)) return { why: "not_single" };
  if (IS_TAKEN_FOR_GOOD.test(key)) return { why: "taken_for_good" };
  for (const [other, entries] of Object.entries(keyGroups) as [KeyGroup, readonly KeyEntry<KeyDoes>[]][]) {
    if (!meet(group, other)) continue;
    const holder = entries.find((entry) => boundKey(other, entry) === key);
    if (holder === undefined || (other === group && holder.does === does)) continue;
    return { why: "taken", group: other, does: holder.does };
  }
  const usual = (keyGroups[group] as readonly KeyEntry[]).find((entry) => entry.does === does)?.key;
  const { [`${group}.${does}`]: _, ...others } = chosenKeys();
  store(key === usual ? others : { ...others, [`${group}.${does}`]: key });
  return null;
}

export function resetKeys(): void {
  store({});
}

let path = "/";

/** Tells which screen's keys are meant. */
export function setKeyPath(next: string): void {
  path = next;
}

function entriesHere(): [KeyGroup, KeyEntry][] {
  return groupsAt(path).flatMap((group) => keyGroups[group].map((entry): [KeyGroup, KeyEntry] => [group, entry]));
}

/** The usual key that stands for what was pressed; none where that key was given away. */
export function meantKey(pressed: string): string | null {
  if (!IS_SINGLE.test(pressed)) return pressed;
  const here = entriesHere();
  const holder = here.find(([group, entry]) => boundKey(group, entry) === pressed);
  if (holder !== undefined) return holder[1].key ?? pressed;
  return here.some(([, entry]) => entry.key === pressed) ? null : pressed;
}

/** The screen that a letter after `G` leads to, by its usual letter. */
export function meantLetter(pressed: string): string | undefined {
  return keyGroups.go.find((entry) => boundKey("go", entry) === pressed)?.key;
}

/** "shift+m" as it is drawn: "Shift M". */
export function drawnKey(key: string): string {
  const letter = key.replace(/^shift\+/, "").toUpperCase();
  return key.startsWith("shift+") ? `Shift ${letter}` : letter;
}

function drawnHere(keys: string): string | undefined {
  const found = entriesHere().find(([, entry]) => entry.key !== undefined && entry.keys === keys);
  const key = found === undefined ? undefined : boundKey(...found);
  return key === undefined ? undefined : drawnKey(key);
}

/** What is drawn on a key cap here: the reader's own key where one was chosen. */
export function shownKeys(keys: string): string {
  const whole = drawnHere(keys);
  if (whole !== undefined) return whole;
  const parts = keys.split(" ");
  if (parts.length < 2 || parts.some((part) => [...part].length > 1)) return keys;
  const [first, second] = parts;
  if (first === "G" && parts.length === 2) {
    const letter = keyGroups.go.find((entry) => entry.keys === second);
    const key = letter === undefined ? undefined : boundKey("go", letter);
    return `${drawnHere("G") ?? "G"} ${key === undefined ? second : drawnKey(key)}`;
  }
  return parts.map((part) => drawnHere(part) ?? part).join(" ");
}

/** Whether a cap names a key that rests while single keys are switched off. */
export function isSingleKey(keys: string): boolean {
  return entriesHere().some(([, entry]) => entry.key !== undefined && entry.keys === keys) || /^G .$/.test(keys);
}
