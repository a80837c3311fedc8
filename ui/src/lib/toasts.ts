// What just happened, said once and quietly, with the way back beside it.
import { useSyncExternalStore } from "react";

/** Long work: how far it is, and how it is stopped. Its toast stays until the work is done. */
export type Work = { done: number; total: number; stop: (() => void) | null };

export type Toast = {
  id: number;
  text: string;
  detail: string | null;
  tone: "done" | "notice";
  undo: (() => void) | null;
  work: Work | null;
};

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

type NewToast = { text: string; detail?: string; tone?: Toast["tone"]; undo?: () => void; work?: Work };

export function showToast(toast: NewToast): number {
  const added: Toast = {
    id: nextId++,
    text: toast.text,
    detail: toast.detail ?? null,
    tone: toast.tone ?? "done",
    undo: toast.undo ?? null,
    work: toast.work ?? null,
  };
  // Three at most: more is not read, and only the latest can be undone by key. Work that goes on is never pushed out.
  const working = toasts.filter((one) => one.work !== null);
  const said = toasts.filter((one) => one.work === null);
  publish([...working, ...said.slice(-2), added]);
  return added.id;
}

/** Says how far the work is by now. */
export function moveToast(id: number, now: { detail: string; work: Work }): void {
  publish(toasts.map((toast) => (toast.id === id ? { ...toast, ...now } : toast)));
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
