// The stand-in's batch jobs: what each does just now, and what may be done with it.
import type { BatchJobRow, BatchJobView, DateSpan, JobAction, JobOwner, JobStatus, Workflow } from "../../bindings";
import { now } from "../clock";
import { addDays, dayNumber, laterDate } from "../dates";
import type { FakeBook, FakeJob } from "./model";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const UNATTENDED_MAX = 31;
const SLACK = 5 * MINUTE;

/** The words that a job which creates invoices needs in its name. */
export const NAME_WORDS = ["create invoices", "skapa fakturor", "създаване на фактури"];
export const NAME_SUGGESTED = "Project Operations Create Invoices";

export function containsWords(name: string): boolean {
  return NAME_WORDS.some((words) => name.toLowerCase().includes(words));
}

export function instantNow(): string {
  return new Date(now()).toISOString();
}

export function later(at: string, milliseconds: number): string {
  return new Date(Date.parse(at) + milliseconds).toISOString();
}

export function isInvoicing(workflow: Workflow | null): boolean {
  return workflow !== null && workflow !== "update_role_utilization";
}

export function timerOf(workflow: Workflow): number {
  return isInvoicing(workflow) ? DAY : 7 * DAY;
}

/** A job that was set up and never started; a test says what else is true of it. */
export function fakeJob(given: Partial<FakeJob> = {}): FakeJob {
  return {
    id: "1",
    name: NAME_SUGGESTED,
    isActive: true,
    timeOfDay: null,
    state: "not_started",
    workflow: null,
    startedAt: null,
    startedBy: null,
    lastEndedAt: null,
    wakeAt: null,
    retryAt: null,
    failures: 0,
    reason: null,
    agreedThrough: null,
    ...given,
  };
}

/** A book whose job sleeps since it ran today. */
export function withSleepingJob(book: FakeBook, given: Partial<FakeJob> = {}): FakeBook {
  const ended = `${book.today}T09:12:06Z`;
  book.coverage = { activated: addDays(book.today, -30), through: book.today };
  book.jobs = [
    fakeJob({
      state: "started",
      workflow: "process_run_caller",
      startedAt: `${addDays(book.today, -30)}T09:10:00Z`,
      startedBy: "Amy Alberts",
      lastEndedAt: ended,
      wakeAt: later(ended, DAY),
      ...given,
    }),
  ];
  return book;
}

export function jobsOf(book: FakeBook): FakeJob[] {
  book.jobs ??= [];
  return book.jobs;
}

/** The job of a kind that is started or paused. */
export function runningJob(book: FakeBook, isForInvoices: boolean): FakeJob | undefined {
  return jobsOf(book).find(
    ({ state, workflow }) =>
      (state === "started" || state === "paused") && workflow !== null && isInvoicing(workflow) === isForInvoices,
  );
}

export function ownerOf(book: FakeBook): JobOwner | null {
  if (book.owner !== undefined) return book.owner;
  const job = runningJob(book, true) ?? runningJob(book, false);
  if (job?.state !== "started" || job.startedAt === null) return null;
  return {
    program: "Proforma",
    host: "billing-01",
    process_id: 4_711,
    is_this_program: true,
    since: job.startedAt,
    heartbeat_at: later(instantNow(), -6_000),
    is_alive: true,
  };
}

export function spanAfter(covered: string, through: string): DateSpan | null {
  const count = dayNumber(through) - dayNumber(covered);
  return count <= 0 ? null : { from: addDays(covered, 1), through, count };
}

export function statusOf(book: FakeBook, job: FakeJob): JobStatus {
  if (job.state !== "started") return job.state;
  if (!(ownerOf(book)?.is_alive ?? false)) return "stopped_working";
  if (book.hungSince !== undefined && isInvoicing(job.workflow)) return "hung";
  if (book.latestAt !== undefined && Date.parse(book.latestAt) - now() > SLACK) return "clock_behind";
  if (now() < Date.parse(job.retryAt ?? job.wakeAt ?? instantNow())) {
    return job.retryAt === null ? "sleeping" : "retrying";
  }
  const span = spanAfter(book.coverage?.through ?? addDays(book.today, -1), book.today);
  if (!isInvoicing(job.workflow)) return "processing";
  if (span === null) return "sleeping";
  const isAgreed = job.agreedThrough !== null && job.agreedThrough >= book.today;
  return span.count > UNATTENDED_MAX && !isAgreed ? "waits_for_person" : "processing";
}

/** Whether dates to come count as covered. */
function isCoveredAhead(book: FakeBook): boolean {
  return book.coverage !== undefined && book.coverage.through > book.today;
}

export function actionsOf(book: FakeBook, { isActive, workflow }: FakeJob, status: JobStatus): JobAction[] {
  const owner = ownerOf(book);
  switch (status) {
    case "sleeping":
      return [isInvoicing(workflow) && isCoveredAhead(book) ? "confirm_clock" : "run_now", "pause", "stop"];
    case "not_started":
      return isActive ? ["start", "delete"] : ["delete"];
    case "retrying":
      return ["run_now", "pause", "stop"];
    case "processing":
      return ["pause", "stop"];
    case "waits_for_person":
      return ["decide", "pause", "stop"];
    case "clock_behind":
      return ["confirm_clock", "pause", "stop"];
    case "paused":
      return ["resume", "stop"];
    case "stopped":
      return isActive ? ["restart", "start", "delete"] : ["delete"];
    case "stopped_working":
      return ["restart", "stop"];
    case "hung":
      return owner?.is_this_program === true ? ["stop"] : ["restart", "stop"];
  }
}

export function jobRow(book: FakeBook, job: FakeJob): BatchJobRow {
  const hasTimer = job.state === "started" || job.state === "paused";
  const status = statusOf(book, job);
  return {
    id: job.id,
    name: job.name,
    is_active: job.isActive,
    workflow: job.workflow,
    status,
    last_ended_at: job.lastEndedAt,
    slept_since: hasTimer ? (job.lastEndedAt ?? job.startedAt) : null,
    next_wake_at: hasTimer ? (job.retryAt ?? job.wakeAt) : null,
    reason: job.reason,
    failures: job.failures,
    hung_since: status === "hung" ? (book.hungSince ?? null) : null,
    waits: status === "waits_for_person" ? spanAfter(book.coverage?.through ?? book.today, book.today) : null,
    as_of: instantNow(),
  };
}

export function jobView(book: FakeBook, job: FakeJob): BatchJobView {
  const row = jobRow(book, job);
  const covered = book.coverage?.through ?? null;
  const wakes = row.next_wake_at?.slice(0, 10) ?? null;
  return {
    row,
    time_of_day: job.timeOfDay,
    started_at: job.startedAt,
    started_by: job.startedBy,
    last_took_milliseconds: job.lastEndedAt === null ? null : 1_400,
    covered_through: covered,
    activated_date: book.coverage?.activated ?? null,
    next_covers:
      wakes === null || covered === null || !isInvoicing(job.workflow)
        ? null
        : spanAfter(covered, laterDate(wakes, book.today)),
    latest_at: book.latestAt ?? null,
    owner: ownerOf(book),
    actions: actionsOf(book, job, row.status),
  };
}
