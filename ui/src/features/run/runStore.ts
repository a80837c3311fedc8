// The run that is on its way. It outlives the screen: one may leave, and the run goes on.

import { useSyncExternalStore } from "react";
import type { DraftSummary, RunDifference, RunProgress, RunResult } from "../../bindings";
import { onBookClosed } from "../../lib/bookClosed";
import { asProblem, ipc, type Problem } from "../../lib/ipc";

export type RunState =
  | { phase: "idle" }
  | {
      phase: "running";
      date: string;
      /** What it was promised to create; nothing is known of a run that was started elsewhere. */
      promised: readonly DraftSummary[];
      progress: RunProgress | null;
      isCancelling: boolean;
    }
  | { phase: "differs"; date: string; difference: RunDifference; promised: readonly DraftSummary[] }
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

/** Runs a date as it was previewed, and only as it was previewed: else nothing is written and the difference is shown. */
export async function startRun(
  date: string,
  preview: { fingerprint: string; drafts: readonly DraftSummary[] },
): Promise<void> {
  if (state.phase === "running") return;
  const promised = preview.drafts;
  set({ phase: "running", date, promised, progress: null, isCancelling: false });
  try {
    const { result, difference } = await ipc.startRun(date, preview.fingerprint);
    if (result !== null) set({ phase: "ended", date, result });
    else if (difference !== null)
      set({ phase: "differs", date, difference, promised: draftsNow(promised, difference) });
    else set({ phase: "idle" });
  } catch (thrown) {
    set({ phase: "failed", date, problem: asProblem(thrown) });
  }
}

function nameOf({ contract, customer, invoice_date }: DraftSummary): string {
  return `${contract}\n${customer}\n${invoice_date}`;
}

/** The previewed drafts as they would be now. */
function draftsNow(previewed: readonly DraftSummary[], { added, gone, changed }: RunDifference): DraftSummary[] {
  const left = new Set(gone.map(nameOf));
  const other = new Map(changed.map(({ now }) => [nameOf(now), now]));
  return [
    ...previewed.filter((draft) => !left.has(nameOf(draft))).map((draft) => other.get(nameOf(draft)) ?? draft),
    ...added,
  ];
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
    set({ phase: "running", date: progress.run_date, promised: [], progress, isCancelling: false });
  }
}

export function forgetRun(): void {
  if (state.phase !== "running") set({ phase: "idle" });
}
onBookClosed(forgetRun);

/** For tests: nothing is on its way. */
export function resetRun(): void {
  set({ phase: "idle" });
}
