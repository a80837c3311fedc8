// What becomes of dates that passed while a job was paused: a person is asked before it runs them.
import { useMutation } from "@tanstack/react-query";
import { useContext } from "react";
import type { BatchJobView, MissedRunDates } from "../../bindings";
import { now } from "../../lib/clock";
import { addDays, earlierDate } from "../../lib/dates";
import { TodayContext } from "../../lib/format";
import { ipc, type Problem } from "../../lib/ipc";
import { useMissedRunDates } from "../../lib/runQueries";

/** Beyond so many dates the job asks by itself before it runs any: `DATES_UNATTENDED_MAX` of the engine. */
const UNATTENDED_MAX = 31;

/** Dates before today that a job would run at once, were it resumed. */
export type Passed = { from: string; through: string; dates: readonly string[] };

/** None where its timer goes on, where no contract was due on them, or where the job asks by itself. */
export function passedWhilePaused(job: BatchJobView, today: string, missed: MissedRunDates | undefined): Passed | null {
  const { row, next_covers } = job;
  if (row.status !== "paused" || next_covers === null || next_covers.count > UNATTENDED_MAX) return null;
  if (row.next_wake_at === null || Date.parse(row.next_wake_at) > now()) return null;
  const { from } = next_covers;
  const through = earlierDate(next_covers.through, addDays(today, -1));
  if (from > through) return null;
  const isWhole = missed !== undefined && missed.dates.length === missed.count;
  const isDue = !isWhole || missed.dates.some(({ date }) => date >= from && date <= through);
  if (!isDue) return null;
  const dates: string[] = [];
  for (let date = from; date <= through; date = addDays(date, 1)) dates.push(date);
  return { from, through, dates };
}

export function usePassedWhilePaused(job: BatchJobView | undefined): Passed | null {
  const today = useContext(TodayContext) ?? "";
  const missed = useMissedRunDates().data;
  return job === undefined ? null : passedWhilePaused(job, today, missed);
}

/** Resumes a job; with a reason, the dates are skipped first. */
export function useResume(id: string, onResumed: () => void) {
  return useMutation<void, Problem, { dates: readonly string[]; reason: string | null }>({
    mutationFn: async ({ dates, reason }) => {
      if (reason !== null) await ipc.skipRunDates([...dates], reason);
      await ipc.actOnBatchJob(id, "resume");
    },
    onSuccess: onResumed,
  });
}
