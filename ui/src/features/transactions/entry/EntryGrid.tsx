import {
  type CSSProperties,
  type MouseEvent,
  type RefObject,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import type { TransactionRow } from "../../../bindings";
import type { GridSelection } from "../../../components/DataGridSelection";
import { useRowWindow } from "../../../components/useRowWindow";
import { rem } from "../../../lib/room";
import { useViewSettings } from "../../../lib/viewSettings";
import classes from "./EntryGrid.module.css";
import { EntryHead } from "./EntryHead";
import { EntryRow, type RowActs } from "./EntryRow";
import { draftAt, type GridColumn, gridRow, rowCount, type Source } from "./gridCells";
import type { Reader } from "./reading";
import type { CellEditing } from "./useEditing";
import type { Entry } from "./useEntry";
import type { GridCursor } from "./useGridCursor";
import { useGridKeys } from "./useGridKeys";
import { useNumberWidths } from "./useNumberWidths";

/** As the tokens say. */
const ROW_REM = { comfortable: { row: 2.25, head: 1.875 }, compact: { row: 2, head: 1.75 } } as const;

/** What the screen asks of the grid. */
export type GridHandle = {
  focus: () => void;
  goTo: (at: { row: number; column: number }) => void;
  /** Goes to the empty row and its first cell. */
  startNew: () => void;
};

type EntryGridProps = {
  label: string;
  source: Source;
  entry: Entry;
  reader: Reader;
  columns: readonly GridColumn[];
  currency: string | undefined;
  cursor: GridCursor;
  editing: CellEditing;
  emptyKey: () => string;
  rowsBetween: (from: number, to: number) => Promise<readonly TransactionRow[]>;
  selection: GridSelection<TransactionRow>;
  listKey: string;
  isBusy: boolean;
  handle: RefObject<GridHandle | null>;
  onVisible: (first: number, last: number) => void;
  /** Whether the keys go to the cells. */
  onFocus: (isIn: boolean) => void;
  onLeave: () => void;
  onDeleteRows: (from: number, to: number) => void;
  /** Whether it was copied. */
  onCopy: () => Promise<boolean>;
  onPaste: (data: DataTransfer) => void;
  onSave: () => void;
  onProblem: (isBack: boolean) => void;
};

/**
 * Transactions as a spreadsheet: one stop for the Tab key, the arrows go from cell to cell, typing replaces.
 *
 * The grid holds the focus and names its active cell, so that rows may come and go. While a cell is typed in, its field
 * has the focus. Table elements cannot hold rows that are placed one by one.
 */
export function EntryGrid(props: EntryGridProps) {
  const { source, entry, reader, columns, cursor, editing, selection, onVisible } = props;
  const { density } = useViewSettings();
  const scroller = useRef<HTMLDivElement>(null);
  const catcher = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const [hasFocus, setHasFocus] = useState(false);
  const see = (isIn: boolean) => {
    setHasFocus(isIn);
    props.onFocus(isIn);
  };
  const count = rowCount(source);
  const head = ROW_REM[density].head * rem();
  const rowHeight = ROW_REM[density].row * rem();
  const { row: cursorRow, column: cursorColumn } = cursor.cursor;
  const rows = useRowWindow({ count, rowHeight, head, scroller, listKey: props.listKey, start: cursorRow });
  const { first, last } = rows;
  useEffect(() => onVisible(first, last), [first, last, onVisible]);
  const focus = () => scroller.current?.focus({ preventScroll: true });
  const rowOf = (index: number) => (index < source.total ? source.row(index) : undefined);

  const keys = useGridKeys({
    source,
    entry,
    reader,
    columns,
    cursor,
    editing,
    emptyKey: props.emptyKey,
    rowsBetween: props.rowsBetween,
    pageRows: Math.max(1, last - first - 1),
    reveal: rows.reveal,
    focus,
    onLeave: props.onLeave,
    onChoose: (row) => rowOf(row) !== undefined && selection.onToggle(row),
    onChooseAll: selection.onAll,
    onDeleteRows: props.onDeleteRows,
    onCopy: (isCut) => {
      // What was not copied is not taken away.
      void props.onCopy().then((isCopied) => isCopied && isCut && keys.clear());
    },
    onPasteKey: () => catcher.current?.focus({ preventScroll: true }),
    onSave: props.onSave,
    onProblem: props.onProblem,
  });
  props.handle.current = {
    focus,
    goTo: (at) => {
      keys.goTo(at);
      focus();
    },
    startNew: () => {
      keys.goTo({ row: count - 1, column: 0 });
      focus();
    },
  };

  // Rows are drawn anew only where they change, so what they call must stay the same.
  const latest = useRef({ keys, cursor, editing, selection, focus });
  latest.current = { keys, cursor, editing, selection, focus };
  const acts = useRef<RowActs>({
    press: (index: number, column: number, event: MouseEvent) => {
      const now = latest.current;
      if (event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      now.editing.end();
      now.keys.goTo({ row: index, column }, event.shiftKey);
      now.focus();
    },
    edit: (index, column) => latest.current.keys.begin({ row: index, column }, false),
    check: (index, isExtending) => {
      const now = latest.current;
      if (isExtending) now.selection.onExtend(now.cursor.cursor.row, index);
      else now.selection.onToggle(index);
      now.cursor.go({ ...now.cursor.cursor, row: index });
    },
    type: (text, option) => latest.current.editing.type(text, option),
    key: (key, isShift) => latest.current.keys.onEditorKey(key, isShift),
    leave: () => latest.current.editing.end(),
  }).current;

  const cell = columns[cursorColumn];
  const cellId = cell === undefined ? undefined : `${id}-${cursorRow}-${cell.id}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a wide grid follows its cursor to the side.
  useEffect(() => {
    if (cellId !== undefined) document.getElementById(cellId)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [cursorColumn]);

  const drawn: number[] = [];
  for (let index = rows.from; index <= rows.to; index++) drawn.push(index);
  if (cursorRow < count && cursorRow < rows.from) drawn.unshift(cursorRow);
  if (cursorRow < count && cursorRow > rows.to) drawn.push(cursorRow);
  const { from, to } = cursor.range;
  const numbers = useNumberWidths({ source, entry, reader, columns, listKey: props.listKey, rows: drawn });
  const widths = useMemo(() => columns.map((column) => `var(--column-${column.id})`).join(" "), [columns]);
  const editingKey = editing.editing?.key;
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length + 1}
      aria-busy={props.isBusy || undefined}
      aria-multiselectable
      aria-activedescendant={count > 0 ? cellId : undefined}
      tabIndex={0}
      className={classes.grid}
      data-selectable
      data-short={source.total + source.added.length === 0 || undefined}
      style={{ "--columns": widths, ...numbers } as CSSProperties}
      onKeyDown={(event) => {
        if (event.target === scroller.current || event.target === catcher.current) keys.onKeyDown(event);
      }}
      onFocus={() => see(true)}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && see(false)}
      onPaste={(event) => {
        // In the field of a cell, the text is pasted as it is.
        if (event.target instanceof HTMLInputElement) return;
        event.preventDefault();
        props.onPaste(event.clipboardData);
        focus();
      }}
    >
      <EntryHead columns={columns} selection={selection} />
      <div role="rowgroup" className={classes.body} style={{ height: rows.height }}>
        {drawn.map((index) => {
          const row = gridRow(source, index);
          const draft = draftAt(entry, row);
          const key = row.kind === "empty" ? props.emptyKey() : row.kind === "waiting" ? null : row.key;
          const isIn = index >= from.row && index <= to.row && cursor.hasRange;
          return (
            <EntryRow
              key={index}
              id={`${id}-${index}`}
              index={index}
              row={row}
              draft={draft}
              says={draft === undefined ? undefined : entry.says(draft.key)}
              columns={columns}
              reader={reader}
              currency={props.currency}
              top={rows.top(index)}
              height={rowHeight}
              cursor={index === cursorRow ? cursorColumn : -1}
              from={isIn ? from.column : 0}
              to={isIn ? to.column : -1}
              isChosen={row.kind === "book" && selection.isSelected(row.row)}
              checkName={row.kind === "book" ? selection.nameOf(row.row) : null}
              editing={key !== null && editingKey === key ? editing.editing : null}
              hasFocus={hasFocus && index === cursorRow}
              acts={acts}
            />
          );
        })}
      </div>
      {/* Browsers paste into fields only: this one takes it for the grid. */}
      <textarea
        ref={catcher}
        className={classes.catcher}
        tabIndex={-1}
        aria-hidden="true"
        onKeyUp={focus}
        value=""
        readOnly={false}
        onChange={() => {}}
      />
    </div>
  );
}
