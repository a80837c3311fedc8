// What just happened, said once and quietly, with the way back beside it.
import { useSyncExternalStore } from "react";
import { addStep, type Doing } from "./steps";

/** Long work: how far it is, and how it is stopped. Its toast stays until the work is done. */
export type Work = { done: number; total: number; stop: (() => void) | null };

export type Toast = {
  id: number;
  text: string;
  detail: string | null;
  tone: "done" | "notice";
  /** The step that Undo takes back; none where nothing can be. */
  step: number | null;
  /** Where to look further. */
  link: ToastLink | null;
  work: Work | null;
};

export type ToastLink = { text: string; go: () => void };

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

/** How many forms are shown, in whose foot the toasts stand. */
let forms = 0;

/** In the foot of a form there is room for one: the newest, and what has its own way back or goes on. */
function inFoot(all: readonly Toast[]): readonly Toast[] {
  return all.filter((toast, at) => at === all.length - 1 || toast.step !== null || toast.work !== null);
}

function publish(next: readonly Toast[]): void {
  toasts = forms > 0 ? inFoot(next) : next;
  for (const listener of listeners) listener();
}

type NewToast = {
  text: string;
  detail?: string;
  tone?: Toast["tone"];
  undo?: () => unknown;
  /** What the program calls it. */
  change?: string | undefined;
  /** The step that was begun for it. */
  doing?: Doing | undefined;
  link?: ToastLink;
  work?: Work;
};

export function showToast(toast: NewToast): number {
  const id = nextId++;
  const added: Toast = {
    id,
    text: toast.text,
    detail: toast.detail ?? null,
    tone: toast.tone ?? "done",
    step: null,
    link: toast.link ?? null,
    work: toast.work ?? null,
  };
  // Three at most: more is not read. Work that goes on is never pushed out.
  const working = toasts.filter((one) => one.work !== null);
  const said = toasts.filter((one) => one.work === null);
  publish([...working, ...said.slice(-2), added]);
  const { text, undo, change, doing } = toast;
  if (undo !== undefined) {
    const done = { text, takeBack: undo, change, onTaken: () => hideToast(id) };
    const step = doing === undefined ? addStep(done) : doing.done(done);
    publish(toasts.map((one) => (one.id === id ? { ...one, step } : one)));
  }
  return id;
}

/** Says how far the work is by now. */
export function moveToast(id: number, now: { detail: string; work: Work }): void {
  publish(toasts.map((toast) => (toast.id === id ? { ...toast, ...now } : toast)));
}

/** While a form is shown, toasts neither pile up over its foot nor over what it has to say. */
export function keepFootFree(): () => void {
  forms += 1;
  publish(toasts);
  return () => {
    forms -= 1;
  };
}

export function hideToast(id: number): void {
  publish(toasts.filter((toast) => toast.id !== id));
}

export function clearToasts(): void {
  publish([]);
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
