import { fieldOf, type GridColumn, type Source } from "./gridCells";
import { problemAt, problemFields } from "./says";
import type { Entry } from "./useEntry";
import type { CellAt } from "./useGridCursor";

/** The rows that have problems, by key. */
export function wrongRows(entry: Entry): string[] {
  return [...entry.drafts.keys()].filter((key) => {
    const says = entry.saysAll(key);
    return says !== undefined && problemFields(says).length > 0;
  });
}

/** The numbers of some rows, as far as they are new or loaded. */
export function placesOf(source: Source, keys: readonly string[]): Map<string, number> {
  const wanted = new Set(keys);
  const places = new Map<string, number>();
  for (let row = 0; row < source.total + source.added.length && places.size < wanted.size; row++) {
    const key = row < source.total ? source.row(row)?.form.id : source.added[row - source.total];
    if (key !== undefined && wanted.has(key)) places.set(key, row);
  }
  return places;
}

/** The next cell with a problem, round and round; none where all of them are in rows that have no place. */
export function nextProblem(
  places: ReadonlyMap<string, number>,
  entry: Entry,
  columns: readonly GridColumn[],
  from: CellAt,
  isBack: boolean,
): CellAt | null {
  const found: CellAt[] = [];
  for (const [key, row] of [...places].sort(([, a], [, b]) => a - b)) {
    const says = entry.saysAll(key);
    for (const [column, one] of columns.entries()) {
      const field = fieldOf(one);
      if (says !== undefined && field !== null && problemAt(says, field) !== null) found.push({ row, column });
    }
  }
  const isAfter = (cell: CellAt) => cell.row > from.row || (cell.row === from.row && cell.column > from.column);
  const isBefore = (cell: CellAt) => cell.row < from.row || (cell.row === from.row && cell.column < from.column);
  const next = isBack ? (found.findLast(isBefore) ?? found.at(-1)) : (found.find(isAfter) ?? found[0]);
  return next ?? null;
}
