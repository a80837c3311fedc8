// The stand-in's answers about batch jobs. Its timer never ends by itself: Run now wakes it, and so does its start.
import type { JobDay, JobStatus, StartRefusal, Workflow, WorkflowPlan } from "../../bindings";
import { addDays, dayNumber, laterDate } from "../dates";
import {
  actionsOf,
  containsWords,
  fakeJob,
  instantNow,
  isInvoicing,
  jobRow,
  jobsOf,
  jobView,
  later,
  NAME_SUGGESTED,
  NAME_WORDS,
  runningJob,
  spanAfter,
  statusOf,
  timerOf,
} from "./jobs";
import { missedDates, skipDates } from "./missedAnswers";
import type { FakeBook, FakeJob, FakeRun } from "./model";
import { isCaughtUp, parkedBy, type Runner } from "./running";
import { type Answers, Refusal, type World } from "./world";

const NAME_MAX = 200;

const statusWords: Record<JobStatus, string> = {
  not_started: "was never started",
  sleeping: "is asleep",
  processing: "is processing",
  retrying: "is about to try again",
  waits_for_person: "waits for a decision about missed dates",
  clock_behind: "waits for the clock",
  paused: "is paused",
  stopped: "has stopped",
  stopped_working: "has stopped working",
  hung: "is not getting on",
};

function jobOf(book: FakeBook, id: string): FakeJob {
  const found = jobsOf(book).find((job) => job.id === id);
  if (found === undefined) throw new Refusal("not_found", `there is no batch job ${id}`);
  return found;
}

function refusedStart(book: FakeBook, job: FakeJob, workflow: Workflow): StartRefusal | null {
  const running = runningJob(book, isInvoicing(workflow));
  if (running !== undefined) {
    const { name, startedAt, startedBy, state } = running;
    const is_paused = state === "paused";
    return { running: { name, since: startedAt ?? instantNow(), by: startedBy ?? "somebody", is_paused } };
  }
  const told = refusedWords(job, workflow);
  return told === null ? null : { told };
}

function refusedWords(job: FakeJob, workflow: Workflow): string | null {
  if (!job.isActive) return `"${job.name}" is not active; set "is active" to yes first`;
  if (isInvoicing(workflow) && !containsWords(job.name)) {
    return `a batch job that creates invoices needs the words "${NAME_WORDS.join('", "')}" in its name, and "${job.name}" has none of them`;
  }
  return null;
}

/** A first start goes by the order of its workflow, a later one by the stored timer. */
function firstWake(book: FakeBook, job: FakeJob, workflow: Workflow): string {
  const isSame = job.workflow !== null && isInvoicing(job.workflow) === isInvoicing(workflow);
  if (isSame && job.wakeAt !== null && (book.coverage !== undefined || !isInvoicing(workflow))) return job.wakeAt;
  return workflow === "process_run_caller" ? later(instantNow(), timerOf(workflow)) : instantNow();
}

/** Where today is covered there is nothing to run now, and the timer stays as it is. */
function refuseCovered({ coverage, today }: FakeBook, job: FakeJob): void {
  if (!isInvoicing(job.workflow) || coverage === undefined || coverage.through < today) return;
  const wakes = (job.retryAt ?? job.wakeAt ?? instantNow()).slice(0, 16).replace("T", " ");
  throw new Refusal(
    "refused",
    `"${job.name}" has covered every date up to ${coverage.through} and wakes next at ${wakes} (UTC), so there is nothing for it to run now; a date can be run again from Run`,
  );
}

function plan(book: FakeBook, job: FakeJob, workflow: Workflow): WorkflowPlan {
  const wake = firstWake(book, job, workflow);
  const day = wake.slice(0, 10);
  const covered = book.coverage?.through ?? addDays(book.today, -1);
  return {
    workflow,
    order: workflow === "process_run_caller" ? ["sleep", "process"] : ["process", "sleep"],
    first_wake_at: wake,
    is_at_once: Date.parse(wake) <= Date.parse(instantNow()),
    covers: isInvoicing(workflow) ? spanAfter(covered, laterDate(day, book.today)) : null,
    refused: refusedStart(book, job, workflow),
  };
}

