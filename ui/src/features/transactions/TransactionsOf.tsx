import { Button, CloseButton } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContractDetail, StoppedShares } from "../../bindings";
import { ColumnChooser } from "../../components/ColumnChooser";
import { FilterBar } from "../../components/FilterBar";
import { FilteredStrip } from "../../components/FilteredStrip";
import { Icon } from "../../components/Icon";
import { KeyCap } from "../../components/KeyCap";
import { Amounts } from "../../components/Money";
import { Notice } from "../../components/Notice";
import { PageHead } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SearchField } from "../../components/SearchField";
import { SkeletonRows } from "../../components/Skeleton";
import { useWidthRem } from "../../components/useWidthRem";
import { ViewMenu } from "../../components/ViewMenu";
import { useColumnChoice } from "../../lib/columns";
import { useFormat } from "../../lib/format";
import { type SavedView, useViews } from "../../lib/savedViews";
import { ContractChoice } from "./ContractChoice";
import type { Place } from "./entry/draftStore";
import type { GridHandle } from "./entry/EntryGrid";
import { EntryStrip } from "./entry/EntryStrip";
import { LeaveDialog } from "./entry/LeaveDialog";
import { useEntry } from "./entry/useEntry";
import { useSaving } from "./entry/useSaving";
import { useChoices, useTransactions } from "./queries";
import { TransactionsGrid } from "./TransactionsGrid";
import classes from "./TransactionsScreen.module.css";
import {
  filterOf,
  isFiltered,
  type TransactionSearch,
  transactionSearch,
  viewState,
  withoutFilter,
} from "./transactionSearch";
import { hiddenAtWidth, useGridColumns } from "./useGridColumns";
import { useTransactionFields } from "./useTransactionFields";

function usePresets(): SavedView[] {
  const { t } = useTranslation();
  return [
    { name: t("entry.view.all"), state: {} },
    { name: t("entry.view.not_ready"), state: { status: "not_ready" } },
    { name: t("entry.view.ready"), state: { status: "ready_to_invoice" } },
    { name: t("entry.view.latest"), state: { order: "descending" } },
  ];
}

type TransactionsOfProps = {
  place: Place;
  contract: ContractDetail;
  /** Why the book is only read; none where it is not. */
  readOnly: string | null;
  search: TransactionSearch;
  onSearch: (search: TransactionSearch) => void;
  onContract: (id: string) => void;
  /** Called once the contract is on the screen. */
  onShown: () => void;
  isSame: (next: { pathname: string; search: unknown }) => boolean;
};

/** One contract: its transactions with what is typed and not saved of them. */
export function TransactionsOf(props: TransactionsOfProps) {
  const { place, contract, search, onSearch } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const box = useRef<HTMLDivElement>(null);
  const grid = useRef<GridHandle | null>(null);
  const problems = useRef<((isBack: boolean) => void) | null>(null);
  const width = useWidthRem(box);
  const filter = useMemo(() => filterOf(contract.id, search), [contract.id, search]);
  const page = useTransactions(filter);
  const entry = useEntry(place);
  const choices = useChoices(contract.id);
  const reader = useMemo(() => ({ format, choices }), [format, choices]);
  const [stopped, setStopped] = useState<StoppedShares | null>(null);
  const saving = useSaving({ entry, currency: contract.currency, onStopped: setStopped });
  const hiddenAtFirst = useMemo(() => hiddenAtWidth(width), [width]);
  const choice = useColumnChoice("transactions", hiddenAtFirst);
  const columns = useGridColumns(choice.hidden, entry);
  const fields = useTransactionFields({ search, onSearch, lines: choices.contract_line });
  const { onShown } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: remembered once, when it is shown.
  useEffect(onShown, []);
  const views = useViews({
    list: "transactions",
    state: viewState(search),
    presets: usePresets(),
    onChoose: (chosen) =>
      onSearch(transactionSearch({ ...chosen, ...(search.contract !== undefined && { contract: search.contract }) })),
  });
  const showAll = () => onSearch(withoutFilter(search));
  const save = async (): Promise<boolean> => {
    if (saving.isPending || entry.current().size === 0) return false;
    if (entry.problems.cells > 0) {
      problems.current?.(false);
      return false;
    }
    try {
      return await saving.mutateAsync();
    } catch {
      // Said above the grid.
      return false;
    }
  };
  const first = page.isBefore ? undefined : page.first;
  return (
    <>
      <PageHead
        title={t("entry.title")}
        crumb={
          <Link to="/contracts/$id" params={{ id: contract.id }} search={{ tab: "transactions" }}>
            {t("contracts.contract")}
          </Link>
        }
        beside={
          <>
            <ContractChoice contract={contract} onChoose={props.onContract} />
            {page.first !== undefined && page.first.amounts.length > 0 && (
              <span className={classes.totals}>
                <Amounts amounts={page.first.amounts} /> {t("entry.chargeable")}
              </span>
            )}
          </>
        }
        actions={
          props.readOnly === null && (
            <Button
              leftSection={<Icon of={IconPlus} />}
              rightSection={<KeyCap keys="N" />}
              aria-keyshortcuts="N"
              onClick={() => grid.current?.startNew()}
            >
              {t("entry.new_transaction")}
            </Button>
          )
        }
      />
      <FilterBar
        fields={fields}
        start={<ViewMenu views={views} />}
        end={
          <>
            <SearchField
              label={t("backlog.search")}
              value={search.search ?? ""}
              wait
              onChange={(text) => onSearch(transactionSearch({ ...search, search: text }))}
            />
            <ColumnChooser columns={columns.optional} choice={choice} />
          </>
        }
      />
      {stopped !== null && (
        <div className={classes.notice}>
          <Notice
            tone="amber"
            shape="triangle"
            alert
            action={<CloseButton aria-label={t("entry.close_notice")} onClick={() => setStopped(null)} />}
          >
            <strong>{t("entry.stopped", { count: stopped.shares })}</strong> {stopped.why.join(" ")}
          </Notice>
        </div>
      )}
      {first !== undefined && (
        <FilteredStrip
          shown={first.total}
          all={first.all}
          onShowAll={showAll}
          onSaveView={views.current === null && first.total > 0 ? () => views.setNaming({ kind: "save" }) : undefined}
        />
      )}
      <EntryStrip
        entry={entry}
        isSaving={saving.isPending}
        problem={saving.error}
        onSave={() => void save()}
        onProblem={() => problems.current?.(false)}
      />
      <div ref={box} className={classes.box}>
        {page.problem !== null ? (
          <ProblemNotice what={t("shares.problem")} problem={page.problem} onRetry={page.retry} />
        ) : page.first === undefined ? (
          <SkeletonRows rows={14} />
        ) : (
          <TransactionsGrid
            contract={contract}
            filter={filter}
            isFiltered={isFiltered(search)}
            page={page}
            entry={entry}
            reader={reader}
            columns={columns.shown}
            allColumns={columns.all}
            canEdit={props.readOnly === null}
            isSaving={saving.isPending}
            handle={grid}
            problems={problems}
            onSave={() => void save()}
            onShowAll={showAll}
            onStopped={setStopped}
          />
        )}
      </div>
      <LeaveDialog
        count={entry.drafts.size}
        isElsewhere={(next) => !props.isSame(next)}
        canSave={entry.problems.cells === 0}
        onSave={save}
      />
    </>
  );
}
