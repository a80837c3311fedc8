import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useContext } from "react";
import { useTranslation } from "react-i18next";
import type { DateSpan, MissedRunDates, ParkedContract, RunAnswer } from "../../bindings";
import { LinkButton } from "../../components/LinkButton";
import { Notice } from "../../components/Notice";
import { TodayContext, useFormat } from "../../lib/format";
import { ipc, type Problem } from "../../lib/ipc";
import { useReadOnly } from "../../lib/readOnly";
import { useMissedRunDates, useParkedContracts } from "../../lib/runQueries";
import { asSentence } from "../../lib/sentence";
import { useTimeWords } from "../../lib/timeWords";
import { showToast } from "../../lib/toasts";

/** What of the job's dates needs a person: contracts that are parked, and dates nobody ran. */
export function JobNotices({ waits }: { waits: DateSpan | null }) {
  const parked = useParkedContracts().data ?? [];
  const missed = useMissedRunDates().data;
  const [first] = parked;
  return (
    <>
      {first !== undefined && <Parked first={first} count={parked.length} />}
      {/* A job that waits for a person says itself what it waits with. */}
      {missed !== undefined && missed.count > 0 && waits === null && <Missed missed={missed} />}
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

function Missed({ missed }: { missed: MissedRunDates }) {
  const { t } = useTranslation();
  const time = useTimeWords();
  const isAllCaughtUp = missed.caught_up_at !== null && missed.dates.every((date) => date.is_caught_up_by_job);
  return (
    <Notice tone="amber" shape="clock">
      <strong>{t("jobs.missed_title", { count: missed.count })}</strong>{" "}
      {isAllCaughtUp && missed.caught_up_at !== null
        ? t("jobs.missed_caught_up", {
            count: missed.count,
            when: time.near(missed.caught_up_at),
          })
        : t("jobs.missed_text")}{" "}
      <Link to="/missed">{t("jobs.missed_look")}</Link>
    </Notice>
  );
}
