import { CloseButton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContractDetail, StoppedShares } from "../../bindings";
import { Notice } from "../../components/Notice";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { useWidthRem } from "../../components/useWidthRem";
import { useColumnChoice } from "../../lib/columns";
import { useFormat } from "../../lib/format";
import { asWholeSentence } from "../../lib/sentence";
import type { Place } from "./entry/draftStore";
import type { GridHandle } from "./entry/EntryGrid";
import { EntryStrip } from "./entry/EntryStrip";
import { LeaveDialog } from "./entry/LeaveDialog";
import { useEntry } from "./entry/useEntry";
import { useSaving } from "./entry/useSaving";
import { useChoices, useTransactions } from "./queries";
import { TransactionsGrid } from "./TransactionsGrid";
import { TransactionsHead } from "./TransactionsHead";
import classes from "./TransactionsScreen.module.css";
import { isFiltered, listingOf, type TransactionSearch, withoutFilter } from "./transactionSearch";
import { hiddenAtWidth, useGridColumns } from "./useGridColumns";

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

/** The same function for as long as the screen is shown, which calls the latest. */
function useSteady<Args extends unknown[]>(act: (...args: Args) => void): (...args: Args) => void {
  const latest = useRef(act);
  latest.current = act;
  return useCallback((...args: Args) => void latest.current(...args), []);
}

/** One contract: its transactions with what is typed and not saved of them. */
export function TransactionsOf(props: TransactionsOfProps) {
  const { place, contract, search } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const box = useRef<HTMLDivElement>(null);
  const grid = useRef<GridHandle | null>(null);
  const problems = useRef<((isBack: boolean) => void) | null>(null);
  const width = useWidthRem(box);
  const listing = useMemo(() => listingOf(contract.id, search), [contract.id, search]);
  const entry = useEntry(place, contract.currency);
  const page = useTransactions(listing, entry.follow);
  const choices = useChoices(contract.id);
  const reader = useMemo(
    () => ({ format, choices, currency: contract.currency }),
    [format, choices, contract.currency],
  );
  const isClosed = contract.status === "closed";
  const whyNot = props.readOnly !== null ? t("entry.empty_read_only") : isClosed ? t("entry.closed") : null;
  const whyKept = props.readOnly !== null ? t("entry.read_only") : isClosed ? t("entry.closed_kept") : null;
  const [stopped, setStopped] = useState<StoppedShares | null>(null);
  const saving = useSaving({ entry, onStopped: setStopped });
  const hiddenAtFirst = useMemo(() => hiddenAtWidth(width), [width]);
  const { hidden } = useColumnChoice("transactions", hiddenAtFirst);
  const columns = useGridColumns(hidden, entry);
  const onSearch = useSteady(props.onSearch);
  const onContract = useSteady(props.onContract);
  const onNew = useSteady(() => grid.current?.startNew());
  const onShown = useSteady(props.onShown);
  useEffect(() => onShown(), [onShown]);
  const save = async (): Promise<boolean> => {
    if (saving.isPending || whyNot !== null || entry.current().size === 0) return false;
    entry.expect();
    if (entry.isWrong) {
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
      <TransactionsHead
        id={contract.id}
        name={contract.name}
        canEdit={whyNot === null}
        search={search}
        lines={choices.contract_line}
        columns={columns.optional}
        hiddenAtFirst={hiddenAtFirst}
        amounts={page.first?.amounts}
        total={first?.total}
        all={first?.all}
        onSearch={onSearch}
        onContract={onContract}
        onNew={onNew}
      />
      {isClosed && (
        <div className={classes.notice}>
          <Notice
            tone="grey"
            shape="slash"
            action={
              <Link to="/contracts/$id/set-up" params={{ id: contract.id }}>
                {t("entry.closed_open")}
              </Link>
            }
          >
            {t("entry.closed")} {t("entry.closed_help")}
          </Notice>
        </div>
      )}
      {stopped !== null && (
        <div className={classes.notice}>
          <Notice
            tone="amber"
            shape="triangle"
            alert
            action={<CloseButton aria-label={t("entry.close_notice")} onClick={() => setStopped(null)} />}
          >
            <strong>{t("entry.stopped", { count: stopped.shares })}</strong>{" "}
            {stopped.why.map(asWholeSentence).join(" ")}
          </Notice>
        </div>
      )}
      <EntryStrip
        entry={entry}
        reader={reader}
        isSaving={saving.isPending}
        whyKept={whyKept}
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
            listing={listing}
            isFiltered={isFiltered(search)}
            page={page}
            entry={entry}
            reader={reader}
            columns={columns.shown}
            allColumns={columns.all}
            whyNot={whyNot}
            isSaving={saving.isPending}
            handle={grid}
            problems={problems}
            onSave={() => void save()}
            onShowAll={() => onSearch(withoutFilter(search))}
            onStopped={setStopped}
          />
        )}
      </div>
      <LeaveDialog
        count={entry.drafts.size}
        isKept={entry.isKept}
        isElsewhere={(next) => !props.isSame(next)}
        whyNot={whyKept !== null ? whyKept : entry.isWrong ? t("entry.leave.problems") : null}
        onSave={save}
      />
    </>
  );
}
