// The run that is on its way. It outlives the screen: one may leave, and the run goes on.

import { useSyncExternalStore } from "react";
import type { DraftSummary, RunDifference, RunEnded, RunProgress, RunResult } from "../../bindings";
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
      /** Whether this page waits for its answer; it does not where it was loaded while the run went on. */
      isOwn: boolean;
    }
  | { phase: "differs"; date: string; difference: RunDifference; promised: readonly DraftSummary[] }
  | { phase: "ended"; date: string; result: RunResult }
  | { phase: "failed"; date: string; problem: Problem };

let state: RunState = { phase: "idle" };
/** The date that the batch job is running; it stands beside what a person has run. */
let byJob: RunProgress | null = null;
/** What came of the latest run has been seen on the screen of runs. */
let isSeen = true;
const listeners = new Set<() => void>();

function set(next: RunState): void {
  state = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useRun(): RunState {
  return useSyncExternalStore(subscribe, () => state);
}

/** How far the batch job is with the date that it is running; none where it runs nothing. */
export function useJobRun(): RunProgress | null {
  return useSyncExternalStore(subscribe, () => byJob);
}

function setByJob(progress: RunProgress | null): void {
  if (byJob === progress) return;
  byJob = progress;
  for (const listener of listeners) listener();
}

export function forgetJobRun(): void {
  setByJob(null);
}
onBookClosed(forgetJobRun);

/** Whether nobody has looked at what came of the latest run. */
export function useRunUnseen(): boolean {
  return useSyncExternalStore(subscribe, () => !isSeen && state.phase !== "running" && state.phase !== "idle");
}

export function seeRun(): void {
  isSeen = true;
  set(state);
}

/** Runs a date as it was previewed, and only as it was previewed: else nothing is written and the difference is shown. */
export async function startRun(
  date: string,
  preview: { fingerprint: string; drafts: readonly DraftSummary[] },
): Promise<void> {
  if (state.phase === "running") return;
  const promised = preview.drafts;
  isSeen = false;
  set({ phase: "running", date, promised, progress: null, isCancelling: false, isOwn: true });
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

/** Runs something whose outcome the caller tells; while it is on its way it shows and is stopped like any run. */
export async function runTold<Answer>(date: string, ask: () => Promise<Answer>): Promise<Answer> {
  // Beside a run that goes on the program refuses another, and says why.
  if (state.phase === "running") return ask();
  set({ phase: "running", date, promised: [], progress: null, isCancelling: false, isOwn: true });
  try {
    return await ask();
  } finally {
    set({ phase: "idle" });
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
  if (progress.by_job) setByJob(progress);
  else if (state.phase === "running") set({ ...state, date: progress.run_date, progress });
  else if (state.phase === "idle" && progress.done < progress.total) {
    isSeen = false;
    set({
      phase: "running",
      date: progress.run_date,
      promised: [],
      progress,
      isCancelling: false,
      isOwn: false,
    });
  }
}

/** A run whose answer this page does not get has come to its end: what came of it stands in the book. */
export async function takeEnd({ run_date }: RunEnded): Promise<void> {
  if (byJob?.run_date === run_date) forgetJobRun();
  if (state.phase !== "running" || state.isOwn || state.date !== run_date) return;
  try {
    const result = await ipc.processRun(run_date);
    set(result === null ? { phase: "idle" } : { phase: "ended", date: run_date, result });
  } catch (thrown) {
    set({ phase: "failed", date: run_date, problem: asProblem(thrown) });
  }
}

export function forgetRun(): void {
  if (state.phase !== "running") set({ phase: "idle" });
}
onBookClosed(forgetRun);

/** For tests: nothing is on its way. */
export function resetRun(): void {
  forgetJobRun();
  set({ phase: "idle" });
}
