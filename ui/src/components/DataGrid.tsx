import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useMemo,
  useRef,
} from "react";
import { isFocusFree } from "../lib/focus";
import { meantKey } from "../lib/keyBindings";
import { keyName } from "../lib/keys";
import { rem } from "../lib/room";
import { useViewSettings } from "../lib/viewSettings";
import classes from "./DataGrid.module.css";
import { DataGridHead, type GridSort } from "./DataGridHead";
import { DataGridRow } from "./DataGridRow";
import type { GridSelection } from "./DataGridSelection";
import { useCopyRows } from "./useCopyRows";
import { useFigureWidths } from "./useFigureWidths";
import { useRowWindow } from "./useRowWindow";

export type Column<Row, Sort extends string = string> = {
  id: string;
  header: string;
  end?: boolean;
  cell: (row: Row) => ReactNode;
  /** What is copied of it for a spreadsheet, one text a cell; a column without it is left out. */
  text?: (row: Row) => string | readonly string[];
  /** The figures of a cell that must never be cut: the style sheet finds `--width-<id>` for the longest of them. */
  figures?: (row: Row) => string;
  /** What a click on the head sorts by; a column without it does not sort. */
  sort?: Sort;
  /** Whether the first click sorts downwards. */
  descendingFirst?: boolean;
};

/** As the tokens say. */
const ROW_REM = {
  comfortable: { one: 2.25, two: 2.8125, list: 3.5, head: 1.875 },
  compact: { one: 2, two: 2.5, list: 3.25, head: 1.75 },
} as const;

/** The part of a grid that `useGridList` answers for. */
export type GridRows<Row> = {
  total: number;
  row: (index: number) => Row | undefined;
  cursor: number;
  onCursor: (index: number) => void;
  onClick?: (index: number, row: Row, event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }) => void;
  onVisible?: (first: number, last: number) => void;
  selection?: GridSelection<Row>;
  /** What is listed: where it changes, the grid goes back to its first row. */
  listKey?: string;
  /** Whether other rows are on their way, and these are those of the list before. */
  isBusy?: boolean;
  /** The rows that Ctrl C copies; the row at the cursor where it is left out. */
  copyRows?: () => Promise<readonly Row[]>;
};

type DataGridProps<Row, Sort extends string> = GridRows<Row> & {
  label: string;
  /**
   * The widths belong to the feature's style sheet: `--columns` is all of them, as a grid template. Where columns can
   * be hidden, each has its own, `--column-<id>`, and the grid puts those that are shown in a row.
   */
  className: string | undefined;
  columns: readonly Column<Row, Sort>[];
  size: "one" | "two" | "list";
  onOpen?: (row: Row) => void;
  hideHead?: boolean;
  /** Columns that are not shown. */
  hidden?: ReadonlySet<string>;
  sort?: GridSort<Sort>;
  onSort?: (sort: GridSort<Sort>) => void;
};

/**
 * A virtual list with a cursor: arrows, J and K, Home and End move it, Enter opens, Space selects, Ctrl C copies.
 *
 * The grid holds the focus and names its active row, so that a row that is scrolled away takes no focus with it.
 * Table elements cannot hold rows that are placed one by one.
 */
