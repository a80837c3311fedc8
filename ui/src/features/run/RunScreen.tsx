import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Icon } from "../../components/Icon";
import { KeyCap } from "../../components/KeyCap";
import { Notice } from "../../components/Notice";
import { PageHead } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { addDays } from "../../lib/dates";
import { useFormat } from "../../lib/format";
import { asProblem } from "../../lib/ipc";
import { useKeys } from "../../lib/keys";
import { NextRunDates } from "./NextRunDates";
import { PreviewView } from "./PreviewView";
import { usePreview, useRunCalendar } from "./queries";
import { RunDateField } from "./RunDateField";
import { RunProgressView } from "./RunProgressView";
import { RunResultView } from "./RunResultView";
import classes from "./RunScreen.module.css";
import { forgetRun, startRun, useRun } from "./runStore";

/** Choose a date, see what it would bring, then run it. Nothing is written before the button that names the date. */
export function RunScreen({ date: asked }: { date: string | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const run = useRun();
  const calendar = useRunCalendar();
  const date = asked ?? calendar.data?.suggested_date ?? null;
  const preview = usePreview(run.phase === "running" ? null : date);
  const choose = (next: string) => {
    forgetRun();
    void navigate({ to: "/run", search: { date: next }, replace: true });
  };
  const refused = preview.data?.refused ?? null;
  const isShowingResult = run.phase === "ended" && run.date === date;
  const isReady = preview.data !== undefined && preview.data.run_date === date && refused === null;
  const canRun = isReady && !isShowingResult;
  const start = () => {
    if (date === null || !canRun) return;
    // The result stays on this date, whatever date would be suggested next.
    void navigate({ to: "/run", search: { date }, replace: true });
    void startRun(date);
  };
  const previewAgain = () => {
    forgetRun();
    void preview.refetch();
  };
  const isRunning = run.phase === "running";
  useKeys(
    isRunning || date === null
      ? {}
      : {
          p: previewAgain,
          "mod+enter": start,
          arrowleft: () => choose(addDays(date, -1)),
          arrowright: () => choose(addDays(date, 1)),
        },
  );
  if (isRunning) return <RunProgressView run={run} />;
  return (
    <>
      <PageHead
        title={t("run.title")}
        beside={
          date !== null && (
            <>
              <RunDateField date={date} calendar={calendar.data} onChange={choose} />
              <NextRunDates date={date} calendar={calendar.data} />
            </>
          )
        }
        actions={
          date !== null && (
            <>
              {!isShowingResult && refused === null && (
                <span className={classes.hint} data-spare>
                  {t("run.nothing_written")}
                </span>
              )}
              <Button
                onClick={previewAgain}
                leftSection={<Icon of={IconRefresh} />}
                rightSection={<KeyCap keys="P" />}
                aria-keyshortcuts="P"
              >
                {t("run.preview")}
              </Button>
              {!isShowingResult && (
                <Button
                  variant="filled"
                  disabled={!canRun}
                  onClick={start}
                  rightSection={<KeyCap keys="Mod Enter" />}
                  aria-keyshortcuts="Control+Enter"
                >
                  {t("run.run", { date: format.dayAndMonth(date) })}
                </Button>
              )}
            </>
          )
        }
      />
      {refused !== null && !isShowingResult && (
        <div className={classes.refused}>
          <Notice tone="amber" shape="triangle">
            <strong>{t("run.refused", { date: format.dayAndMonth(date ?? "") })}</strong> {refused}.
          </Notice>
        </div>
      )}
      {run.phase === "failed" && run.date === date && (
        <ProblemNotice
          what={t("run.failed", { date: format.dayAndMonth(run.date) })}
          problem={run.problem}
          onRetry={previewAgain}
        />
      )}
      {calendar.error !== null ? (
        <ProblemNotice
          what={t("run.calendar_problem")}
          problem={asProblem(calendar.error)}
          onRetry={() => void calendar.refetch()}
        />
      ) : isShowingResult ? (
        <RunResultView result={run.result} />
      ) : preview.error !== null ? (
        <ProblemNotice
          what={t("run.preview_problem", { date: format.dayAndMonth(date ?? "") })}
          problem={asProblem(preview.error)}
          onRetry={() => void preview.refetch()}
        />
      ) : preview.data === undefined ? (
        <SkeletonRows />
      ) : (
        <PreviewView
          preview={preview.data}
          calendar={calendar.data}
          previewedAt={preview.dataUpdatedAt}
          isStale={preview.isPlaceholderData}
        />
      )}
    </>
  );
}
