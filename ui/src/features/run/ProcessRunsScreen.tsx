import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ProcessRunRow } from "../../bindings";
import { type Column, DataGrid } from "../../components/DataGrid";
import { Empty } from "../../components/Empty";
import { ExportMenu, ExportProblem, useListExport } from "../../components/ExportMenu";
import { KeyLegend } from "../../components/KeyCap";
import { PageFoot, PageHead } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { ProcessRunStatusMark } from "../../components/Status";
import { useLeftRow } from "../../components/useGridList";
import { useFormat } from "../../lib/format";
import { asProblem } from "../../lib/ipc";
import classes from "./ProcessRunsScreen.module.css";
import { useProcessRuns } from "./queries";

/** Every date that was run, newest first. */
export function ProcessRunsScreen() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const exporting = useListExport();
  const { data, error, refetch } = useProcessRuns();
  const [cursor, setCursor] = useLeftRow("process-runs", data?.length ?? 0);
  const columns = useMemo(
    (): Column<ProcessRunRow>[] => [
      {
        id: "date",
        header: t("process_runs.date"),
        cell: (row) => <span className={classes.name}>{format.weekday(row.run_date)}</span>,
        text: (row) => row.run_date,
      },
      {
        id: "status",
        header: t("process_runs.status"),
        cell: (row) => <ProcessRunStatusMark status={row.status} />,
        text: (row) => t(`process_run_status.${row.status}`),
      },
      ...(["drafts", "parked", "attempts"] as const).map(
        (name): Column<ProcessRunRow> => ({
          id: name,
          header: t(`process_runs.${name}`),
          end: true,
          cell: (row) => <span className={row[name] === 0 ? classes.zero : undefined}>{format.count(row[name])}</span>,
          text: (row) => String(row[name]),
        }),
      ),
      {
        id: "started",
        header: t("process_runs.started"),
        cell: (row) => format.instant(row.started_at),
        text: (row) => row.started_at,
      },
    ],
    [t, format],
  );
  const withParked = data?.filter((row) => row.parked > 0).length ?? 0;
  return (
    <>
      <PageHead
        title={t("nav.process_runs")}
        actions={
          data !== undefined && data.length > 0 && <ExportMenu exporting={exporting} list={{ list: "process_runs" }} />
        }
      />
      <ExportProblem exporting={exporting} />
      {error !== null ? (
        <ProblemNotice what={t("process_runs.problem")} problem={asProblem(error)} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonRows />
      ) : data.length === 0 ? (
        <Empty
          title={t("process_runs.empty_title")}
          action={
            <Button variant="filled" onClick={() => void navigate({ to: "/run" })}>
              {t("process_runs.empty_action")}
            </Button>
          }
        >
          {t("process_runs.empty_text")}
        </Empty>
      ) : (
        <>
          <DataGrid
            label={t("nav.process_runs")}
            className={classes.grid}
            columns={columns}
            size="one"
            total={data.length}
            row={(index) => data[index]}
            cursor={cursor}
            onCursor={setCursor}
            onOpen={(row) => void navigate({ to: "/process-runs/$date", params: { date: row.run_date } })}
          />
          <PageFoot
            keys={
              <KeyLegend
                entries={[
                  { keys: "↑ ↓", does: t("keys.short.move") },
                  { keys: "Enter", does: t("keys.short.open") },
                ]}
              />
            }
          >
            {t("process_runs.count", { count: data.length })}
            {", "}
            {t("run.drafts", { count: data.reduce((sum, row) => sum + row.drafts, 0) })}
            {withParked > 0 && `, ${t("process_runs.with_parked", { count: withParked })}`}
          </PageFoot>
        </>
      )}
    </>
  );
}
