// How wide the window is in units of the text: at twice the size of text there is half the room.
import { useSyncExternalStore } from "react";
import { onLookChanged } from "./viewSettings";

/** Below it the panel beside a list lies over it. Style sheets say the same as `@container window`. */
export const ROOM_FOR_PANEL = 73.75;
/** Below it the navigation shrinks to icons. */
export const ROOM_FOR_WORDS = 56.25;

/** One rem in pixels. */
export function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}

/** Whether the window is at least so many rem wide. */
export function hasRoom(rems: number): boolean {
  return window.innerWidth >= rems * rem();
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("resize", listener);
  const stop = onLookChanged(listener);
  return () => {
    window.removeEventListener("resize", listener);
    stop();
  };
}

/** As `hasRoom`, and renders again where it changes. */
export function useRoom(rems: number): boolean {
  return useSyncExternalStore(subscribe, () => hasRoom(rems));
}
