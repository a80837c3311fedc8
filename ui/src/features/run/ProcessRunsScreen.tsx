import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ProcessRunRow } from "../../bindings";
import { DataGrid } from "../../components/DataGrid";
import { Empty } from "../../components/Empty";
import { ExportMenu, ExportProblem, useListExport } from "../../components/ExportMenu";
import { KeyLegend } from "../../components/KeyCap";
import frame from "../../components/ListFrame.module.css";
import { PageFoot, PageHead } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { useLeftRow } from "../../components/useGridList";
import { asProblem } from "../../lib/ipc";
import { useRoom } from "../../lib/room";
import { useProcessRuns } from "../../lib/runQueries";
import classes from "./ProcessRunsScreen.module.css";
import { RunsShownControl } from "./RunsShownControl";
import { countRuns, type RunsShown, runsOf } from "./runsShown";
import { useRunColumns } from "./useRunColumns";

/** From this width on, in rem, there is room for every column. */
const ROOM_FOR_ALL = 82;

type ProcessRunsScreenProps = { show: RunsShown; onShow: (show: RunsShown) => void };

/** Every date that was run, newest first and for ever. */
export function ProcessRunsScreen({ show, onShow }: ProcessRunsScreenProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const exporting = useListExport();
  const { data, error, refetch } = useProcessRuns();
  return (
    <>
      <PageHead
        title={t("nav.process_runs")}
        beside={data !== undefined && data.length > 0 && t("runs.for_ever")}
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
        <RunsList runs={data} show={show} onShow={onShow} />
      )}
    </>
  );
}

function RunsList({ runs, show, onShow }: { runs: readonly ProcessRunRow[] } & ProcessRunsScreenProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const columns = useRunColumns();
  const counts = useMemo(() => countRuns(runs), [runs]);
  const rows = useMemo(() => runsOf(runs, show), [runs, show]);
  const [cursor, setCursor] = useLeftRow("process-runs", rows.length);
  const choose = (next: RunsShown) => {
    if (next !== show) setCursor(0);
    onShow(next);
  };
  const isNarrow = !useRoom(ROOM_FOR_ALL);
  const hidden = useMemo(
    () =>
      new Set([
        // A date that was run once says nothing of it.
        ...(runs.some((row) => row.attempts > 1) ? [] : ["attempts"]),
        // The result says how many are parked; the rest stands on the page of the run.
        ...(isNarrow ? ["contracts", "parked", "attempts", "took"] : []),
      ]),
    [runs, isNarrow],
  );
  const withParked = runsOf(rows, "parked").length;
  return (
    <div className={frame.frame}>
      <div className={frame.list}>
        <RunsShownControl show={show} counts={counts} onShow={choose} />
        {rows.length === 0 && show !== "all" ? (
          <Empty
            title={t(`runs.none_title.${show}`)}
            action={
              <Button variant="filled" onClick={() => choose("all")}>
                {t("runs.show_all", { count: runs.length })}
              </Button>
            }
          >
            {t(`runs.none_text.${show}`)}
          </Empty>
        ) : (
          <DataGrid
            label={t("nav.process_runs")}
            className={classes.grid}
            columns={columns}
            hidden={hidden}
            size="one"
            listKey={show}
            total={rows.length}
            row={(index) => rows[index]}
            cursor={cursor}
            onCursor={setCursor}
            onOpen={(row) => void navigate({ to: "/process-runs/$date", params: { date: row.run_date } })}
          />
        )}
        <PageFoot
          keys={
            <KeyLegend
              entries={[
                { keys: "↑ ↓", does: t("keys.short.move") },
                { keys: "Enter", does: t("keys.short.open") },
                { keys: "1 … 5", does: t("runs.which_key") },
              ]}
            />
          }
        >
          {t("process_runs.count", { count: rows.length })}
          {", "}
          {t("run.drafts", { count: rows.reduce((sum, row) => sum + row.drafts, 0) })}
          {withParked > 0 && `, ${t("process_runs.with_parked", { count: withParked })}`}
        </PageFoot>
      </div>
    </div>
  );
}
