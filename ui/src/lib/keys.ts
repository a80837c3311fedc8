// Keys of the whole window. Single keys rest while somebody types, while a dialog is open, and where switched off.
import { useEffect, useRef, useSyncExternalStore } from "react";

const STORAGE_KEY = "proforma.single-keys";
const listeners = new Set<() => void>();

function readSingleKeys(): boolean {
  return localStorage.getItem(STORAGE_KEY) !== "off";
}

export function setSingleKeys(on: boolean): void {
  localStorage.setItem(STORAGE_KEY, on ? "on" : "off");
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether keys without Ctrl act. */
export function useSingleKeys(): boolean {
  return useSyncExternalStore(subscribe, readSingleKeys);
}

const isMac = /mac/i.test(navigator.userAgent);

/** The word on the key that this platform uses for commands. */
export const MOD_WORD = isMac ? "⌘" : "Ctrl";

/** "mod+enter", "shift+m", "?". A sign that needs Shift on some keyboards is named by itself. */
export function keyName(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey">): string {
  const mod = (isMac ? event.metaKey : event.ctrlKey) ? "mod+" : "";
  const isSign = event.key.length === 1 && !/\p{L}/u.test(event.key);
  const shift = event.shiftKey && !isSign ? "shift+" : "";
  return `${mod}${shift}${event.key.toLowerCase()}`;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable=true]") !== null;
}

function isInLayer(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("[role=menu], [role=listbox]") !== null;
}

/** One character, with or without Shift: what somebody who dictates may trigger by speaking. */
const IS_SINGLE = /^(shift\+)?.$/u;

const WORKS_WHILE_TYPING = new Set(["mod+enter", "escape"]);

export type KeyMap = Partial<Record<string, (event: KeyboardEvent) => void>>;

/** Runs what a key stands for. `inDialog` is for keys that belong to an open dialog. */
export function useKeys(map: KeyMap, options: { inDialog?: boolean } = {}): void {
  const current = useRef(map);
  current.current = map;
  const inDialog = options.inDialog ?? false;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.isComposing) return;
      const name = keyName(event);
      const run = current.current[name];
      if (run === undefined) return;
      if (isTyping(event.target) && !WORKS_WHILE_TYPING.has(name)) return;
      if (isInLayer(event.target)) return;
      if (IS_SINGLE.test(name) && !readSingleKeys()) return;
      if (!inDialog && document.querySelector("[role=dialog][aria-modal=true]") !== null) return;
      event.preventDefault();
      run(event);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [inDialog]);
}
