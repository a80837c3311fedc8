// Books whose batch job is in a given state, for tests and for looking at them.
import type { JobStatus } from "../../bindings";
import { now } from "../clock";
import { addDays, weekdayNumber } from "../dates";
import { fakeJob, later, withSleepingJob } from "./jobs";
import type { FakeBook, FakeJob, FakeRun } from "./model";

const MINUTE = 60_000;

export const jobStatuses: readonly JobStatus[] = [
  "not_started",
  "sleeping",
  "processing",
  "retrying",
  "waits_for_person",
  "clock_behind",
  "paused",
  "stopped",
  "stopped_working",
  "hung",
];

/** Puts the job of a book into a state, as it would come to be in it. */
export function withJob(book: FakeBook, status: JobStatus, given: Partial<FakeJob> = {}): FakeBook {
  if (status === "not_started") {
    book.jobs = [fakeJob(given)];
    return book;
  }
  const at = new Date(now()).toISOString();
  const before = addDays(book.today, -1);
  const covered: Partial<Record<JobStatus, string>> = {
    processing: before,
    hung: before,
    retrying: before,
    stopped: before,
    waits_for_person: addDays(book.today, -34),
  };
  const is: Partial<Record<JobStatus, Partial<FakeJob>>> = {
    processing: { wakeAt: later(at, -MINUTE) },
    hung: { wakeAt: later(at, -30 * MINUTE) },
    retrying: {
      wakeAt: later(at, -5 * MINUTE),
      retryAt: later(at, MINUTE),
      failures: 1,
      reason: "the disk is full: 2 drafts kept, 40 MB free",
    },
    waits_for_person: { wakeAt: later(at, -MINUTE) },
    paused: { state: "paused", reason: "paused by Amy Alberts" },
    stopped: { state: "stopped", reason: "the disk is full: 2 drafts kept, 40 MB free" },
  };
  withSleepingJob(book, { ...is[status], ...given });
  const through = covered[status];
  if (through !== undefined && book.coverage !== undefined) book.coverage.through = through;
  if (status === "clock_behind") book.latestAt = later(at, 3 * 60 * MINUTE);
  if (status === "hung") book.hungSince = later(at, -22 * MINUTE);
  if (status === "stopped_working" || status === "hung") {
    const isAlive = status === "hung";
    book.owner = {
      program: "Proforma",
      host: "billing-02",
      process_id: 815,
      is_this_program: false,
      since: later(at, -60 * MINUTE),
      heartbeat_at: later(at, isAlive ? -6_000 : -10 * MINUTE),
      is_alive: isAlive,
    };
  }
  return book;
}

/** A day's run of some months ago, the same each time. */
function ranOn(date: string, number: number): FakeRun {
  const weekday = weekdayNumber(date);
  const drafts = weekday === 1 ? (number % 13 === 0 ? 7 : 3) : weekday === 5 && number % 3 === 0 ? 1 : 0;
  const isLate = number % 37 === 0;
  return {
    date,
    at: `${isLate ? addDays(date, 1) : date}T09:12:06Z`,
    drafts,
    contracts: drafts + (drafts > 0 ? 1 : 0),
    tookMilliseconds: drafts === 0 ? 100 : 300 + drafts * 120,
    askedFor: "batch_job",
    isInterrupted: number === 50,
    passedOver: [],
    verdicts: [],
    ...(number === 71 && { undoneAt: `${date}T11:00:00Z` }),
  };
}

/** Days behind it that the job has run, each by itself. */
export function withDaysRun(book: FakeBook, days: number): FakeBook {
  for (let number = 1; number <= days; number++) {
    const date = addDays(book.today, -number);
    if (!book.runs.some((run) => run.date === date)) book.runs.push(ranOn(date, number));
  }
  if (book.coverage !== undefined) book.coverage.activated = addDays(book.today, -days);
  return book;
}
