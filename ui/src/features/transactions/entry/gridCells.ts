// The columns of the grid, and what stands in a cell of it.
import type { TransactionRow } from "../../../bindings";
import { cellOf, type Draft, type Target } from "./drafts";
import { type Field, isField } from "./fields";
import { type Cell, copiedText, type Reader } from "./reading";
import type { Entry } from "./useEntry";

/** What is typed, and what the program says beside it. */
export type ColumnId = Field | "amount" | "status";
export type GridColumn = { id: ColumnId; header: string; end: boolean };

/** A row of the grid: of the book, new and not saved, the empty one at the end, or one that is on its way. */
export type GridRow =
  | { kind: "book"; key: string; row: TransactionRow }
  | { kind: "new"; key: string }
  | { kind: "empty" }
  | { kind: "waiting" };

export type Source = {
  total: number;
  row: (index: number) => TransactionRow | undefined;
  added: readonly string[];
  /** Whether there is an empty row to type in. */
  canEdit: boolean;
  /** While rows are being saved, nothing is typed into them. */
  isBusy: boolean;
};

export function rowCount({ total, added, canEdit }: Source): number {
  return total + added.length + (canEdit ? 1 : 0);
}

const EMPTY: GridRow = { kind: "empty" };
const WAITING: GridRow = { kind: "waiting" };
const bookRows = new WeakMap<TransactionRow, GridRow>();
const newRows = new Map<string, GridRow>();

function remembered<Key>(rows: { get: (key: Key) => GridRow | undefined; set: (key: Key, row: GridRow) => unknown }) {
  return (key: Key, row: GridRow): GridRow => {
    const known = rows.get(key);
    if (known !== undefined) return known;
    rows.set(key, row);
    return row;
  };
}
const sameBookRow = remembered(bookRows);
const sameNewRow = remembered(newRows);

/** The row at a number; for the same row always the same object, so that it is not drawn anew. */
export function gridRow(source: Source, index: number): GridRow {
  if (index >= source.total) {
    const key = source.added[index - source.total];
    return key === undefined ? EMPTY : sameNewRow(key, { kind: "new", key });
  }
  const row = source.row(index);
  return row === undefined ? WAITING : sameBookRow(row, { kind: "book", key: row.form.id, row });
}

export function fieldOf(column: GridColumn | undefined): Field | null {
  return column !== undefined && isField(column.id) ? column.id : null;
}

/** Whether a cell can be typed in: the id only of what is new, and nothing of what is locked. */
export function isOpen(row: GridRow, field: Field | null): boolean {
  if (field === null || row.kind === "waiting") return false;
  return row.kind !== "book" || (row.row.locked === null && field !== "id");
}

/** The row that an edit is of; none where it cannot be edited. The empty row takes the key that it is to have. */
export function targetOf({ canEdit, isBusy }: Source, row: GridRow, emptyKey: () => string): Target | null {
  if (!canEdit || isBusy) return null;
  switch (row.kind) {
    case "book":
      return row.row.locked === null ? { key: row.key, base: row.row.form } : null;
    case "new":
      return { key: row.key, base: null };
    case "empty":
      return { key: emptyKey(), base: null };
    case "waiting":
      return null;
  }
}

export function draftAt(entry: Pick<Entry, "drafts">, row: GridRow): Draft | undefined {
  return row.kind === "book" || row.kind === "new" ? entry.drafts.get(row.key) : undefined;
}

/** What stands in a cell. */
export function valueAt(entry: Pick<Entry, "drafts">, row: GridRow, field: Field): Cell {
  const draft = draftAt(entry, row);
  if (draft !== undefined) return cellOf(draft, field);
  return { value: row.kind === "book" ? row.row.form[field] : "" };
}

/** What is copied of a cell. */
export function copiedAt(
  entry: Pick<Entry, "drafts" | "says">,
  row: GridRow,
  column: GridColumn,
  reader: Reader,
  statusWord: (row: GridRow) => string,
): string {
  if (column.id === "status") return statusWord(row);
  if (column.id !== "amount") return copiedText(column.id, valueAt(entry, row, column.id), reader);
  const draft = draftAt(entry, row);
  const amount = draft !== undefined ? entry.says(draft.key)?.amount : row.kind === "book" ? row.row.amount : null;
  return amount == null ? "" : reader.format.plain(amount);
}
