import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { BatchJobView, JobOwner, JobStatus } from "../../bindings";
import { Shape } from "../../components/Shape";
import { useNow } from "../../lib/clock";
import { useFormat } from "../../lib/format";
import { useTimeWords } from "../../lib/timeWords";
import classes from "./JobScreen.module.css";

/** What the end of the timer is called: still to come, or past. */
const wakeWords = {
  not_started: "jobs.next_wake",
  sleeping: "jobs.next_wake",
  processing: "jobs.woke",
  retrying: "jobs.tries_at",
  waits_for_person: "jobs.woke",
  clock_behind: "jobs.next_wake",
  paused: "jobs.next_wake",
  stopped: "jobs.next_wake",
  stopped_working: "jobs.next_wake",
  hung: "jobs.woke",
} as const satisfies Record<JobStatus, string>;

/** What is known of a job, fact by fact. */
export function JobFacts({ job }: { job: BatchJobView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { row, owner } = job;
  const isInvoicing = row.workflow !== "update_role_utilization";
  return (
    <dl className={classes.facts} aria-label={t("jobs.facts")}>
      <Fact name={t("jobs.order")}>
        {row.workflow === null ? t("jobs.no_workflow") : t(`jobs.card_order.${row.workflow}`)}
      </Fact>
      {row.last_ended_at !== null && <Fact name={t("jobs.last_end")}>{format.exactMoment(row.last_ended_at)}</Fact>}
      {isInvoicing && job.covered_through !== null && (
        <Fact name={t("jobs.covered_through")}>
          <strong>{format.weekday(job.covered_through)}</strong>
        </Fact>
      )}
      {row.next_wake_at !== null && <Fact name={t(wakeWords[row.status])}>{format.exactMoment(row.next_wake_at)}</Fact>}
      {job.time_of_day !== null && <Fact name={t("jobs.time_of_day")}>{job.time_of_day}</Fact>}
      {owner !== null && (
        <>
          <Fact name={t("jobs.owner")}>
            {owner.is_this_program
              ? t("jobs.owner_this", { host: owner.host })
              : t("jobs.owner_other", { program: owner.program, host: owner.host })}
          </Fact>
          <Fact name={t("jobs.heartbeat")}>
            <Heartbeat owner={owner} />
          </Fact>
        </>
      )}
      {job.started_at !== null && (
        <Fact name={t("jobs.started")}>
          {t("jobs.started_by", { at: format.moment(job.started_at), by: job.started_by })}
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A heartbeat comes every 20 s; its age is told anew at half of that. */
const AGES_BY = 10_000;

/** When the program that does the job was last heard of. */
function Heartbeat({ owner }: { owner: JobOwner }) {
  const { t } = useTranslation();
  const time = useTimeWords();
  const at = useNow(AGES_BY);
  const age = time.ago(at - Date.parse(owner.heartbeat_at));
  return (
    <span className={classes.heartbeat} data-alive={owner.is_alive}>
      <Shape name={owner.is_alive ? "dot" : "octagon"} tone={owner.is_alive ? "green" : "red"} />{" "}
      {owner.is_alive ? age : t("jobs.heartbeat_old", { age })}
    </span>
  );
}
