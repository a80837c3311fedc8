import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContractDetail, StoppedShares, TransactionPage, TransactionRow } from "../../bindings";
import { BulkBar } from "../../components/BulkBar";
import frame from "../../components/ListFrame.module.css";
import { Notice } from "../../components/Notice";
import { useGridList } from "../../components/useGridList";
import { caught } from "../../lib/caught";
import { useFormat } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import type { PagedRows } from "../../lib/paging";
import { asSentence } from "../../lib/sentence";
import { showToast } from "../../lib/toasts";
import { ChangeDialog } from "./ChangeDialog";
import { EntryFoot } from "./entry/EntryFoot";
import { EntryGrid, type GridHandle } from "./entry/EntryGrid";
import { type GridColumn, gridRow, type Source } from "./entry/gridCells";
import type { Reader } from "./entry/reading";
import { useCopyCells } from "./entry/useCopyCells";
import { useEditing } from "./entry/useEditing";
import type { Entry } from "./entry/useEntry";
import { useGridCursor } from "./entry/useGridCursor";
import { usePaste } from "./entry/usePaste";
import { NoTransactions } from "./NoTransactions";
import { fetchTransactions, type TransactionListing } from "./queries";
import classes from "./TransactionsScreen.module.css";
import { useNextProblem } from "./useNextProblem";
import { useRowActions } from "./useRowActions";
import { useRowsBetween } from "./useRowsBetween";

type TransactionsGridProps = {
  contract: ContractDetail;
  listing: TransactionListing;
  isFiltered: boolean;
  page: PagedRows<TransactionPage & { rows: TransactionRow[] }>;
  entry: Entry;
  reader: Reader;
  columns: readonly GridColumn[];
  allColumns: readonly GridColumn[];
  /** Why nothing can be entered or changed; none where it can. */
  whyNot: string | null;
  isSaving: boolean;
  handle: RefObject<GridHandle | null>;
  /** Goes to the next or previous problem; set here, called by the strip. */
  problems: RefObject<((isBack: boolean) => void) | null>;
  onSave: () => void;
  onShowAll: () => void;
  onStopped: (stopped: StoppedShares | null) => void;
};

