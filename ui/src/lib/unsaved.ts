// What is typed and not saved, whichever screen holds it: asked about before the book is closed, which would lose it.
import { useSyncExternalStore } from "react";

/** What is typed is of; none while nothing is. */
type Name = () => string | null;

type Asked = { names: readonly string[]; answer: (may: boolean) => void };

const holders = new Set<Name>();
const listeners = new Set<() => void>();
let asked: Asked | null = null;

function publish(next: Asked | null): void {
  asked = next;
  for (const listener of listeners) listener();
}

/** For whoever holds something typed that leaving the page would lose; what comes back ends it. */
export function holdUnsaved(name: Name): () => void {
  holders.add(name);
  return () => {
    holders.delete(name);
  };
}

/** What would be lost, by name. */
export function unsavedNames(): string[] {
  return [...holders].flatMap((name) => name() ?? []);
}

/** Asks a person whether it may be lost, if there is anything. */
export async function mayLose(): Promise<boolean> {
  const names = unsavedNames();
  if (names.length === 0) return true;
  // Who asks again has not answered before.
  asked?.answer(false);
  return new Promise<boolean>((resolve) =>
    publish({
      names,
      answer: (may) => {
        publish(null);
        resolve(may);
      },
    }),
  );
}

export function useAskedToLose(): Asked | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => asked,
  );
}
