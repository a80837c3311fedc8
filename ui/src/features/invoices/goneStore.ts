// Drafts that this window deletes or has deleted. Whoever still looks at one is told so calmly, with the way back.
import { useSyncExternalStore } from "react";
import { onBookClosed } from "../../lib/bookClosed";

/** `change` brings it back; none while it is still on its way out. One that is back is remembered all the same. */
export type Gone = { change: string | null };

let gone: ReadonlyMap<string, Gone> = new Map();
const listeners = new Set<() => void>();

function publish(next: ReadonlyMap<string, Gone>): void {
  gone = next;
  for (const listener of listeners) listener();
}

export function setGone(ids: readonly string[], how: Gone): void {
  publish(new Map([...gone, ...ids.map((id) => [id, how] as const)]));
}

/** Those that are still there after all. */
export function setThere(ids: readonly string[]): void {
  const there = new Set(ids);
  publish(new Map([...gone].filter(([id]) => !there.has(id))));
}

export function forgetGone(): void {
  publish(new Map());
}
onBookClosed(forgetGone);

export function useGone(id: string): Gone | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => gone.get(id) ?? null,
  );
}
