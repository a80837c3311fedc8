// Where the cursor of the grid is, and which cells are chosen from it on.
import { useState } from "react";
import { rowCount, type Source } from "./gridCells";

/** A cell by its numbers, both from 0. */
export type CellAt = { row: number; column: number };
export type Range = { from: CellAt; to: CellAt };

/**
 * Rows of the book by their number, the rest by how far behind them it is: whoever types in a new row stays in it
 * when the list above grows or shrinks.
 */
type Place = { isNew: boolean; at: number; column: number };

export type GridCursor = {
  cursor: CellAt;
  /** The cells from where Shift was pressed to the cursor; the cursor alone where it was not. */
  range: Range;
  hasRange: boolean;
  go: (to: CellAt, isExtending?: boolean) => void;
};

function clamp(value: number, max: number): number {
  return Math.max(0, Math.min(max, value));
}

export function useGridCursor(source: Source, columns: number): GridCursor {
  const rows = rowCount(source);
  const placeOf = ({ row, column }: CellAt): Place => {
    const isNew = row >= source.total;
    return { isNew, at: isNew ? row - source.total : row, column };
  };
  const cellOf = ({ isNew, at, column }: Place): CellAt => ({
    row: clamp(isNew ? source.total + at : Math.min(at, source.total - 1), rows - 1),
    column: clamp(column, columns - 1),
  });
  const [places, setPlaces] = useState<{ cursor: Place; anchor: Place | null }>({
    cursor: { isNew: source.total === 0, at: 0, column: 0 },
    anchor: null,
  });
  const cursor = cellOf(places.cursor);
  const anchor = places.anchor === null ? cursor : cellOf(places.anchor);
  return {
    cursor,
    range: {
      from: { row: Math.min(cursor.row, anchor.row), column: Math.min(cursor.column, anchor.column) },
      to: { row: Math.max(cursor.row, anchor.row), column: Math.max(cursor.column, anchor.column) },
    },
    hasRange: cursor.row !== anchor.row || cursor.column !== anchor.column,
    go: (to, isExtending = false) =>
      setPlaces((old) => ({
        cursor: placeOf({ row: clamp(to.row, rows - 1), column: clamp(to.column, columns - 1) }),
        anchor: isExtending ? (old.anchor ?? old.cursor) : null,
      })),
  };
}