function ranDay(run: FakeRun): Omit<JobDay, "date"> {
  const { drafts } = run;
  const contracts = parkedBy(run);
  const kind =
    run.undoneAt !== undefined
      ? "undone"
      : run.isInterrupted === true
        ? "interrupted"
        : contracts > 0
          ? "parked"
          : drafts > 0
            ? "drafts"
            : "nothing_due";
  return { kind, drafts, contracts, is_caught_up: isCaughtUp(run) };
}

function day(book: FakeBook, date: string): JobDay {
  const run = book.runs.find((one) => one.date === date);
  if (run !== undefined) return { date, ...ranDay(run) };
  const open = book.rows.filter((row) => row.runDate === date && row.status === "not_run");
  const contracts = new Set(open.map((row) => row.contract)).size;
  const kind = contracts === 0 ? "nothing" : date < book.today ? "missed" : "to_come";
  return { date, kind, drafts: 0, contracts: kind === "to_come" ? contracts : 0, is_caught_up: false };
}

export function jobAnswers(
  { book, tell }: World,
  { run, cancel }: Runner,
): Answers<
  | "batchJobs"
  | "batchJob"
  | "jobName"
  | "workflowPlans"
  | "saveBatchJob"
  | "startBatchJob"
  | "actOnBatchJob"
  | "decideForBatchJob"
  | "jobDays"
