// What just happened, said once and quietly, with the way back beside it.
import { useSyncExternalStore } from "react";

export type Toast = {
  id: number;
  text: string;
  detail: string | null;
  tone: "done" | "notice";
  undo: (() => void) | null;
};

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

export function showToast(toast: { text: string; detail?: string; tone?: Toast["tone"]; undo?: () => void }): void {
  const added: Toast = {
    id: nextId++,
    text: toast.text,
    detail: toast.detail ?? null,
    tone: toast.tone ?? "done",
    undo: toast.undo ?? null,
  };
  // Three at most: more is not read, and only the latest can be undone by key.
  publish([...toasts.slice(-2), added]);
}

export function hideToast(id: number): void {
  publish(toasts.filter((toast) => toast.id !== id));
}

export function clearToasts(): void {
  publish([]);
}

/** Takes back the latest thing that can be taken back. */
export function undoLatest(): void {
  const latest = toasts.findLast((toast) => toast.undo !== null);
  if (latest?.undo == null) return;
  hideToast(latest.id);
  latest.undo();
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
}
