import { Tooltip } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { Link, linkOptions } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { BatchJobRow, RunProgress } from "../../bindings";
import { Icon } from "../../components/Icon";
import { Shape } from "../../components/Shape";
import { jobLooks } from "../../components/Status";
import { useNow } from "../../lib/clock";
import { useFormat } from "../../lib/format";
import { mainJob, timerPassed, useBatchJobs } from "../../lib/jobs";
import { asSentence } from "../../lib/sentence";
import { useTimeWords } from "../../lib/timeWords";
import classes from "./RunPill.module.css";
import { forgetJobRun, useJobRun } from "./runStore";

const MINUTE = 60_000;

/** The batch job, on every screen: what it does just now, and when it does something next. */
export function JobPill({ isNarrow, hasBook }: { isNarrow: boolean; hasBook: boolean }) {
  const { t } = useTranslation();
  const jobs = useBatchJobs(hasBook).data ?? [];
  const job = mainJob(jobs);
  // One that counts utilization is no job that creates invoices.
  const isOther = job === undefined && jobs.length > 0;
  const run = useJobRun();
  const status = job?.status ?? "not_started";
  // A run that broke off without a word is not shown as going on.
  useEffect(() => {
    if (status !== "processing") forgetJobRun();
  }, [status]);
  const progress = status === "processing" ? run : null;
  const { name, detail } = usePillWords(job, progress, isOther);
  if (!hasBook) return null;
  const where =
    job === undefined
      ? linkOptions({ to: isOther ? "/settings/jobs" : "/settings/jobs/new" })
      : linkOptions({ to: "/settings/jobs/$id", params: { id: job.id } });
  return (
    <Tooltip label={`${name}, ${detail}`} position="right" disabled={!isNarrow}>
      <Link {...where} className={classes.pill ?? ""} activeProps={{}} title={t("jobs.pill")}>
        <span className={classes.shape}>
          <Shape name={jobLooks[status].shape} tone={jobLooks[status].tone} />
        </span>
        <span className={classes.text}>
          <span className={classes.name}>{name}</span> <span className={classes.detail}>{detail}</span>
        </span>
        <span className={classes.more}>
          <Icon of={IconChevronRight} />
        </span>
        {job !== undefined && <PillBar job={job} progress={progress} name={name} />}
      </Link>
    </Tooltip>
  );
}

/** How far the run is, or how much of the timer has passed. */
function PillBar({ job, progress, name }: { job: BatchJobRow; progress: RunProgress | null; name: string }) {
  const at = useNow(MINUTE);
  if (job.status === "stopped" || job.status === "stopped_working" || job.status === "hung") {
    return (
      <span className={classes.bar}>
        <span className={classes.done} data-tone="red" style={{ width: "100%" }} />
      </span>
    );
  }
  if (job.status === "processing") {
    const done = progress?.done ?? 0;
    const total = progress?.total ?? 0;
    return (
      <span
        className={classes.bar}
        role="progressbar"
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
      >
        <span className={classes.done} style={{ width: `${(done / Math.max(1, total)) * 100}%` }} />
      </span>
    );
  }
  if (job.status !== "sleeping") return null;
  return (
    <span className={classes.bar}>
      <span className={classes.done} style={{ width: `${timerPassed(job, at) * 100}%` }} />
    </span>
  );
}

function usePillWords(
  job: BatchJobRow | undefined,
  progress: RunProgress | null,
  isOther: boolean,
): { name: string; detail: string } {
  const { t } = useTranslation();
  const format = useFormat();
  const time = useTimeWords();
  if (job === undefined) {
    return { name: t("job_status.not_started"), detail: t(isOther ? "jobs.pill_none_invoicing" : "jobs.pill_none") };
  }
  const name = t(`job_status.${job.status}`);
  const wakes = job.next_wake_at === null ? "" : time.near(job.next_wake_at);
  switch (job.status) {
    case "not_started":
      return { name, detail: t("jobs.pill_none") };
    case "sleeping":
      return { name, detail: t("jobs.pill_wakes", { when: wakes }) };
    case "processing":
      return progress === null
        ? { name, detail: t("run.starting") }
        : {
            name: t("jobs.pill_processing", { date: format.date(progress.run_date) }),
            detail: t("run.of", { done: format.count(progress.done), total: format.count(progress.total) }),
          };
    case "retrying":
      return { name, detail: t("jobs.pill_again", { when: wakes }) };
    case "waits_for_person":
      return {
        name: t("jobs.pill_waits"),
        detail: t("jobs.pill_waiting", { count: job.waits?.count ?? 0 }),
      };
    case "clock_behind":
      return { name, detail: t("jobs.pill_clock") };
    case "paused":
      return { name, detail: t("jobs.pill_paused") };
    case "stopped":
      return { name, detail: job.reason === null ? t("jobs.pill_none") : asSentence(job.reason) };
    case "stopped_working":
      return { name, detail: t("jobs.pill_stopped_working") };
    case "hung":
      return {
        name,
        detail: job.hung_since === null ? "" : t("jobs.pill_hung", { at: format.clock(Date.parse(job.hung_since)) }),
      };
  }
}
