// What the keys of the grid do: move, choose, type, clear, copy from above, take along, go on to the next problem.
import type { KeyboardEvent } from "react";
import { flushSync } from "react-dom";
import type { TransactionRow } from "../../../bindings";
import { isTypedWithAlt, keyName } from "../../../lib/keys";
import type { EditorKey } from "./EntryEditor";
import {
  draftAt,
  fieldOf,
  type GridColumn,
  type GridRow,
  gridRow,
  isOpen,
  rowCount,
  type Source,
  targetOf,
  valueAt,
} from "./gridCells";
import { editedText, type Reader } from "./reading";
import { useChosenCells } from "./useChosenCells";
import type { CellEditing } from "./useEditing";
import type { Entry } from "./useEntry";
import type { CellAt, GridCursor } from "./useGridCursor";

type Options = {
  source: Source;
  entry: Entry;
  reader: Reader;
  columns: readonly GridColumn[];
  cursor: GridCursor;
  editing: CellEditing;
  /** The key that the empty row is to have. */
  emptyKey: () => string;
  /** Rows of the book by their numbers, also those that are not on the screen. */
  rowsBetween: (from: number, to: number) => Promise<readonly TransactionRow[]>;
  pageRows: number;
  reveal: (row: number) => void;
  /** Puts the focus back on the grid. */
  focus: () => void;
  onLeave: () => void;
  onChoose: (row: number) => void;
  onChooseAll: () => void;
  onDeleteRows: (from: number, to: number) => void;
  onCopy: (isCut: boolean) => void;
  /** Lets the browser paste: into a field that takes it for the grid. */
  onPasteKey: () => void;
  onSave: () => void;
  onProblem: (isBack: boolean) => void;
};

export type GridKeys = {
  onKeyDown: (event: KeyboardEvent) => void;
  onEditorKey: (key: EditorKey, isShift: boolean) => void;
  /** Begins to type in a cell; `isReplacing` begins with nothing in it. */
  begin: (at: CellAt, isReplacing: boolean) => void;
  goTo: (to: CellAt, isExtending?: boolean) => void;
  /** Empties the cells that are chosen. */
  clear: () => void;
};

export function useGridKeys(options: Options): GridKeys {
  const { source, entry, reader, columns, cursor, editing } = options;
  const last = rowCount(source) - 1;
  const at = cursor.cursor;
  const rowAt = (index: number): GridRow => gridRow(source, index);
  const goTo = (to: CellAt, isExtending = false) => {
    cursor.go(to, isExtending);
    options.reveal(Math.max(0, Math.min(last, to.row)));
  };

  /** The next cell that can be typed in, on or back; none beyond both ends of the grid. */
  const nextOpen = (from: CellAt, step: 1 | -1): CellAt | null => {
    let { row, column } = from;
    for (;;) {
      column += step;
      if (column < 0 || column >= columns.length) {
        row += step;
        if (row < 0 || row > last + 1) return null;
        column = step > 0 ? 0 : columns.length - 1;
      }
      // Behind the row that is being begun there will be another empty one.
      const behind: GridRow = row > last ? { kind: "empty" } : rowAt(row);
      const field = fieldOf(columns[column]);
      const isTyped = field !== null && (field !== "id" || behind.kind !== "book");
      if (isTyped && (row <= last || draftAt(entry, rowAt(last)) !== undefined)) return { row, column };
      if (row > last && column === columns.length - 1) return null;
    }
  };

  const begin = (to: CellAt, isReplacing: boolean) => {
    const row = rowAt(to.row);
    const field = fieldOf(columns[to.column]);
    const target = isOpen(row, field) ? targetOf(source, row, options.emptyKey) : null;
    if (target === null || field === null) return false;
    const text = isReplacing ? "" : editedText(field, valueAt(entry, row, field), reader);
    // At once: the letter that began it is to land in the field.
    flushSync(() => editing.begin(target, field, text, isReplacing));
    return true;
  };

  const cells = useChosenCells(options);
  const moves = (event: KeyboardEvent, isMod: boolean): CellAt | null => {
    const page = options.pageRows;
    switch (event.key) {
      case "ArrowDown":
        return { ...at, row: isMod ? last : at.row + 1 };
      case "ArrowUp":
        return { ...at, row: isMod ? 0 : at.row - 1 };
      case "ArrowRight":
        return { ...at, column: isMod ? columns.length - 1 : at.column + 1 };
      case "ArrowLeft":
        return { ...at, column: isMod ? 0 : at.column - 1 };
      case "Home":
        return { row: isMod ? 0 : at.row, column: 0 };
      case "End":
        return { row: isMod ? last : at.row, column: columns.length - 1 };
      case "PageDown":
        return { ...at, row: at.row + page };
      case "PageUp":
        return { ...at, row: at.row - page };
      default:
        return null;
    }
  };

  /** Keys by name; what is not here may be a letter. */
  const acts: Partial<Record<string, () => void>> = {
    enter: () => begin(at, false),
    f2: () => begin(at, false),
    "mod+enter": options.onSave,
    f8: () => options.onProblem(false),
    "shift+f8": () => options.onProblem(true),
    escape: () => (cursor.hasRange ? cursor.go(at) : options.onLeave()),
    " ": () => options.onChoose(at.row),
    "mod+a": options.onChooseAll,
    delete: cells.clear,
    backspace: cells.clear,
    "mod+delete": () => options.onDeleteRows(cursor.range.from.row, cursor.range.to.row),
    "mod+d": cells.copyDown,
    "mod+;": cells.putToday,
    "mod+c": () => options.onCopy(false),
    "mod+x": () => options.onCopy(true),
  };

  /** Not prevented: the letter itself goes into the field that has just come. */
  const typeLetter = (event: KeyboardEvent) => {
    if (begin(at, true)) event.stopPropagation();
    else event.preventDefault();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || last < 0) return;
    if (isTypedWithAlt(event.nativeEvent)) {
      typeLetter(event);
      return;
    }
    if (event.altKey) return;
    const name = keyName(event);
    const isMod = event.ctrlKey || event.metaKey;
    if (name === "mod+v") {
      // The browser pastes by itself, where the focus is.
      options.onPasteKey();
      event.stopPropagation();
      return;
    }
    const to = moves(event, isMod);
    const act = acts[name];
    if (event.key === "Tab") {
      const next = isMod ? null : nextOpen(at, event.shiftKey ? -1 : 1);
      // Beyond the last cell the focus goes on to what follows the grid.
      if (next === null) return;
      goTo(next);
    } else if (to !== null) goTo(to, event.shiftKey);
    else if (act !== undefined) act();
    else if (!isMod && (event.key.length === 1 || event.key === "Dead" || event.key === "Process")) {
      typeLetter(event);
      return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const onEditorKey = (key: EditorKey, isShift: boolean) => {
    if (key === "stay") {
      editing.stay();
      return;
    }
    if (key === "cancel") editing.cancel();
    else editing.end();
    options.focus();
    const to: Partial<Record<EditorKey, CellAt | null>> = {
      next: nextOpen(at, 1),
      previous: nextOpen(at, -1),
      up: { ...at, row: at.row - 1 },
      down: { ...at, row: at.row + 1 },
      left: { ...at, column: at.column - 1 },
      right: { ...at, column: at.column + 1 },
    };
    const next = to[key];
    if (next != null) goTo(next);
    if (key === "save") options.onSave();
    if (key === "problem") options.onProblem(isShift);
  };
  return { onKeyDown, onEditorKey, begin: (to, isReplacing) => void begin(to, isReplacing), goTo, clear: cells.clear };
}
