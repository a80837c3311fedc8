// The run that is on its way. It outlives the screen: one may leave, and the run goes on.
import { useSyncExternalStore } from "react";
import type { RunProgress, RunResult } from "../../bindings";
import { asProblem, ipc, type Problem } from "../../lib/ipc";

export type RunState =
  | { phase: "idle" }
  | { phase: "running"; date: string; progress: RunProgress | null; isCancelling: boolean }
  | { phase: "ended"; date: string; result: RunResult }
  | { phase: "failed"; date: string; problem: Problem };

let state: RunState = { phase: "idle" };
const listeners = new Set<() => void>();

function set(next: RunState): void {
  state = next;
  for (const listener of listeners) listener();
}

export function runState(): RunState {
  return state;
}

export function useRun(): RunState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

export async function startRun(date: string): Promise<void> {
  if (state.phase === "running") return;
  set({ phase: "running", date, progress: null, isCancelling: false });
  try {
    const { result } = await ipc.startRun(date, null);
    if (result !== null) set({ phase: "ended", date, result });
  } catch (thrown) {
    set({ phase: "failed", date, problem: asProblem(thrown) });
  }
}

export async function cancelRun(): Promise<void> {
  if (state.phase !== "running" || state.isCancelling) return;
  set({ ...state, isCancelling: true });
  await ipc.cancelRun();
}

/** Progress may also come from a run that was started before the page was loaded. */
export function takeProgress(progress: RunProgress): void {
  if (state.phase === "running") set({ ...state, progress });
  else if (state.phase === "idle" && progress.done < progress.total) {
    set({ phase: "running", date: progress.run_date, progress, isCancelling: false });
  }
}

export function forgetRun(): void {
  if (state.phase !== "running") set({ phase: "idle" });
}

/** For tests: nothing is on its way. */
export function resetRun(): void {
  set({ phase: "idle" });
}
