import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { DateSpan, MissedRunDate } from "../../../bindings";
import type { Column } from "../../../components/DataGrid";
import { LinkButton } from "../../../components/LinkButton";
import { ShortAmounts } from "../../../components/ShortAmounts";
import { Status } from "../../../components/Status";
import { useFormat } from "../../../lib/format";
import classes from "./MissedScreen.module.css";

type Job = {
  /** When the job runs those it runs by itself. */
  caughtUpAt: string | null;
  /** Those with which it waits until somebody decides. */
  waits: DateSpan | null;
};

/** The columns of the missed dates; a look inside is also Enter. */
export function useMissedColumns(
  { caughtUpAt, waits }: Job,
  onLook: (row: MissedRunDate) => void,
): Column<MissedRunDate>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const isAsked = ({ date }: MissedRunDate) => waits !== null && waits.from <= date && date <= waits.through;
    const byJob = (row: MissedRunDate) => {
      if (isAsked(row)) return t("missed.job_waits");
      if (!row.is_caught_up_by_job) return "";
      return caughtUpAt === null ? t("missed.job") : t("missed.job_at", { at: format.instant(caughtUpAt) });
    };
    return [
      {
        id: "date",
        header: t("process_runs.date"),
        cell: (row) => (
          <>
            <span className={classes.name}>{format.weekday(row.date)}</span>{" "}
            <span className={classes.distance}>{format.distance(row.date)}</span>
          </>
        ),
        text: (row) => row.date,
      },
      {
        id: "contracts",
        header: t("runs.contracts"),
        end: true,
        cell: (row) => format.count(row.contracts),
        text: (row) => String(row.contracts),
      },
      {
        id: "brings",
        header: t("missed.brings"),
        end: true,
        cell: (row) =>
          row.amounts.length === 0 ? (
            <span className={classes.nothing}>{t("missed.brings_nothing")}</span>
          ) : (
            <span title={row.amounts.map(({ amount, currency }) => `${format.amount(amount)} ${currency}`).join(", ")}>
              <ShortAmounts amounts={row.amounts} brief />
            </span>
          ),
        text: (row) => row.amounts.map(({ amount, currency }) => `${amount} ${currency}`).join(", "),
      },
      {
        id: "job",
        header: t("missed.by_itself"),
        cell: (row) =>
          row.is_caught_up_by_job || isAsked(row) ? (
            <Status shape="clock" tone={isAsked(row) ? "amber" : "accent"}>
              {byJob(row)}
            </Status>
          ) : (
            <span className={classes.nothing}>{t("missed.by_hand")}</span>
          ),
        text: byJob,
      },
      {
        id: "look",
        header: t("missed.inside"),
        end: true,
        cell: (row) => (
          <LinkButton
            tabIndex={-1}
            aria-label={t("missed.look_at", { date: format.dayAndMonth(row.date) })}
            onMouseDown={(event) => event.preventDefault()}
            onClick={(event) => {
              event.stopPropagation();
              onLook(row);
            }}
          >
            {t("missed.look")}
          </LinkButton>
        ),
      },
    ];
  }, [t, format, caughtUpAt, waits, onLook]);
}
