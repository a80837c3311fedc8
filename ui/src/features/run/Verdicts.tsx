import { useNavigate } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import type { VerdictRow } from "../../bindings";
import { CreateInvoicesDialog } from "../../components/CreateInvoicesDialog";
import { DataGrid } from "../../components/DataGrid";
import { FilteredStrip } from "../../components/FilteredStrip";
import { KeyLegend } from "../../components/KeyCap";
import frame from "../../components/ListFrame.module.css";
import { Notice } from "../../components/Notice";
import { PageFoot } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { useGridList } from "../../components/useGridList";
import { useFormat } from "../../lib/format";
import { ipc } from "../../lib/ipc";
import { useKeys } from "../../lib/keys";
import { asSentence } from "../../lib/sentence";
import { NoVerdicts } from "./NoVerdicts";
import { useVerdicts, verdictQuery } from "./queries";
import { useVerdictColumns } from "./useVerdictColumns";
import { useVerdictStep } from "./useVerdictStep";
import { VerdictPanel } from "./VerdictPanel";
import classes from "./Verdicts.module.css";
import { type Narrowed, NOT_NARROWED, type ResultView } from "./verdictSteps";

type VerdictsProps = {
  runDate: string;
  tab: Exclude<ResultView["tab"], "drafts">;
  narrowed: Narrowed;
  /** How many verdicts there are, whatever is searched for. */
  all: number;
  /** How many of them the tab has. */
  ofTab: number;
  onView: (view: Partial<ResultView>) => void;
};

/** What became of every candidate of a run, with the reason and what to do next. */
export function Verdicts({ runDate, tab, narrowed, all, ofTab, onView }: VerdictsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const [showsWhy, setShowsWhy] = useState(false);
  const page = useVerdicts(runDate, tab, narrowed);
  const list = useGridList<VerdictRow>({
    list: `verdicts ${runDate}`,
    of: JSON.stringify([tab, narrowed]),
    page,
    keyOf: (row) => [row.contract, row.contract_line_name, row.id, row.customer, row.verdict].join("\n"),
    nameOf: (row) => row.description ?? row.contract_name,
    fetchRows: async (offset, limit) => (await ipc.verdicts(verdictQuery(runDate, tab, narrowed, offset, limit))).rows,
  });
  const { selection: _none, ...grid } = list.grid;
  const showWhy = useCallback(() => setShowsWhy(true), []);
  const { step, problem, creating, closeCreating } = useVerdictStep(runDate, showWhy);
  const columns = useVerdictColumns(step);
  const { atCursor } = list;
  const open = (row: VerdictRow) => {
    if (row.invoice !== null) void navigate({ to: "/invoices/$id", params: { id: row.invoice } });
    else void navigate({ to: "/contracts/$id", params: { id: row.contract } });
  };
  useKeys({
    w: () => setShowsWhy((shown) => !shown),
    s: () => atCursor !== undefined && step(atCursor),
    ...(showsWhy && { escape: () => setShowsWhy(false) }),
  });
  if (page.problem !== null) {
    return <ProblemNotice what={t("verdict.problem")} problem={page.problem} onRetry={page.retry} />;
  }
  if (page.first === undefined) return <SkeletonRows />;
  return (
    <div className={frame.frame}>
      <div className={frame.list}>
        {problem !== null && (
          <div className={frame.refused}>
            <Notice tone="red" shape="octagon" alert>
              <strong>{problem.what}</strong> {asSentence(problem.problem.message)}. {t("problem.untouched")}
            </Notice>
          </div>
        )}
        {page.total > 0 && (
          <FilteredStrip
            shown={page.total}
            all={ofTab}
            hasMore={page.first.has_more}
            onShowAll={() => onView(NOT_NARROWED)}
          />
        )}
        {page.total === 0 ? (
          <NoVerdicts tab={tab} narrowed={narrowed} all={all} onView={onView} />
        ) : (
          <DataGrid
            {...grid}
            label={t("verdict.label")}
            className={classes.grid}
            columns={columns}
            size="two"
            onOpen={open}
            onClick={(index) => list.setCursor(index)}
          />
        )}
        <PageFoot
          keys={
            <KeyLegend
              entries={[
                { keys: "1 … 5", does: t("keys.short.verdict") },
                { keys: "Enter", does: t("keys.short.open") },
                { keys: "S", does: t("keys.short.step") },
                { keys: "W", does: t("keys.short.why") },
              ]}
            />
          }
        >
          {t("verdict.count", { count: page.total, all: format.count(all) })} {t("verdict.order")}
        </PageFoot>
      </div>
      {showsWhy && atCursor !== undefined && page.total > 0 && (
        <VerdictPanel row={atCursor} onStep={step} onClose={() => setShowsWhy(false)} />
      )}
      <CreateInvoicesDialog contracts={creating} onClose={closeCreating} />
    </div>
  );
}
