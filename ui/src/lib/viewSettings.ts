// How this reader wants the window to look and to write. It is remembered on this computer, not in the book.
import { useSyncExternalStore } from "react";

const STORAGE_KEY = "proforma.view";
/** What was put on last, in the words of the page, for `public/first-paint.js`. */
const LOOK_KEY = "proforma.look";

/** In percent of the size that the system asks for. */
export const textSizes = [90, 100, 110, 125, 150, 175, 200] as const;
/** Samples of how the world writes; the system's own is always offered first. */
export const knownLocales = ["en-GB", "en-US", "bg-BG", "de-CH", "de-DE", "en-IN", "fr-FR", "sv-SE"] as const;
/** As JavaScript counts: 0 is Sunday. Those that calendars of the world begin with. */
export const firstWeekdays = [1, 6, 0] as const;

type TextSize = (typeof textSizes)[number];
type Weekday = (typeof firstWeekdays)[number];

export type ViewSettings = {
  textSize: TextSize;
  contrast: "system" | "more";
  motion: "system" | "reduced";
  density: "comfortable" | "compact";
  /** None where the locale decides. */
  firstWeekday: Weekday | null;
  /** None where the system decides. */
  locale: (typeof knownLocales)[number] | null;
};

export const defaultViewSettings: ViewSettings = {
  textSize: 100,
  contrast: "system",
  motion: "system",
  density: "comfortable",
  firstWeekday: null,
  locale: null,
};

function oneOf<Value>(allowed: readonly Value[], given: unknown, otherwise: Value): Value {
  return allowed.find((value) => value === given) ?? otherwise;
}

/** What was stored, made whole: an older or a mangled file of settings never breaks the window. */
function checked(given: Record<string, unknown>): ViewSettings {
  return {
    textSize: oneOf(textSizes, given.textSize, 100),
    contrast: oneOf(["system", "more"], given.contrast, "system"),
    motion: oneOf(["system", "reduced"], given.motion, "system"),
    density: oneOf(["comfortable", "compact"], given.density, "comfortable"),
    firstWeekday: oneOf<Weekday | null>(firstWeekdays, given.firstWeekday, null),
    locale: oneOf<ViewSettings["locale"]>(knownLocales, given.locale, null),
  };
}

let cached: { text: string | null; settings: ViewSettings } | null = null;

/** The settings as they are stored; the same object until they change. */
export function viewSettings(): ViewSettings {
  const text = localStorage.getItem(STORAGE_KEY);
  if (cached === null || cached.text !== text) {
    let given: unknown = {};
    try {
      given = JSON.parse(text ?? "{}");
    } catch {
      // As if nothing was stored.
    }
    cached = { text, settings: checked(typeof given === "object" && given !== null ? { ...given } : {}) };
  }
  return cached.settings;
}

const listeners = new Set<() => void>();

/** Calls back after the settings were put on the page. */
export function onLookChanged(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function changeView(changes: Partial<ViewSettings>): void {
  localStorage.setItem(STORAGE_KEY, JSON.stringify({ ...viewSettings(), ...changes }));
  applyViewSettings();
  for (const listener of listeners) listener();
}

/** The next larger or smaller size of text; the same where there is none. */
export function stepTextSize(steps: 1 | -1): void {
  const at = textSizes.indexOf(viewSettings().textSize);
  changeView({ textSize: textSizes[at + steps] ?? viewSettings().textSize });
}

export function useViewSettings(): ViewSettings {
  return useSyncExternalStore(onLookChanged, viewSettings);
}

function asks(query: string): boolean {
  return window.matchMedia(query).matches;
}

/** Chromium goes on measuring the window in the rem of before, until it is resized or measured anew. */
function askWidthAgain(): void {
  document.body.style.containerType = "normal";
  void document.body.offsetWidth;
  document.body.style.containerType = "";
}

/** Puts the settings on the page: as marks that the style sheets know, and as the size of one rem. */
export function applyViewSettings(): void {
  const { textSize, contrast, motion, density } = viewSettings();
  const root = document.documentElement;
  const marks = {
    contrast: contrast === "more" || asks("(prefers-contrast: more)") ? "more" : "normal",
    motion: motion === "reduced" || asks("(prefers-reduced-motion: reduce)") ? "reduced" : "normal",
    density,
  };
  const size = textSize === 100 ? "" : `${textSize}%`;
  if (root.style.fontSize !== size) {
    root.style.fontSize = size;
    askWidthAgain();
  }
  for (const [name, value] of Object.entries(marks)) root.setAttribute(`data-${name}`, value);
  localStorage.setItem(LOOK_KEY, JSON.stringify({ size, marks }));
}

/** Puts the settings on and keeps up with what the system asks for. */
export function startViewSettings(): void {
  applyViewSettings();
  for (const query of ["(prefers-contrast: more)", "(prefers-reduced-motion: reduce)"]) {
    window.matchMedia(query).addEventListener("change", applyViewSettings);
  }
}
