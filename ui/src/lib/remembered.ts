// Small choices of this reader, kept on this computer: how old is old, which view of a figure.
import { useSyncExternalStore } from "react";

const PREFIX = "proforma.";
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A choice by its name, and how to change it. Everything that shows it follows. */
export function useRemembered(name: string, fallback: string): [value: string, choose: (value: string) => void] {
  const value = useSyncExternalStore(subscribe, () => localStorage.getItem(PREFIX + name) ?? fallback);
  return [
    value,
    (next) => {
      localStorage.setItem(PREFIX + name, next);
      for (const listener of listeners) listener();
    },
  ];
}
