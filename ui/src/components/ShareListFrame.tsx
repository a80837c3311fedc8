import type { ReactNode, Ref } from "react";
import { useTranslation } from "react-i18next";
import type { BacklogFilter, ShareRow } from "../bindings";
import { asSentence } from "../lib/sentence";
import { BulkBar } from "./BulkBar";
import { type ContractName, CreateInvoicesDialog } from "./CreateInvoicesDialog";
import { KeyLegend } from "./KeyCap";
import frame from "./ListFrame.module.css";
import { Notice } from "./Notice";
import { PageFoot } from "./Page";
import classes from "./ShareListFrame.module.css";
import { useChosenSums } from "./useChosenSums";
import type { GridList } from "./useGridList";
import { useLimitActions } from "./useLimitActions";
import type { ShareActions } from "./useShareActions";
import { WhyPanel } from "./WhyPanel";

type ShareListFrameProps<Row> = {
  list: GridList<Row>;
  actions: ShareActions;
  shareOf: (row: Row) => ShareRow;
  contractOf: (row: Row) => ContractName;
  /** Where the list is not of one contract, the panel leads to the share's. */
  showsContract?: boolean;
  /** How many rows the list has. */
  total: number;
  /** The filter that lets all through that match; none where the list holds more than the backlog. */
  matching: BacklogFilter | null;
  /** Above the grid. */
  top?: ReactNode;
  /** The grid, or what stands in its place. */
  children: ReactNode;
  /** Which rows are seen, at the foot. */
  foot: ReactNode;
  /** The part that holds the grid, to be measured. */
  place?: Ref<HTMLDivElement>;
};

/** Around a list of shares: what can be done with those that are chosen, and why the one at the cursor waits. */
export function ShareListFrame<Row>(props: ShareListFrameProps<Row>) {
  const { list, actions, shareOf, contractOf, total } = props;
  const { t } = useTranslation();
  const { marking, mark } = actions;
  const { atCursor, count } = list;
  const limits = useLimitActions({ list, shareOf, matching: props.matching });
  const amounts = useChosenSums({ choice: list.choice, total, shareOf, matching: props.matching });
  return (
    <div className={frame.frame}>
      <div ref={props.place} className={`${frame.list} ${classes.list}`}>
        {props.top}
        {limits.problem !== null && (
          <div className={frame.refused}>
            <Notice tone="red" shape="octagon" alert>
              <strong>{t("limits.refused")}</strong> {asSentence(limits.problem.message)}. {t("problem.untouched")}
            </Notice>
          </div>
        )}
        {marking.error !== null && (
          <div className={frame.refused}>
            <Notice tone="red" shape="octagon" alert>
              <strong>{t("mark.refused")}</strong> {asSentence(marking.error.message)}. {t("problem.untouched")}
            </Notice>
          </div>
        )}
        {props.children}
        {count > 0 && (
          <BulkBar
            count={count}
            total={total}
            amounts={amounts}
            isBusy={marking.isPending || limits.isBusy}
            actions={[
              { id: "ready", label: t("bulk.ready"), keys: "M", onClick: () => mark("ready_to_invoice") },
              { id: "not_ready", label: t("bulk.not_ready"), keys: "Shift M", onClick: () => mark("not_ready") },
              { id: "create", label: t("bulk.create"), keys: "C", onClick: actions.create },
              ...limits.actions,
            ]}
            onAll={list.grid.selection.onAll}
            onClear={list.clear}
          />
        )}
        {total > 0 && (
          <PageFoot
            keys={
              <KeyLegend
                entries={[
                  { keys: "Space", does: t("keys.short.select") },
                  { keys: "Shift ↓", does: t("keys.short.extend") },
                  { keys: "M", does: t("keys.short.mark_ready"), writes: true },
                  { keys: "W", does: t("keys.short.why") },
                ]}
              />
            }
          >
            {props.foot}
          </PageFoot>
        )}
      </div>
      {actions.why.isShown && atCursor !== undefined && (
        <WhyPanel
          share={shareOf(atCursor)}
          contract={contractOf(atCursor)}
          showsContract={props.showsContract ?? false}
          onMarkReady={actions.markAtCursor}
          onCreate={actions.createAtCursor}
          onClose={actions.why.toggle}
        />
      )}
      <CreateInvoicesDialog contracts={actions.creating} onClose={actions.stopCreating} onCreated={list.clear} />
    </div>
  );
}
