import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { BatchJobView, JobAction, RunProgress } from "../../bindings";
import { Amounts } from "../../components/Money";
import { Notice } from "../../components/Notice";
import { jobLooks } from "../../components/Status";
import { now } from "../../lib/clock";
import { useFormat } from "../../lib/format";
import { useReadOnly } from "../../lib/readOnly";
import { asSentence } from "../../lib/sentence";
import { useTimeWords } from "../../lib/timeWords";
import classes from "./JobScreen.module.css";
import { WaitsPanel } from "./WaitsPanel";

type JobSaysProps = {
  job: BatchJobView;
  progress: RunProgress | null;
  isBusy: boolean;
  onAct: (action: JobAction) => void;
};

/** How often a fault of the surroundings is tried again sooner and later, then every 15 minutes: `RETRIES` of the engine. */
const TRIES = 3;

/** What a job does next, or why it does nothing and what a person can do about it. */
export function JobSays({ job, progress, isBusy, onAct }: JobSaysProps) {
  const { t } = useTranslation();
  const { row } = job;
  switch (row.status) {
    case "not_started":
      return <Next>{t(row.is_active ? "jobs.says.not_started" : "jobs.says.not_active")}</Next>;
    case "sleeping":
      return job.actions.includes("confirm_clock") ? (
        <CoveredAhead job={job} isBusy={isBusy} onAct={onAct} />
      ) : (
        <Sleeping job={job} />
      );
    case "processing":
      return <Processing progress={progress} />;
    case "retrying":
      return <Retrying job={job} />;
    case "waits_for_person":
      return <WaitsPanel job={job} />;
    case "clock_behind":
      return <ClockBehind job={job} isBusy={isBusy} onAct={onAct} />;
    case "paused":
      return (
        <Says job={job} title={row.reason === null ? t("job_status.paused") : asSentence(row.reason)}>
          {t("jobs.says.paused")}
        </Says>
      );
    case "stopped":
      return (
        <Says job={job} title={row.reason === null ? t("job_status.stopped") : asSentence(row.reason)}>
          {t(row.is_active ? "jobs.says.stopped" : "jobs.says.not_active")}
        </Says>
      );
    case "stopped_working":
      return <StoppedWorking job={job} />;
    case "hung":
      return <Hung job={job} />;
  }
}

function Next({ children }: { children: ReactNode }) {
  return <p className={classes.next}>{children}</p>;
}

/** A state that a person should read: in a word first, then what it means. */
function Says({ job, title, children }: { job: BatchJobView; title: string; children: ReactNode }) {
  const { shape, tone } = jobLooks[job.row.status];
  return (
    <Notice tone={tone} shape={shape}>
      <strong>{title}.</strong> {children}
    </Notice>
  );
}

function Sleeping({ job: { row, covered_through, next_covers } }: { job: BatchJobView }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (row.workflow === "update_role_utilization") {
    return (
      <Next>
        {t("jobs.says.counts")} <Link to="/utilization">{t("jobs.utilization_look")}</Link>
      </Next>
    );
  }
  if (covered_through === null || next_covers === null) return <Next>{t("jobs.says.nothing_to_cover")}</Next>;
  return <Next>{t("jobs.says.sleeping", { date: format.date(covered_through) })}</Next>;
}

/** How far the date is that is run now. */
function Processing({ progress }: { progress: RunProgress | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (progress === null) return <Next>{t("jobs.says.processing")}</Next>;
  const { done, total, run_date } = progress;
  const date = format.weekdayShort(run_date);
  const name = t("jobs.progress", { date });
  return (
    <section className={classes.says} aria-label={name}>
      <div className={classes.progressTop}>
        <span>
          <strong>{t("jobs.far", { done: format.count(done), total: format.count(total) })}</strong>{" "}
          {t("jobs.progress_of", { date })}
        </span>
        <span>
          {t("jobs.progress_made", {
            drafts: t("run.drafts", { count: progress.drafts }),
            parked: format.count(progress.parked),
          })}{" "}
          <Amounts amounts={progress.totals} />
        </span>
      </div>
      <div
        className={classes.bar}
        role="progressbar"
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
      >
        <span className={classes.done} style={{ width: `${(done / Math.max(1, total)) * 100}%` }} />
      </div>
      <Next>{t("jobs.says.processing")}</Next>
    </section>
  );
}

function Retrying({ job }: { job: BatchJobView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const time = useTimeWords();
  const { row } = job;
  const why = row.reason === null ? t("job_status.retrying") : asSentence(row.reason);
  if (row.failures > TRIES) {
    return (
      <Says job={job} title={why}>
        {t("jobs.says.retrying_on")}
      </Says>
    );
  }
  return (
    <Says job={job} title={why}>
      {t("jobs.says.retrying", {
        when: row.next_wake_at === null ? "" : time.near(row.next_wake_at),
        try: format.count(row.failures),
        tries: format.count(TRIES),
      })}
    </Says>
  );
}

type AboutClockProps = Pick<JobSaysProps, "job" | "isBusy" | "onAct">;

/** What a person can say about the clock. */
function AboutClock({ job, isBusy, onAct, verb, children }: AboutClockProps & { verb: string; children: ReactNode }) {
  const { off } = useReadOnly();
  return (
    <Notice
      tone="amber"
      shape="clock"
      action={
        job.actions.includes("confirm_clock") && (
          <Button variant="filled" disabled={isBusy} onClick={() => onAct("confirm_clock")} {...off}>
            {verb}
          </Button>
        )
      }
    >
      {children}
    </Notice>
  );
}

function ClockBehind(about: AboutClockProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { latest_at } = about.job;
  return (
    <AboutClock {...about} verb={t("jobs.action.confirm_clock")}>
      <strong>{t("jobs.says.clock_title")}</strong>{" "}
      {t("jobs.says.clock", {
        now: format.moment(new Date(now()).toISOString()),
        latest: latest_at === null ? "" : format.moment(latest_at),
      })}
    </AboutClock>
  );
}

/** Dates to come count as covered: a clock was ahead, or the headless program was told to go on to them. */
function CoveredAhead(about: AboutClockProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { covered_through } = about.job;
  const date = covered_through === null ? "" : format.date(covered_through);
  return (
    <AboutClock {...about} verb={t("jobs.says.ahead_verb")}>
      <strong>{t("jobs.says.ahead_title", { date })}</strong> {t("jobs.says.ahead")}
    </AboutClock>
  );
}

function StoppedWorking({ job }: { job: BatchJobView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { owner } = job;
  return (
    <Says job={job} title={t("jobs.says.stopped_working_title")}>
      {owner !== null &&
        !owner.is_alive &&
        `${t("jobs.says.last_heard", {
          program: owner.program,
          host: owner.host,
          at: format.moment(owner.heartbeat_at),
        })} `}
      {t("jobs.says.stopped_working")}
    </Says>
  );
}

/** The program that runs a date is there, but finishes no contract any more. */
function Hung({ job }: { job: BatchJobView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { owner, row } = job;
  const at = row.hung_since === null ? "" : format.moment(row.hung_since);
  return (
    <Says job={job} title={t("jobs.says.hung_title", { at })}>
      {owner !== null &&
        t(owner.is_this_program ? "jobs.says.hung_this" : "jobs.says.hung_other", {
          program: owner.program,
          process: String(owner.process_id),
          host: owner.host,
        })}
    </Says>
  );
}
