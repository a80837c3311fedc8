import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ProcessRunRow } from "../../bindings";
import type { Column } from "../../components/DataGrid";
import { ShortAmounts } from "../../components/ShortAmounts";
import { useFormat } from "../../lib/format";
import classes from "./ProcessRunsScreen.module.css";
import { RunEndedAt, RunMark } from "./RunMark";

/** The columns of the process runs; a figure that says nothing is left out or grey. */
export function useRunColumns(): Column<ProcessRunRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const quiet = (count: number) => (
      <span className={count === 0 ? classes.zero : undefined}>{format.count(count)}</span>
    );
    return [
      {
        id: "date",
        header: t("process_runs.date"),
        cell: (row) => <span className={classes.name}>{format.weekday(row.run_date)}</span>,
        text: (row) => row.run_date,
      },
      {
        id: "ended",
        header: t("runs.ended"),
        cell: (row) => <RunEndedAt run={row} />,
        text: (row) => [row.ended_at ?? "", t(`runs.asked_for.${row.asked_for}`)],
      },
      {
        id: "result",
        header: t("runs.result"),
        cell: (row) => (
          <span
            title={
              row.undone_at === null
                ? t(`process_run_status.${row.status}`)
                : t("runs.undone_at", { at: format.instant(row.undone_at) })
            }
          >
            <RunMark run={row} />
          </span>
        ),
        text: (row) => t(row.undone_at === null ? `process_run_status.${row.status}` : "runs.undone"),
      },
      {
        id: "contracts",
        header: t("runs.contracts"),
        end: true,
        cell: (row) => row.contracts !== null && quiet(row.contracts),
        text: (row) => (row.contracts === null ? "" : String(row.contracts)),
      },
      {
        id: "drafts",
        header: t("process_runs.drafts"),
        end: true,
        cell: (row) => (row.drafts > 0 ? <b className={classes.count}>{format.count(row.drafts)}</b> : quiet(0)),
        text: (row) => String(row.drafts),
      },
      {
        id: "parked",
        header: t("process_runs.parked"),
        end: true,
        cell: (row) =>
          row.parked > 0 && row.undone_at === null ? (
            <span className={classes.parked}>{format.count(row.parked)}</span>
          ) : (
            quiet(0)
          ),
        text: (row) => String(row.parked),
      },
      {
        id: "totals",
        header: t("runs.totals"),
        cell: (row) => (
          <span
            className={classes.totals}
            title={row.totals.map((total) => `${format.amount(total.amount)} ${total.currency}`).join(", ")}
          >
            <ShortAmounts amounts={row.totals} most={1} brief />
          </span>
        ),
        text: (row) => row.totals.map((total) => `${total.amount} ${total.currency}`).join(", "),
      },
      {
        id: "attempts",
        header: t("process_runs.attempts"),
        end: true,
        cell: (row) => row.attempts > 1 && format.count(row.attempts),
        text: (row) => String(row.attempts),
      },
      {
        id: "took",
        header: t("runs.took"),
        end: true,
        cell: (row) => row.took_milliseconds !== null && format.duration(row.took_milliseconds),
        text: (row) => (row.took_milliseconds === null ? "" : String(row.took_milliseconds)),
      },
    ];
  }, [t, format]);
}
