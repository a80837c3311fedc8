// Where one has been in the open book: whether there is a way back and forward, and how far each page was scrolled.
import type { RouterHistory } from "@tanstack/react-router";
import { useCallback, useState, useSyncExternalStore } from "react";
import { setKeyPath } from "./keyBindings";

export type Ways = { canGoBack: boolean; canGoForward: boolean };

const START = "/";

let index = 0;
/** Where the book was opened: nothing before it is of this book. None at the start screen. */
let floor: number | null = null;
let top = 0;
let ways: Ways = { canGoBack: false, canGoForward: false };
const scrolled = new Map<number, Map<string, number>>();
const listeners = new Set<() => void>();

function arrive(pathname: string, at: number, isNew: boolean): void {
  index = at;
  setKeyPath(pathname);
  if (isNew) {
    top = at;
    for (const place of scrolled.keys()) if (place >= at) scrolled.delete(place);
  }
  if (pathname === START) floor = null;
  else floor ??= at;
  const next = { canGoBack: floor !== null && at > floor, canGoForward: floor !== null && at < top };
  if (next.canGoBack === ways.canGoBack && next.canGoForward === ways.canGoForward) return;
  ways = next;
  for (const listener of listeners) listener();
}

/** Follows a history from where it stands. */
export function followHistory(history: RouterHistory): void {
  floor = null;
  scrolled.clear();
  const here = history.location;
  arrive(here.pathname, here.state.__TSR_index, true);
  history.subscribe(({ location, action }) => {
    arrive(location.pathname, location.state.__TSR_index, action.type === "PUSH");
  });
}

/** Whether there is a page to go back or forward to, within the open book. */
export function useWays(): Ways {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => ways,
  );
}

/** As `useWays`, at the moment of a key. */
export function waysNow(): Ways {
  return ways;
}

function placesAt(at: number): Map<string, number> {
  const known = scrolled.get(at) ?? new Map<string, number>();
  scrolled.set(at, known);
  return known;
}

/** For a part of a page that scrolls: coming back finds it where it was left. Lists keep their own row. */
export function useKeptScroll(name: string): (element: HTMLElement | null) => (() => void) | undefined {
  const [places] = useState(() => placesAt(index));
  return useCallback(
    (element) => {
      if (element === null) return;
      element.scrollTop = places.get(name) ?? 0;
      const keep = () => places.set(name, element.scrollTop);
      element.addEventListener("scroll", keep, { passive: true });
      return () => element.removeEventListener("scroll", keep);
    },
    [places, name],
  );
}
