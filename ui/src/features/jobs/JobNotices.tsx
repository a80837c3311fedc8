import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useContext } from "react";
import { useTranslation } from "react-i18next";
import type { BatchJobView, MissedRunDates, ParkedContract, RunAnswer } from "../../bindings";
import { LinkButton } from "../../components/LinkButton";
import { Notice } from "../../components/Notice";
import { now } from "../../lib/clock";
import { TodayContext, useFormat } from "../../lib/format";
import { ipc, type Problem } from "../../lib/ipc";
import { useReadOnly } from "../../lib/readOnly";
import { useMissedRunDates, useParkedContracts } from "../../lib/runQueries";
import { asSentence } from "../../lib/sentence";
import { useTimeWords } from "../../lib/timeWords";
import { showToast } from "../../lib/toasts";

/** What of the job's dates needs a person: contracts that are parked, and dates nobody ran. */
export function JobNotices({ job }: { job: BatchJobView }) {
  const parked = useParkedContracts().data ?? [];
  const missed = useMissedRunDates().data;
  const [first] = parked;
  return (
    <>
      {first !== undefined && <Parked first={first} count={parked.length} />}
      {/* A job that waits for a person says itself what it waits with. */}
      {missed !== undefined && missed.count > 0 && job.row.waits === null && <Missed missed={missed} job={job} />}
    </>
  );
}

function Parked({ first, count }: { first: ParkedContract; count: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const today = useContext(TodayContext);
  const { off } = useReadOnly();
  const retrying = useMutation<RunAnswer | null, Problem>({
    mutationFn: () => ipc.retryParked([]),
    onSuccess: (answer) => {
      const result = answer?.result ?? null;
      if (result === null) return;
      showToast({
        text: t("jobs.retried", { date: format.dayAndMonth(result.run_date) }),
        detail: t("run.drafts_and_parked", {
          drafts: t("run.drafts", { count: result.drafts.length }),
          parked: format.count(result.parked_contracts),
        }),
        tone: result.parked_contracts === 0 ? "done" : "notice",
      });
    },
  });
  return (
    <Notice
      tone="red"
      shape="octagon"
      alert={retrying.error !== null}
      action={
        <LinkButton disabled={retrying.isPending} onClick={() => retrying.mutate()} {...off}>
          {t("jobs.retry")}
        </LinkButton>
      }
    >
      <strong>
        {first.run_date === today
          ? t("jobs.parked_today", { count })
          : t("jobs.parked_since", { count, date: format.date(first.run_date) })}
      </strong>{" "}
      {first.contract_name}: {asSentence(first.reason)} {count > 1 && t("jobs.parked_more", { count: count - 1 })}{" "}
      <Link to="/parked">{t("jobs.parked_look")}</Link>
      {retrying.error !== null && (
        <>
          {" "}
          <strong>{t("jobs.not_retried")}</strong> {asSentence(retrying.error.message)}.
        </>
      )}
    </Notice>
  );
}

function Missed({ missed, job }: { missed: MissedRunDates; job: BatchJobView }) {
  const { t } = useTranslation();
  const time = useTimeWords();
  const { count } = missed;
  const isAllCaughtUp = missed.caught_up_at !== null && missed.dates.every((date) => date.is_caught_up_by_job);
  return (
    <Notice tone="amber" shape="clock">
      <strong>{t("jobs.missed_title", { count })}</strong>{" "}
      {isAllCaughtUp && missed.caught_up_at !== null
        ? t("jobs.missed_caught_up", { count, when: time.near(missed.caught_up_at) })
        : isOfJob(missed, job)
          ? t(isAskedAbout(job) ? "jobs.missed_paused" : "jobs.missed_stopped", { count })
          : t("jobs.missed_text")}{" "}
      <Link to="/missed">{t("jobs.missed_look")}</Link>
    </Notice>
  );
}

/** Whether resuming asks about them: its timer has ended meanwhile. */
function isAskedAbout({ row }: BatchJobView): boolean {
  return row.status === "paused" && row.next_wake_at !== null && Date.parse(row.next_wake_at) <= now();
}

/** Whether a job that stands still covers all of them as soon as it goes on. */
function isOfJob({ dates, count }: MissedRunDates, { next_covers, row }: BatchJobView): boolean {
  if (next_covers === null || dates.length < count) return false;
  if (row.status !== "paused" && row.status !== "stopped" && row.status !== "stopped_working") return false;
  return dates.every(({ date }) => date >= next_covers.from && date <= next_covers.through);
}
