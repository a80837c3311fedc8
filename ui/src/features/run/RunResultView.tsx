import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RunResult } from "../../bindings";
import { Empty } from "../../components/Empty";
import { ExportMenu, ExportProblem, useListExport } from "../../components/ExportMenu";
import { FilterBar } from "../../components/FilterBar";
import { SearchField } from "../../components/SearchField";
import { Tabs } from "../../components/Tabs";
import { useFormat } from "../../lib/format";
import { Drafts } from "./Drafts";
import { PassedOverPanel } from "./PassedOverPanel";
import { ProofStrip } from "./ProofStrip";
import { useVerdictCounts } from "./queries";
import { RunFacts, useRunCounts } from "./RunFacts";
import classes from "./RunScreen.module.css";
import { UndoneNotice } from "./UndoneNotice";
import { useVerdictFields } from "./useVerdictFields";
import { Verdicts } from "./Verdicts";
import verdicts from "./Verdicts.module.css";
import { type ResultView, resultTabs, verdictKinds } from "./verdictSteps";

type RunResultViewProps = {
  result: RunResult;
  view: ResultView;
  onView: (view: Partial<ResultView>) => void;
  /** What else there is to say of the run as a whole. */
  more?: ReactNode;
};

/** What a run did: its proof, a verdict for every candidate, its drafts, what it passed over by reason. */
export function RunResultView({ result, view, onView, more }: RunResultViewProps) {
  const { t } = useTranslation();
  const exporting = useListExport();
  const counts = useVerdictCounts(result.run_date);
  const counted = useRunCounts(result, counts);
  const fields = useVerdictFields(result.run_date, view, onView);
  const all = counts?.reduce((sum, count) => sum + count, 0);
  const countOf = (tab: ResultView["tab"]) => {
    if (tab === "drafts") return result.drafts.length;
    return tab === "all" ? all : counts?.[verdictKinds.indexOf(tab)];
  };
  return (
    <div className={classes.view}>
      {result.undone_at !== null && <UndoneNotice result={result} />}
      <ProofStrip counts={counted} proof={result.proof}>
        <RunFacts result={result} />
        {more}
      </ProofStrip>
      <Tabs
        label={t("verdict.tabs")}
        panel="result-view"
        tabs={resultTabs.map((tab) => ({
          value: tab,
          label: tab === "drafts" ? t("run.drafts_title") : t(`verdict.${tab}`),
          count: countOf(tab),
        }))}
        value={view.tab}
        onChange={(tab) => onView({ tab })}
        end={
          view.tab !== "drafts" && (
            <span className={verdicts.tools}>
              <ExportMenu
                exporting={exporting}
                list={{
                  list: "verdicts",
                  run_date: result.run_date,
                  verdict: view.tab === "all" ? null : view.tab,
                  code: view.reason || null,
                  contract: view.contract || null,
                  search: view.search,
                }}
                disabled={all === 0}
              />
              <SearchField label={t("verdict.search")} value={view.search} onChange={(search) => onView({ search })} />
            </span>
          )
        }
      />
      {view.tab !== "drafts" && <FilterBar fields={fields} />}
      <ExportProblem exporting={exporting} />
      <div
        id="result-view"
        role="tabpanel"
        aria-label={view.tab === "drafts" ? t("run.drafts_title") : t(`verdict.${view.tab}`)}
        className={classes.columns}
        // In a small window it scrolls, and then the arrow keys must reach it where nothing in it can be reached.
        tabIndex={view.tab !== "drafts" && all === 0 ? 0 : undefined}
      >
        {view.tab === "drafts" ? (
          <>
            <DraftsOf result={result} />
            <PassedOverPanel groups={result.passed_over} canMark={false} verdicts={counts} />
          </>
        ) : (
          <Verdicts
            runDate={result.run_date}
            tab={view.tab}
            narrowed={view}
            all={all ?? 0}
            ofTab={countOf(view.tab) ?? 0}
            onView={onView}
          />
        )}
      </div>
    </div>
  );
}

function DraftsOf({ result }: { result: RunResult }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  if (result.drafts.length === 0 && result.undone_at !== null) {
    return <Empty title={t("runs.undone_drafts")}>{t("runs.undone_drafts_text")}</Empty>;
  }
  if (result.drafts.length > 0) return <Drafts runDate={result.run_date} drafts={result.drafts} notReady={[]} />;
  return (
    <Empty
      title={t("run.no_drafts_made", { date: format.dayAndMonth(result.run_date) })}
      action={
        <Button variant="filled" onClick={() => void navigate({ to: "/contracts" })}>
          {t("common.open_contracts")}
        </Button>
      }
    >
      {t("run.no_drafts_made_text")}
    </Empty>
  );
}