/** The grid with what is done in it, and with the rows that are chosen. */
export function TransactionsGrid(props: TransactionsGridProps) {
  const { contract, listing, page, entry, reader, columns, handle, whyNot } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const [isInCells, setIsInCells] = useState(false);
  const [visible, setVisible] = useState({ first: 0, last: 0 });
  const source: Source = {
    total: page.total,
    row: page.row,
    added: entry.added,
    canEdit: whyNot === null,
    isBusy: props.isSaving,
  };
  const cursor = useGridCursor(source, columns.length);
  const editing = useEditing(entry, reader);
  const waitingKey = useRef<string | null>(null);
  const emptyKey = () => {
    if (waitingKey.current === null || entry.current().has(waitingKey.current)) waitingKey.current = entry.newKey();
    return waitingKey.current;
  };

  const rowsBetween = useRowsBetween(listing, page);
  const list = useGridList<TransactionRow>({
    list: "transactions",
    of: JSON.stringify(listing.filter),
    page,
    keyOf: (row) => row.form.id,
    nameOf: ({ form }) =>
      t("shares.select", { description: form.description || form.id, date: format.date(form.date) }),
    fetchRows: async (offset, limit) => (await fetchTransactions(listing, offset, limit)).rows,
  });
  // What is new stands below the rows of the book, and is a row as they are.
  const listed = page.total + entry.added.length;
  const here = gridRow(source, cursor.cursor.row);
  const newRow = here.kind === "new" ? here.key : here.kind === "empty" ? emptyKey() : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is told when the cursor comes to another row.
  useEffect(() => entry.standAt(newRow), [newRow]);
  const actions = useRowActions({
    contract: contract.id,
    listing,
    entry,
    choice: list.choice,
    count: list.count,
    rows: async () => (list.count > 0 ? list.rows() : here.kind === "book" ? [here.row] : []),
    onDone: list.clear,
    onStopped: props.onStopped,
  });
  const paste = usePaste({
    source,
    entry,
    reader,
    contract,
    columns,
    allColumns: props.allColumns,
    range: cursor.range,
    rowsBetween,
    whyNot,
    onPutBehind: (row) => handle.current?.goTo({ row, column: 0 }),
  });

  const sayWhyNot = () => void showToast({ text: whyNot ?? "", tone: "notice" });
  const deleteRows = async (from: number, to: number) => {
    if (whyNot !== null) sayWhyNot();
    if (whyNot !== null || props.isSaving) return;
    // What is drawn is about to be replaced: whoever goes on typing has not seen the rows of the next filter.
    if (page.isBefore) throw new Error(t("entry.rows_waiting"));
    const keys = entry.added.slice(Math.max(0, from - page.total), Math.max(0, to + 1 - page.total));
    if (keys.length > 0) {
      const changed = entry.remove(keys);
      showToast({ text: t("entry.removed", { count: keys.length }), undo: entry.undoOf(changed) });
    }
    const last = Math.min(to, page.total - 1);
    if (from <= last) actions.deleteRows(await rowsBetween(from, last));
  };
  const copy = useCopyCells({ source, entry, reader, columns, range: cursor.range, rowsBetween });
  const goToProblem = useNextProblem({
    source,
    listing,
    isBefore: page.isBefore,
    entry,
    columns,
    cursor: cursor.cursor,
    handle,
    onShowAll: props.onShowAll,
  });
  props.problems.current = goToProblem;
  useKeys({
    n: whyNot === null ? () => handle.current?.startNew() : sayWhyNot,
    "mod+a": list.grid.selection.onAll,
    f8: () => goToProblem(false),
    "shift+f8": () => goToProblem(true),
    "mod+enter": props.onSave,
    "mod+m": () => actions.mark("ready_to_invoice"),
    "mod+shift+m": () => actions.mark("not_ready"),
    "mod+e": whyNot === null ? actions.startChanging : sayWhyNot,
    ...(list.count > 0 && { escape: list.clear }),
  });
  const { onVisible } = page;
  const see = useCallback(
    (first: number, last: number) => {
      onVisible(first, last);
      setVisible((old) => (old.first === first && old.last === last ? old : { first, last }));
    },
    [onVisible],
  );
  const refused = actions.marking.error ?? actions.deleting.error;
  return (
    <>
      {refused !== null && (
        <div className={frame.refused}>
          <Notice tone="red" shape="octagon" alert>
            <strong>{t(actions.marking.error === null ? "entry.not_deleted" : "mark.refused")}</strong>{" "}
            {asSentence(refused.message)}. {t("problem.untouched")}
          </Notice>
        </div>
      )}
      <EntryGrid
        label={t("entry.title")}
        source={source}
        entry={entry}
        reader={reader}
        columns={columns}
        currency={contract.currency}
        cursor={cursor}
        editing={editing}
        emptyKey={emptyKey}
        rowsBetween={rowsBetween}
        selection={list.grid.selection}
        listKey={page.listKey}
        isBusy={page.isBefore}
        handle={handle}
        onVisible={see}
        onFocus={setIsInCells}
        onLeave={() => document.getElementById("content")?.focus({ preventScroll: true })}
        onDeleteRows={(from, to) => caught(deleteRows(from, to), t("entry.not_deleted"))}
        onCopy={copy}
        onPaste={(data) => caught(paste(data), t("entry.paste.nothing"))}
        onSave={props.onSave}
        onProblem={goToProblem}
      />
      {page.total === 0 && entry.drafts.size === 0 && (
        <NoTransactions
          all={page.first?.all ?? 0}
          isFiltered={props.isFiltered}
          whyNot={whyNot}
          onShowAll={props.onShowAll}
          onStart={() => handle.current?.startNew()}
        />
      )}
      {list.count > 0 && (
        <BulkBar
          count={list.count}
          total={page.total}
          amounts={list.choice.isAll && list.choice.named.size === 0 ? page.first?.amounts : undefined}
          isBusy={actions.marking.isPending || actions.deleting.isPending}
          actions={[
            { id: "ready", label: t("bulk.ready"), keys: "Mod M", onClick: () => actions.mark("ready_to_invoice") },
            {
              id: "not_ready",
              label: t("bulk.not_ready"),
              keys: "Mod Shift M",
              onClick: () => actions.mark("not_ready"),
            },
            { id: "change", label: t("entry.bulk.change"), keys: "Mod E", onClick: actions.startChanging, whyNot },
            { id: "delete", label: t("entry.bulk.delete"), onClick: actions.deleteChosen, whyNot },
          ]}
          onAll={list.grid.selection.onAll}
          onClear={list.clear}
        />
      )}
      <EntryFoot
        className={classes.foot}
        entry={entry}
        row={here}
        column={columns[cursor.cursor.column]}
        reader={reader}
        canEdit={whyNot === null}
        isInCells={isInCells}
        rows={
          listed > 0
            ? t("grid.rows", {
                first: format.count(Math.min(listed, visible.first + 1)),
                last: format.count(Math.min(listed, visible.last + 1)),
                total: format.count(listed),
              })
            : null
        }
      />
      <ChangeDialog
        target={actions.changing}
        reader={reader}
        currency={contract.currency}
        onClose={actions.stopChanging}
      />
    </>
  );
}