> {
  const busy = new Set<FakeJob>();
  /** What the loop does as soon as it wakes. */
  const wake = async (job: FakeJob): Promise<void> => {
    if (busy.has(job) || statusOf(book(), job) !== "processing") return;
    busy.add(job);
    try {
      if (isInvoicing(job.workflow)) {
        const { today, coverage } = book();
        for (let date = addDays(coverage?.through ?? today, 1); date <= today; date = addDays(date, 1)) {
          const result = await run(date, "batch_job");
          if (result.status === "interrupted" || job.state !== "started") return;
          if (coverage !== undefined) coverage.through = date;
        }
      }
      job.lastEndedAt = instantNow();
      job.wakeAt = later(job.lastEndedAt, timerOf(job.workflow ?? "process_runner"));
      job.agreedThrough = null;
      tell("jobs");
    } finally {
      busy.delete(job);
    }
  };
  const acting: Record<string, (job: FakeJob) => void> = {
    pause: (job) => Object.assign(job, { state: "paused", reason: "paused by Amy Alberts" }),
    resume: (job) => Object.assign(job, { state: "started", reason: null }),
    stop: (job) => Object.assign(job, { state: "stopped", reason: "stopped by Amy Alberts" }),
    restart: (job) => {
      delete book().owner;
      Object.assign(job, { state: "started", reason: null });
    },
    run_now: (job) => {
      refuseCovered(book(), job);
      Object.assign(job, { wakeAt: instantNow(), retryAt: null, failures: 0, agreedThrough: book().today });
    },
    confirm_clock: (job) => {
      delete book().latestAt;
      const { coverage, today } = book();
      if (coverage === undefined || coverage.through <= today) return;
      coverage.through = addDays(today, -1);
      job.wakeAt = instantNow();
    },
    delete: (job) => {
      book().jobs = jobsOf(book()).filter((one) => one !== job);
    },
  };
  const allow = (job: FakeJob, action: Parameters<Answers<"actOnBatchJob">["actOnBatchJob"]>[1]) => {
    const status = statusOf(book(), job);
    if (actionsOf(book(), job, status).includes(action)) return;
    throw new Refusal("refused", `"${job.name}" ${statusWords[status]}, so this cannot be done with it now`);
  };
  return {
    batchJobs: () => jobsOf(book()).map((job) => jobRow(book(), job)),
    batchJob: (id) => jobView(book(), jobOf(book(), id)),
    jobName: (name) => ({ contains_words: containsWords(name), words: NAME_WORDS, suggestion: NAME_SUGGESTED }),
    workflowPlans: (id) => {
      const job = jobOf(book(), id);
      const workflows: Workflow[] = ["process_run_caller", "process_runner", "update_role_utilization"];
      return workflows.map((workflow) => plan(book(), job, workflow));
    },
    saveBatchJob: (id, setup) => {
      const name = setup.name.trim();
      if (name === "") throw new Refusal("invalid_input", "a name needs at least one letter", "name");
      if (name.length > NAME_MAX) throw new Refusal("invalid_input", "a name has 200 letters at most", "name");
      const time = setup.time_of_day === "" ? null : setup.time_of_day;
      if (time !== null && !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) {
        throw new Refusal("invalid_input", `"${time}" is not a time of day, such as 06:30`, "time_of_day");
      }
      const given = { name, isActive: setup.is_active, timeOfDay: time };
      if (id === null) {
        const job = fakeJob({ ...given, id: String(jobsOf(book()).length + 1) });
        jobsOf(book()).push(job);
        tell("jobs");
        return job.id;
      }
      const job = jobOf(book(), id);
      if (job.state === "started" || job.state === "paused") {
        if (!setup.is_active) throw new Refusal("refused", `stop "${job.name}" before it is made inactive`);
        if (isInvoicing(job.workflow) && !containsWords(name)) {
          throw new Refusal(
            "refused",
            `a batch job that creates invoices needs the words "${NAME_WORDS.join('", "')}" in its name, and "${name}" has none of them`,
          );
        }
      }
      Object.assign(job, given);
      tell("jobs");
      return job.id;
    },
    startBatchJob: (id, workflow) => {
      const job = jobOf(book(), id);
      const refused = refusedStart(book(), job, workflow);
      if (refused !== null) {
        throw new Refusal("refused", "told" in refused ? refused.told : `there is only one: "${refused.running.name}"`);
      }
      const { first_wake_at } = plan(book(), job, workflow);
      Object.assign(job, {
        state: "started",
        workflow,
        startedAt: instantNow(),
        startedBy: "Amy Alberts",
        wakeAt: first_wake_at,
        reason: null,
      });
      book().coverage ??= { activated: book().today, through: addDays(book().today, -1) };
      tell("jobs");
      void wake(job);
      return null;
    },
    actOnBatchJob: (id, action) => {
      const job = jobOf(book(), id);
      allow(job, action);
      const act = acting[action];
      if (act === undefined) throw new Refusal("invalid_input", "starting needs a workflow", "action");
      act(job);
      if (job.state !== "started") cancel();
      tell("jobs");
      void wake(job);
      return null;
    },
    decideForBatchJob: (id, decision) => {
      const job = jobOf(book(), id);
      allow(job, "decide");
      const { today, coverage } = book();
      if (decision === "run") job.agreedThrough = today;
      else {
        const dates = missedDates(book()).filter((date) => date > (coverage?.through ?? ""));
        skipDates(book(), dates, decision.skip.reason);
        if (coverage !== undefined) coverage.through = addDays(today, -1);
      }
      tell("contracts", "process_runs", "jobs");
      void wake(job);
      return null;
    },
    jobDays: (from, through) => {
      const { today, coverage } = book();
      const since = (last: string) =>
        coverage === undefined ? 0 : Math.max(0, dayNumber(last) - dayNumber(coverage.activated) + 1);
      const days: JobDay[] = [];
      for (let date = from; date <= through; date = addDays(date, 1)) days.push(day(book(), date));
      const covered = coverage?.through ?? "";
      const yesterday = addDays(today, -1);
      return {
        days,
        covered: since(covered),
        since_start: since(laterDate(covered, yesterday)),
        missed: missedDates(book()).length,
      };
    },
  };
}
