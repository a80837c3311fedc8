import { IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { RunResult } from "../../bindings";
import { Icon } from "../../components/Icon";
import { dayNumber } from "../../lib/dates";
import { localDate, useFormat } from "../../lib/format";
import type { Counted } from "./ProofStrip";
import classes from "./RunFacts.module.css";
import { verdictKinds } from "./verdictSteps";

/** What came of a run at a glance: drafts, contracts with them, and what has none. */
export function useRunCounts(result: RunResult, verdicts: readonly number[] | undefined): Counted[] {
  const { t } = useTranslation();
  const format = useFormat();
  const contracts = new Set(result.drafts.map((draft) => draft.contract)).size;
  const nothingDue = verdicts?.[verdictKinds.indexOf("nothing_due")] ?? 0;
  const parked = result.parked_contracts;
  const counted = (key: "drafts" | "contracts" | "nothing_due" | "parked_word", count: number) => ({
    count: format.count(count),
    of: t(`runs.count.${key}`, { count }),
  });
  // What an undone run parked or found nothing for is to run again.
  if (result.undone_at !== null) return [counted("drafts", result.drafts.length)];
  return [
    counted("drafts", result.drafts.length),
    ...(contracts > 0 ? [counted("contracts", contracts)] : []),
    ...(nothingDue > 0 ? [counted("nothing_due", nothingDue)] : []),
    ...(parked > 0 ? [{ ...counted("parked_word", parked), tone: "red" as const }] : []),
  ];
}

/** Who ran it and when, how often, and whether that was on its own day. */
export function RunFacts({ result }: { result: RunResult }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { run_date, started_at, ended_at, attempts, status, reason } = result;
  const ranOn = localDate(new Date(started_at));
  const late = Math.max(1, dayNumber(ranOn) - dayNumber(run_date));
  const by = t(`runs.by.${result.asked_for}`);
  const from = format.exactClock(started_at);
  return (
    <>
      <p>
        {ended_at === null
          ? t("runs.ran_since", { from, by })
          : t("runs.ran", { from, to: format.exactClock(ended_at), by })}{" "}
        {attempts > 1 && t("run.attempts", { count: attempts })} {status === "interrupted" && t("run.interrupted")}
      </p>
      {result.is_caught_up && (
        <p className={classes.caughtUp}>
          <Icon of={IconRefresh} />
          <span>{t("runs.caught_up", { count: late, date: format.date(ranOn) })}</span>
        </p>
      )}
      {reason !== null && <p>{t("run.stopped_because", { reason })}</p>}
    </>
  );
}