export function DataGrid<Row, Sort extends string = string>(props: DataGridProps<Row, Sort>) {
  const { label, className, size, total, row, cursor, onCursor, onOpen, onVisible, selection, hidden } = props;
  // A change of the size of text changes what a rem is, too.
  const { density } = useViewSettings();
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const columns = useMemo(
    () => (hidden === undefined ? props.columns : props.columns.filter((column) => !hidden.has(column.id))),
    [props.columns, hidden],
  );
  const head = props.hideHead ? 0 : ROW_REM[density].head * rem();
  const rowHeight = ROW_REM[density][size] * rem();
  const rows = useRowWindow({ count: total, rowHeight, head, scroller, listKey: props.listKey, start: cursor });
  const { first, last } = rows;
  useEffect(() => onVisible?.(first, last), [first, last, onVisible]);
  const copy = useCopyRows(columns);
  // Whoever came by key finds the list under the keys; a focus that is somewhere stays there.
  useEffect(() => {
    if (isFocusFree()) scroller.current?.focus({ preventScroll: true });
  }, []);

  // Rows are drawn anew only where they change, so what they call must stay the same.
  const latest = useRef(props);
  latest.current = props;
  const act = useRef({
    click: (index: number, event: MouseEvent) => {
      const now = latest.current;
      const entry = now.row(index);
      if (entry === undefined) return;
      now.onCursor(index);
      if (now.onClick !== undefined) now.onClick(index, entry, event);
      else now.onOpen?.(entry);
    },
    check: (index: number, isExtending: boolean) => {
      const { cursor: from, onCursor: go, selection: chosen } = latest.current;
      go(index);
      if (isExtending) chosen?.onExtend(from, index);
      else chosen?.onToggle(index);
    },
  }).current;

  const move = (to: number, extend: boolean) => {
    const next = Math.max(0, Math.min(total - 1, to));
    if (extend) selection?.onExtend(cursor, next);
    onCursor(next);
    rows.reveal(next);
  };
  const page = Math.max(1, last - first - 1);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== scroller.current || event.altKey || total === 0) return;
    const current = row(cursor);
    const name = keyName(event);
    if (name === "mod+a" && selection !== undefined) selection.onAll();
    else if (name === "mod+c") {
      // Text that somebody marked on the page is copied as it is.
      if (window.getSelection()?.isCollapsed === false) return;
      void copy(async () => (await props.copyRows?.()) ?? (current === undefined ? [] : [current]));
    } else if (event.ctrlKey || event.metaKey) return;
    else {
      const steps: Partial<Record<string, number>> = {
        ArrowDown: cursor + 1,
        j: cursor + 1,
        ArrowUp: cursor - 1,
        k: cursor - 1,
        Home: 0,
        End: total - 1,
        PageDown: cursor + page,
        PageUp: cursor - page,
      };
      // J and K are the reader's to move.
      const to = steps[name.length === 1 ? (meantKey(name) ?? "") : event.key];
      if (to !== undefined) move(to, event.shiftKey);
      else if (event.key === "Enter" && current !== undefined && onOpen !== undefined) onOpen(current);
      else if (event.key === " " && current !== undefined && selection !== undefined) selection.onToggle(cursor);
      else return;
    }
    event.preventDefault();
  };

  const drawn: number[] = [];
  for (let index = rows.from; index <= rows.to; index++) drawn.push(index);
  // The active row stays in the page when it is scrolled away: the grid names it.
  if (cursor < total && cursor < rows.from) drawn.unshift(cursor);
  if (cursor < total && cursor > rows.to) drawn.push(cursor);
  const widths = columns.map((column) => `var(--column-${column.id})`).join(" ");
  const figures = useFigureWidths({ columns, row, drawn, listKey: props.listKey });
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={total + 1}
      aria-busy={props.isBusy || undefined}
      aria-multiselectable={selection !== undefined || undefined}
      aria-activedescendant={total > 0 ? `${id}-${cursor}` : undefined}
      tabIndex={0}
      className={`${classes.grid} ${className ?? ""}`}
      style={hidden === undefined ? figures : ({ "--columns": widths, ...figures } as CSSProperties)}
      data-list={size === "list" || undefined}
      data-selectable={selection !== undefined || undefined}
      data-empty={total === 0 || undefined}
      onKeyDown={onKeyDown}
    >
      <DataGridHead
        columns={columns}
        sort={props.sort}
        onSort={props.onSort}
        selection={selection}
        isHidden={props.hideHead ?? false}
        onDown={() => scroller.current?.focus()}
      />
      <div role="rowgroup" className={classes.body} style={{ height: rows.height }}>
        {drawn.map((index) => {
          const entry = row(index);
          return (
            <DataGridRow
              key={index}
              id={`${id}-${index}`}
              index={index}
              entry={entry}
              columns={columns}
              top={rows.top(index)}
              height={rowHeight}
              isCursor={index === cursor}
              isSelected={entry !== undefined && (selection?.isSelected(entry) ?? false)}
              checkName={entry === undefined ? null : (selection?.nameOf(entry) ?? null)}
              isSelectable={selection !== undefined}
              opens={onOpen !== undefined}
              onClick={act.click}
              onCheck={act.check}
            />
          );
        })}
      </div>
    </div>
  );
}
