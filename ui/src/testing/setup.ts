import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeAll, vi } from "vitest";
import { forgetLists } from "../components/useGridList";
import { forgetGone } from "../features/invoices/goneStore";
import { resetSequence } from "../features/run/missed/sequence";
import { resetRun } from "../features/run/runStore";
import { forgetEntries } from "../features/transactions/entry/draftStore";
import { startI18n } from "../lib/i18n";
import { clearSteps } from "../lib/steps";
import { clearToasts } from "../lib/toasts";

// jsdom lays nothing out: a window of a fixed size stands in, so that virtual lists have rows to show.
const SIZE = { width: 1280, height: 800 };

class FixedResizeObserver implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

// A busy machine takes its time; what never comes fails all the same.
configure({ asyncUtilTimeout: 10_000 });

beforeAll(async () => {
  // A reader of one country, whatever the computer of the tests says.
  Object.defineProperty(navigator, "language", { configurable: true, value: "en-GB" });
  await startI18n();
  // Wide enough for every panel.
  Object.defineProperty(window, "innerWidth", { configurable: true, value: 1440 });
  vi.stubGlobal("ResizeObserver", FixedResizeObserver);
  window.matchMedia = (query: string) =>
    ({
      // A wide window that asks for nothing special.
      matches: query.includes("min-width"),
      media: query,
      onchange: null,
      addEventListener: () => {},
      removeEventListener: () => {},
      addListener: () => {},
      removeListener: () => {},
      dispatchEvent: () => false,
    }) as MediaQueryList;
  Element.prototype.scrollIntoView = () => {};
  Element.prototype.scrollTo = () => {};
  window.scrollTo = () => {};
  for (const [name, value] of [
    ["offsetHeight", SIZE.height],
    ["offsetWidth", SIZE.width],
    ["clientHeight", SIZE.height],
    ["clientWidth", SIZE.width],
  ] as const) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value });
  }
  URL.createObjectURL = () => "blob:page";
  URL.revokeObjectURL = () => {};
});

afterEach(() => {
  cleanup();
  clearToasts();
  clearSteps();
  forgetGone();
  resetRun();
  resetSequence();
  forgetLists();
  forgetEntries();
  localStorage.clear();
});
