// The export that is on its way. It outlives the screen: one may leave, and the files go on being written.
import { useSyncExternalStore } from "react";
import type { Problem } from "../../lib/ipc";

export type ExportState =
  | { phase: "idle" }
  | { phase: "busy" }
  /** Files that were written before it failed stay. */
  | { phase: "failed"; problem: Problem; done: number; total: number };

let state: ExportState = { phase: "idle" };
const listeners = new Set<() => void>();

export function setExport(next: ExportState): void {
  state = next;
  for (const listener of listeners) listener();
}

export function exportState(): ExportState {
  return state;
}

export function useExportState(): ExportState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}
