// Keys of the whole window. Single keys rest while somebody types, while a dialog is open, and where switched off.
import { useEffect, useRef, useSyncExternalStore } from "react";
import { meantKey, meantLetter } from "./keyBindings";

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

/** As `useSingleKeys`, at the moment of a key. */
export function singleKeysAct(): boolean {
  return readSingleKeys();
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

type AltKeys = Pick<KeyboardEvent, "key" | "altKey" | "ctrlKey" | "metaKey" | "getModifierState">;

/** Whether a sign is typed with AltGr, which Windows tells as Ctrl and Alt, or with Option on macOS. */
export function isTypedWithAlt(event: AltKeys, mac = isMac): boolean {
  if (event.key.length !== 1 && event.key !== "Dead") return false;
  return event.getModifierState("AltGraph") || (mac && event.altKey && !event.ctrlKey && !event.metaKey);
}

/** What takes no letters: a switch that was clicked must not swallow the keys of the window. */
const SWITCHES = "input[type=radio], input[type=checkbox]";

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || target.matches(SWITCHES)) return false;
  return target.closest("input, textarea, select, [contenteditable=true]") !== null;
}

function isInLayer(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("[role=menu], [role=listbox]") !== null;
}

/** A field that chooses from a list opens it on Enter, whatever is held beside it. */
function opensOnEnter(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("[role=grid]") === null && target.role === "combobox";
}

/** One character, with or without Shift: what somebody who dictates may trigger by speaking. */
const IS_SINGLE = /^(shift\+)?.$/u;

const WORKS_WHILE_TYPING = new Set(["mod+enter", "escape", "mod+k", "mod+s", "mod+=", "mod++", "mod+-", "mod+0"]);

const OPEN_LIST = "[aria-haspopup=listbox][aria-expanded=true]";
const DIALOG = "[role=dialog][aria-modal=true]";

/** Keys that went down over a dialog or an open list: Esc may have closed it before the page hears of the key. */
const overLayer = new WeakSet<KeyboardEvent>();
window.addEventListener(
  "keydown",
  (event) => {
    const isOverList = event.key === "Escape" && event.target instanceof Element && event.target.matches(OPEN_LIST);
    if (isOverList || document.querySelector(DIALOG) !== null) overLayer.add(event);
  },
  { capture: true },
);

export type KeyMap = Partial<Record<string, (event: KeyboardEvent) => void>>;

function mayAct(event: KeyboardEvent, name: string, inDialog: boolean): boolean {
  if (event.defaultPrevented || event.altKey || event.isComposing) return false;
  if (isTyping(event.target) && !WORKS_WHILE_TYPING.has(name)) return false;
  if (isInLayer(event.target)) return false;
  if (IS_SINGLE.test(name) && !readSingleKeys()) return false;
  return inDialog || (!overLayer.has(event) && document.querySelector(DIALOG) === null);
}

/** Runs what a key stands for, by its usual name. `inDialog` is for keys that belong to an open dialog. */
export function useKeys(map: KeyMap, options: { inDialog?: boolean } = {}): void {
  const current = useRef(map);
  current.current = map;
  const inDialog = options.inDialog ?? false;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const pressed = keyName(event);
      const name = meantKey(pressed);
      const run = name === null ? undefined : current.current[name];
      if (run === undefined || !mayAct(event, pressed, inDialog)) return;
      event.preventDefault();
      run(event);
    };
    // Before the field sees it: Ctrl Enter saves a form from any of its fields.
    const onSaveKey = (event: KeyboardEvent) => {
      if (keyName(event) !== "mod+enter" || !opensOnEnter(event.target)) return;
      onKeyDown(event);
      if (event.defaultPrevented) event.stopPropagation();
    };
    document.addEventListener("keydown", onSaveKey, { capture: true });
    document.addEventListener("keydown", onKeyDown);
    return () => {
      document.removeEventListener("keydown", onSaveKey, { capture: true });
      document.removeEventListener("keydown", onKeyDown);
    };
  }, [inDialog]);
}

/** How long a letter may follow `G`. */
const LETTER_MILLISECONDS = 1_500;

/** `G`, then a letter. The letter is taken before the screen sees it, which may have a use for it of its own. */
export function useGoKeys(letters: Partial<Record<string, () => void>>): void {
  const current = useRef(letters);
  current.current = letters;
  const startedAt = useRef(Number.NEGATIVE_INFINITY);
  useKeys({
    g: (event) => {
      startedAt.current = event.timeStamp;
    },
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const pressed = keyName(event);
      if (event.timeStamp - startedAt.current > LETTER_MILLISECONDS || !mayAct(event, pressed, false)) return;
      startedAt.current = Number.NEGATIVE_INFINITY;
      const go = current.current[meantLetter(pressed) ?? ""];
      if (go === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      go();
    };
    document.addEventListener("keydown", onKeyDown, { capture: true });
    return () => document.removeEventListener("keydown", onKeyDown, { capture: true });
  }, []);
}
