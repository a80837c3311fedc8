// Missed dates that are run one after another. It outlives the screen: one may leave, and it goes on.
import { useSyncExternalStore } from "react";
import { onBookClosed } from "../../../lib/bookClosed";
import { asProblem, ipc } from "../../../lib/ipc";
import { runTold } from "../runStore";

/** At which date it stopped, and why; `why` is none where a person stopped it. */
export type Stop = { date: string; why: string | null };

export type Sequence =
  | { phase: "idle" }
  | { phase: "running"; date: string; done: number; total: number; isStopping: boolean }
  | { phase: "stopped"; done: number; total: number; stop: Stop };

/** What came of it. */
export type Ran = { dates: number; of: number; drafts: number; parked: number; stop: Stop | null };

let state: Sequence = { phase: "idle" };
const listeners = new Set<() => void>();

function set(next: Sequence): void {
  state = next;
  for (const listener of listeners) listener();
}

export function useSequence(): Sequence {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

/** Nothing is run after the date that is being run. */
export function stopSequence(): void {
  if (state.phase === "running") set({ ...state, isStopping: true });
}

export function forgetSequence(): void {
  if (state.phase !== "running") set({ phase: "idle" });
}
onBookClosed(forgetSequence);

/** For tests: nothing is on its way. */
export function resetSequence(): void {
  set({ phase: "idle" });
}

function isStopping(): boolean {
  return state.phase === "running" && state.isStopping;
}

/** Runs each date by itself, the earliest first; the first that is refused ends it, and what is done stays. */
export async function runDates(chosen: readonly string[]): Promise<Ran> {
  const dates = [...chosen].sort();
  const ran: Ran = { dates: 0, of: dates.length, drafts: 0, parked: 0, stop: null };
  for (const date of dates) {
    if (isStopping()) {
      ran.stop = { date, why: null };
      break;
    }
    set({ phase: "running", date, done: ran.dates, total: dates.length, isStopping: false });
    try {
      const { result } = await runTold(date, () => ipc.startRun(date, null));
      ran.drafts += result?.drafts.length ?? 0;
      ran.parked += result?.parked_contracts ?? 0;
      if (result?.status === "interrupted") {
        ran.stop = { date, why: result.reason };
        break;
      }
    } catch (thrown) {
      ran.stop = { date, why: asProblem(thrown).message };
      break;
    }
    ran.dates++;
  }
  const { stop } = ran;
  set(stop === null ? { phase: "idle" } : { phase: "stopped", done: ran.dates, total: dates.length, stop });
  return ran;
}
