// What is typed and not saved, whichever screen holds it: asked about before the book or the program is closed, which
// would lose it.
import { useSyncExternalStore } from "react";
import { ipc } from "./ipc";

/** What is typed is of; none while nothing is. */
type Name = () => string | null;

/** What is about to be closed. */
type Closed = "book" | "program";

type Asked = { closed: Closed; names: readonly string[]; answer: (may: boolean) => void };

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
    tellProgram();
  };
}

let told = false;

/** Tells the program whether closing the window would lose something; `again` also what it knows. */
export function tellProgram(again = false): void {
  const has = unsavedNames().length > 0;
  if (has === told && !again) return;
  told = has;
  // Where the program cannot be told it does not ask, as before.
  void ipc.holdUnsaved(has).catch(() => undefined);
}

/** What would be lost, by name. */
export function unsavedNames(): string[] {
  return [...holders].flatMap((name) => name() ?? []);
}

/** Asks a person whether it may be lost, if there is anything. */
export async function mayLose(closed: Closed): Promise<boolean> {
  const names = unsavedNames();
  if (names.length === 0) return true;
  // Who asks again has not answered before.
  asked?.answer(false);
  return new Promise<boolean>((resolve) =>
    publish({
      closed,
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
