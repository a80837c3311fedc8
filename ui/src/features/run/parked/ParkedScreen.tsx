import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ParkedContract } from "../../../bindings";
import { DataGrid } from "../../../components/DataGrid";
import { Empty } from "../../../components/Empty";
import { Icon } from "../../../components/Icon";
import { KeyLegend } from "../../../components/KeyCap";
import frame from "../../../components/ListFrame.module.css";
import { Notice } from "../../../components/Notice";
import { PageFoot, PageHead } from "../../../components/Page";
import { ProblemNotice } from "../../../components/ProblemNotice";
import { SkeletonRows } from "../../../components/Skeleton";
import { useLeftRow } from "../../../components/useGridList";
import { laterDate } from "../../../lib/dates";
import { asProblem } from "../../../lib/ipc";
import { useKeys } from "../../../lib/keys";
import { useReadOnly } from "../../../lib/readOnly";
import { useParkedContracts } from "../../../lib/runQueries";
import { RunProgressBar } from "../RunProgressBar";
import { useRun } from "../runStore";
import { type Retried, useRetryParked } from "../useRetryParked";
import { useSayRetried } from "../useSayRetried";
import { CameOfIt } from "./CameOfIt";
import classes from "./ParkedScreen.module.css";
import { useParkedColumns } from "./useParkedColumns";

/** Contracts that a run left untouched, each with its reason, until they are run again. */
export function ParkedScreen() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data, error, refetch } = useParkedContracts();
  const [came, setCame] = useState<readonly Retried[]>([]);
  const say = useSayRetried();
  const retrying = useRetryParked((retried) => {
    setCame(retried);
    say(retried);
  });
  const run = useRun();
  const isBusy = run.phase === "running" || retrying.isPending;
  const { mutate } = retrying;
  const { off, unless } = useReadOnly();
  const retryRows = useCallback(
    (rows: readonly ParkedContract[]) => {
      const [first, ...others] = rows;
      if (first === undefined || isBusy) return;
      setCame([]);
      mutate({
        contracts: rows,
        isWhole: true,
        date: others.reduce((latest, row) => laterDate(latest, row.run_date), first.run_date),
      });
    },
    [isBusy, mutate],
  );
  const retry = useMemo(() => unless(retryRows), [unless, retryRows]);
  const rows = data ?? [];
  return (
    <>
      <PageHead
        title={t("parked.title")}
        actions={
          rows.length > 0 && (
            <Button
              variant="filled"
              leftSection={<Icon of={IconRefresh} />}
              loading={retrying.isPending}
              disabled={isBusy}
              onClick={() => retry(rows)}
              {...off}
            >
              {t("parked.retry_all", { count: rows.length })}
            </Button>
          )
        }
      />
      {error !== null ? (
        <ProblemNotice what={t("parked.problem")} problem={asProblem(error)} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonRows />
      ) : (
        <>
          {rows.length > 0 && <p className={classes.about}>{t("parked.about")}</p>}
          {retrying.isPending && <RunProgressBar progress={run.phase === "running" ? run.progress : null} />}
          {retrying.error !== null && (
            <div className={classes.notice}>
              <Notice tone="red" shape="octagon" alert>
                <strong>{t("parked.not_retried")}</strong> {retrying.error.message}.
              </Notice>
            </div>
          )}
          {came.length > 0 && <CameOfIt retried={came} onClose={() => setCame([])} />}
          {rows.length > 0 ? (
            <ParkedList rows={rows} isBusy={isBusy} onRetry={retry} />
          ) : (
            <Empty
              title={t("parked.empty_title")}
              action={
                <Button variant="filled" onClick={() => void navigate({ to: "/process-runs" })}>
                  {t("parked.empty_action")}
                </Button>
              }
            >
              {t("parked.empty_text")}
            </Empty>
          )}
        </>
      )}
    </>
  );
}

type ParkedListProps = {
  rows: readonly ParkedContract[];
  isBusy: boolean;
  onRetry: (rows: readonly ParkedContract[]) => void;
};

function ParkedList({ rows, isBusy, onRetry }: ParkedListProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [cursor, setCursor] = useLeftRow("parked", rows.length);
  const retryOne = useCallback((row: ParkedContract) => onRetry([row]), [onRetry]);
  const columns = useParkedColumns(isBusy, retryOne);
  useKeys({
    r: () => {
      const row = rows[cursor];
      if (row !== undefined) retryOne(row);
    },
  });
  return (
    <div className={frame.frame}>
      <div className={frame.list}>
        <DataGrid
          label={t("parked.title")}
          className={classes.grid}
          columns={columns}
          size="two"
          total={rows.length}
          row={(index) => rows[index]}
          cursor={cursor}
          onCursor={setCursor}
          onOpen={(row) => void navigate({ to: "/contracts/$id", params: { id: row.contract } })}
        />
        <PageFoot
          keys={
            <KeyLegend
              entries={[
                { keys: "↑ ↓", does: t("keys.short.move") },
                { keys: "Enter", does: t("parked.key.open") },
                { keys: "R", does: t("parked.key.retry"), writes: true },
              ]}
            />
          }
        >
          {t("parked.count", { count: rows.length })}
        </PageFoot>
      </div>
    </div>
  );
}
