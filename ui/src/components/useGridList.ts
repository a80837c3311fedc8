// What every list with a cursor does: move, choose with Space, Shift and Ctrl, choose all that match, copy.
//
// A list is put together like this. The address of the screen holds filter, search and order; everything follows it.
//
//   const page = usePagedRows(key, tags, fetchPage);                 // rows, page by page
//   const list = useGridList({ list: "invoices", of: JSON.stringify(filter), page, keyOf, nameOf, fetchRows });
//   const choice = useColumnChoice("invoices", hiddenAtFirst);       // which columns
//   const views = useViews({ list: "invoices", state, onChoose });   // filter and order under a name
//   const exporting = useListExport();
//
//   <FilterBar fields={fields} start={<ViewMenu views={views} />} end={<ColumnChooser columns={columns} choice={choice} />} />
//   <ExportProblem exporting={exporting} />
//   <FilteredStrip shown={page.total} all={all} onShowAll={...} onSaveView={() => views.setNaming({ kind: "save" })} />
//   <DataGrid {...list.grid} label={...} className={classes.grid} columns={columns} size="one"
//     hidden={choice.hidden} sort={sort} onSort={...} />
//   {list.count > 0 && <BulkBar count={list.count} total={page.total} actions={...} onAll={list.grid.selection.onAll} ... />}
//
// Where all that match are chosen, `list.choice.isAll` is set and `list.choice.named` are those that were taken out
// again: a command that takes a filter is called with them. Any other asks for `list.rows()`.

import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { onBookClosed } from "../lib/bookClosed";
import { allRows, type Choice, chosenCount, isChosen, noRows, withRows, withToggled } from "../lib/choice";
import { useFormat } from "../lib/format";
import { asProblem } from "../lib/ipc";
import type { PagedRows } from "../lib/paging";
import { showToast } from "../lib/toasts";
import type { GridRows } from "./DataGrid";
import type { GridSelection } from "./DataGridSelection";

/** As many as are chosen or copied one by one; beyond it, all that match are chosen. */
export const ROWS_MAX = 10_000;
const FETCH_ROWS = 500;

/** The row that each list was left at, so that coming back finds it there. */
const leftAt = new Map<string, { of: string; cursor: number }>();

/** For another book: its lists begin at their first row. */
export function forgetLists(): void {
  leftAt.clear();
}
onBookClosed(forgetLists);

/** The row of a list that comes whole; it is kept while other screens are shown. */
export function useLeftRow(list: string, total: number): [cursor: number, setCursor: (index: number) => void] {
  const [cursor, setCursor] = useState(() => leftAt.get(list)?.cursor ?? 0);
  useEffect(() => {
    leftAt.set(list, { of: "", cursor });
  }, [list, cursor]);
  return [Math.min(cursor, Math.max(0, total - 1)), setCursor];
}

type Options<Row> = {
  /** The name of the list: the cursor is kept under it while other screens are shown. */
  list: string;
  /** Filter and search as one text: where it changes, cursor and choice start anew. */
  of: string;
  /** What `usePagedRows` gave. */
  page: Pick<PagedRows<{ rows: Row[] }>, "total" | "row" | "onVisible" | "listKey"> & {
    isBefore?: boolean;
  };
  /** What tells two rows apart. */
  keyOf: (row: Row) => string;
  /** The name of a row's box. */
  nameOf: (row: Row) => string;
  /** Rows that are not on the screen, in the order of the list. */
  fetchRows: (offset: number, limit: number) => Promise<readonly Row[]>;
  /** What a click without Ctrl and Shift does besides moving the cursor. */
  onOpen?: (row: Row) => void;
};

export type GridList<Row> = {
  cursor: number;
  setCursor: (index: number) => void;
  /** The row at the cursor, also while it is scrolled away. */
  atCursor: Row | undefined;
  /** What is chosen: some rows, or all that match but some. */
  choice: Choice<Row>;
  /** How many rows are chosen. */
  count: number;
  clear: () => void;
  /** The rows that are chosen, or the one at the cursor where none is; at most `ROWS_MAX`. */
  rows: () => Promise<readonly Row[]>;
  /** Goes into `DataGrid`. */
  grid: GridRows<Row> & { selection: GridSelection<Row> };
};

