import { fieldOf, type GridColumn, rowCount, type Source } from "./gridCells";
import { problemAt, problemFields } from "./says";
import type { Entry } from "./useEntry";
import type { CellAt } from "./useGridCursor";

/** The next cell with a problem, round and round; `hidden` where all of them are in rows that are not there. */
export function nextProblem(
  source: Source,
  entry: Entry,
  columns: readonly GridColumn[],
  from: CellAt,
  isBack: boolean,
): CellAt | "hidden" | null {
  if (entry.problems.cells === 0) return null;
  const found: CellAt[] = [];
  const isWrong = (key: string) => {
    const says = entry.says(key);
    return says !== undefined && problemFields(says).length > 0;
  };
  const wanted = new Set([...entry.drafts.keys()].filter(isWrong));
  const last = rowCount(source);
  for (let row = 0; row < last && wanted.size > 0; row++) {
    const key = row < source.total ? source.row(row)?.form.id : source.added[row - source.total];
    if (key === undefined || !wanted.delete(key)) continue;
    const says = entry.says(key);
    for (const [column, one] of columns.entries()) {
      const field = fieldOf(one);
      if (says !== undefined && field !== null && problemAt(says, field) !== null) found.push({ row, column });
    }
  }
  const isAfter = (cell: CellAt) => cell.row > from.row || (cell.row === from.row && cell.column > from.column);
  const isBefore = (cell: CellAt) => cell.row < from.row || (cell.row === from.row && cell.column < from.column);
  const next = isBack ? (found.findLast(isBefore) ?? found.at(-1)) : (found.find(isAfter) ?? found[0]);
  return next ?? "hidden";
}
