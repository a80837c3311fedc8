import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { RunProgress } from "../../bindings";
import { Notice } from "../../components/Notice";
import { PageHead } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { ProcessRunStatusMark } from "../../components/Status";
import { addDays } from "../../lib/dates";
import { useFormat } from "../../lib/format";
import { asProblem } from "../../lib/ipc";
import { useKeys } from "../../lib/keys";
import { useReadOnly } from "../../lib/readOnly";
import { DifferenceView } from "./DifferenceView";
import { NextRunDates } from "./NextRunDates";
import { PreviewView } from "./PreviewView";
import { usePreview, useRunCalendar } from "./queries";
import { ReviewDrafts } from "./ReviewDrafts";
import { RunActions } from "./RunActions";
import { RunDateField } from "./RunDateField";
import { RunProgressView } from "./RunProgressView";
import { RunResultView } from "./RunResultView";
import classes from "./RunScreen.module.css";
import { forgetRun, type RunState, startRun, useJobRun, useRun } from "./runStore";
import { type ResultView, wholeView } from "./verdictSteps";

type RunScreenProps = {
  date: string | undefined;
  /** Which part of a result is looked at. */
  view: Partial<ResultView>;
  onView: (view: Partial<ResultView>) => void;
};

type Running = Extract<RunState, { phase: "running" }>;

/** What is run just now: by a person, or by the batch job where no result of a person's run is looked at. */
function runningOf(run: RunState, byJob: RunProgress | null): Running | null {
  if (run.phase === "running") return run;
  if (byJob === null || run.phase !== "idle") return null;
  return {
    phase: "running",
    date: byJob.run_date,
    promised: [],
    progress: byJob,
    isCancelling: false,
    isOwn: false,
  };
}

/** Choose a date, see what it would bring, then run it. Nothing is written before the button that names the date. */
export function RunScreen({ date: asked, view, onView }: RunScreenProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const run = useRun();
  const jobRun = useJobRun();
  const calendar = useRunCalendar();
  const date = asked ?? calendar.data?.suggested_date ?? null;
  const running = runningOf(run, jobRun);
  const preview = usePreview(running === null ? date : null);
  const choose = (next: string) => {
    forgetRun();
    void navigate({ to: "/run", search: { date: next }, replace: true });
  };
  const refused = preview.data?.refused ?? null;
  const result = run.phase === "ended" && run.date === date ? run.result : null;
  const differing = run.phase === "differs" && run.date === date ? run : null;
  // What is run is what is on the screen: not while another preview is on its way.
  const isReady = preview.data?.run_date === date && refused === null && !preview.isFetching;
  const canRun = differing !== null || (isReady && result === null);
  const { unless } = useReadOnly();
  const start = unless(() => {
    if (date === null || !canRun) return;
    // The result stays on this date, whatever date would be suggested next.
    void navigate({ to: "/run", search: { date }, replace: true });
    if (differing !== null) {
      void startRun(date, { fingerprint: differing.difference.fingerprint, drafts: differing.promised });
    } else if (preview.data !== undefined) void startRun(date, preview.data);
  });
  const previewAgain = () => {
    forgetRun();
    void preview.refetch();
  };
  useKeys(
    running !== null || date === null
      ? {}
      : {
          p: previewAgain,
          "mod+enter": start,
          arrowleft: () => choose(addDays(date, -1)),
          arrowright: () => choose(addDays(date, 1)),
        },
  );
  if (running !== null) return <RunProgressView run={running} />;
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
              <RunActions
                date={date}
                stands={
                  result !== null ? "done" : differing !== null ? "differs" : refused !== null ? "refused" : "open"
                }
                canRun={canRun}
                onPreview={previewAgain}
                onRun={start}
              />
              {result !== null && <ReviewDrafts result={result} />}
            </>
          )
        }
      />
      {refused !== null && result === null && differing === null && (
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
      ) : result !== null ? (
        <RunResultView
          result={result}
          view={wholeView(view, "drafts")}
          onView={onView}
          more={
            <>
              <p>
                <ProcessRunStatusMark status={result.status} />
              </p>
              <Link to="/process-runs/$date" params={{ date: result.run_date }}>
                {t("runs.open_to_undo")}
              </Link>
            </>
          }
        />
      ) : differing !== null ? (
        <DifferenceView date={differing.date} difference={differing.difference} />
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
