import { Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Empty } from "../../components/Empty";
import { PageHead } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { useFormat } from "../../lib/format";
import { asProblem } from "../../lib/ipc";
import { useKeys } from "../../lib/keys";
import { useProcessRun } from "./queries";
import { ReviewDrafts } from "./ReviewDrafts";
import { RunMark } from "./RunMark";
import { RunResultView } from "./RunResultView";
import { RetryParkedButton, RetryProblem, useRetryOf } from "./RunWays";
import { UndoFact, UndoRunButton } from "./UndoRun";
import { type ResultView, wholeView } from "./verdictSteps";

type ProcessRunScreenProps = {
  date: string;
  view: Partial<ResultView>;
  onView: (view: Partial<ResultView>) => void;
};

/** One date that was run. */
export function ProcessRunScreen({ date, view, onView }: ProcessRunScreenProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { data, error, refetch } = useProcessRun(date);
  const retry = useRetryOf(data ?? null);
  useKeys({ escape: () => void navigate({ to: "/process-runs" }) });
  return (
    <>
      <PageHead
        crumb={<Link to="/process-runs">{t("nav.process_runs")}</Link>}
        title={format.weekday(date)}
        hasManyActions
        beside={
          data != null && <RunMark pill run={{ ...data, drafts: data.drafts.length, parked: data.parked_contracts }} />
        }
        actions={
          <>
            <Button onClick={() => void navigate({ to: "/run", search: { date } })}>
              {t("run.preview_date", { date: format.dayAndMonth(date) })}
            </Button>
            {data != null && (
              <>
                {data.undone_at === null && <RetryParkedButton of={retry} />}
                <UndoRunButton result={data} />
                <ReviewDrafts result={data} />
              </>
            )}
          </>
        }
      />
      {error !== null ? (
        <ProblemNotice what={t("process_runs.one_problem")} problem={asProblem(error)} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonRows />
      ) : data === null ? (
        <Empty title={t("process_runs.none_title", { date: format.dayAndMonth(date) })}>
          {t("process_runs.none_text")}
        </Empty>
      ) : (
        <>
          <RetryProblem of={retry} />
          <RunResultView
            result={data}
            view={wholeView(view, "all")}
            onView={onView}
            more={<UndoFact result={data} />}
          />
        </>
      )}
    </>
  );
}