/** Cursor, choice and copying of a list whose rows come in pages. */
export function useGridList<Row>(options: Options<Row>): GridList<Row> {
  const { list, of, page, keyOf, nameOf, fetchRows, onOpen } = options;
  const { t } = useTranslation();
  const format = useFormat();
  const [state, setState] = useState(() => {
    const left = leftAt.get(list);
    return { of, cursor: left?.of === of ? left.cursor : 0, choice: noRows<Row>() };
  });
  const isSame = state.of === of;
  const choice = isSame ? state.choice : noRows<Row>();
  const cursor = Math.min(isSame ? state.cursor : 0, Math.max(0, page.total - 1));
  useEffect(() => {
    leftAt.set(list, { of, cursor });
  }, [list, of, cursor]);

  const change = (edit: (old: { cursor: number; choice: Choice<Row> }) => { cursor?: number; choice?: Choice<Row> }) =>
    setState((old) => {
      const now = old.of === of ? old : { of, cursor: 0, choice: noRows<Row>() };
      return { ...now, ...edit(now) };
    });
  const choose = (edit: (old: Choice<Row>) => Choice<Row>) => change((old) => ({ choice: edit(old.choice) }));

  // The rows of far pages are forgotten; the one at the cursor is still what the keys act on.
  const held = useRef<{ key: string; cursor: number; row: Row } | null>(null);
  const loaded = page.total === 0 ? undefined : page.row(cursor);
  if (loaded !== undefined) held.current = { key: page.listKey, cursor, row: loaded };
  const isHeld = held.current?.key === page.listKey && held.current.cursor === cursor && page.total > 0;
  const atCursor = loaded ?? (isHeld ? held.current?.row : undefined);

  /** Rows by their places; those that are not there are fetched. */
  const between = async (from: number, to: number): Promise<readonly Row[]> => {
    const rows: Row[] = [];
    for (let offset = from; offset <= to; offset += FETCH_ROWS) {
      rows.push(...(await fetchRows(offset, Math.min(FETCH_ROWS, to - offset + 1))));
    }
    return rows;
  };
  const say = (thrown: unknown) =>
    showToast({ text: t("grid.not_chosen"), detail: asProblem(thrown).message, tone: "notice" });

  /** Where an extension began, what was chosen before it, and where it stands. */
  const extension = useRef<{ anchor: number; before: Choice<Row>; end: number } | null>(null);
  const extend = (from: number, to: number) => {
    const going = extension.current;
    const now = going?.end === from ? { ...going, end: to } : { anchor: from, before: choice, end: to };
    extension.current = now;
    const first = Math.min(now.anchor, to);
    const last = Math.min(Math.max(now.anchor, to), first + ROWS_MAX - 1);
    if (Math.abs(to - now.anchor) >= ROWS_MAX) {
      showToast({ text: t("grid.too_many", { count: ROWS_MAX, max: format.count(ROWS_MAX) }), tone: "notice" });
    }
    const there: Row[] = [];
    for (let index = first; index <= last; index++) {
      const row = page.row(index);
      if (row === undefined) break;
      there.push(row);
    }
    if (there.length === last - first + 1) {
      choose(() => withRows(now.before, there, keyOf));
      return;
    }
    between(first, last).then((rows) => {
      // Whoever went on meanwhile has chosen something else.
      if (extension.current === now) choose(() => withRows(now.before, rows, keyOf));
    }, say);
  };
  const ended = () => {
    extension.current = null;
  };
  const toggle = (index: number) => {
    ended();
    const row = page.row(index);
    if (row !== undefined) choose((old) => withToggled(old, row, keyOf(row)));
  };
  const clear = () => {
    ended();
    choose(() => noRows());
  };

  const rows = async (): Promise<readonly Row[]> => {
    if (choice.isAll) {
      const last = Math.min(page.total, ROWS_MAX + choice.named.size) - 1;
      return (await between(0, last)).filter((row) => isChosen(choice, keyOf(row))).slice(0, ROWS_MAX);
    }
    if (choice.named.size > 0) return [...choice.named.values()];
    return atCursor === undefined ? [] : [atCursor];
  };
  const count = chosenCount(choice, page.total);

  return {
    cursor,
    setCursor: (index) => change(() => ({ cursor: index })),
    atCursor,
    choice,
    count,
    clear,
    rows,
    grid: {
      total: page.total,
      row: page.row,
      cursor,
      onCursor: (index) => change(() => ({ cursor: index })),
      onClick: (index, row, event) => {
        if (event.shiftKey) extend(cursor, index);
        else if (event.ctrlKey || event.metaKey) toggle(index);
        else {
          ended();
          onOpen?.(row);
        }
      },
      onVisible: page.onVisible,
      listKey: page.listKey,
      isBusy: page.isBefore ?? false,
      copyRows: async () => {
        if (count > ROWS_MAX) {
          showToast({ text: t("grid.copied_most", { max: format.count(ROWS_MAX) }), tone: "notice" });
        }
        return rows();
      },
      selection: {
        state: count === 0 ? "none" : count >= page.total ? "all" : "some",
        isSelected: (row) => isChosen(choice, keyOf(row)),
        nameOf,
        onToggle: toggle,
        onExtend: extend,
        onAll: () => {
          ended();
          choose(() => allRows());
        },
        onNone: clear,
      },
    },
  };
}
