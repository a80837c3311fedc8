// How wide the columns of numbers must be: a number that is cut reads as another one.
import { type CSSProperties, useRef } from "react";
import { FIGURE_REM, widthOf } from "../../../lib/figures";
import { kindOf } from "./fields";
import { draftAt, type GridColumn, gridRow, type Source, valueAt } from "./gridCells";
import { type Reader, shownText } from "./reading";
import type { Entry } from "./useEntry";

/** At both sides of a cell, and its hairline. */
const ASIDE_REM = 1.125;

type Options = {
  source: Source;
  entry: Entry;
  reader: Reader;
  columns: readonly GridColumn[];
  listKey: string;
  /** The rows that are drawn. */
  rows: readonly number[];
};

/** As wide as the longest number that was drawn of the list; columns never grow narrow again under the eye. */
export function useNumberWidths({ source, entry, reader, columns, listKey, rows }: Options): CSSProperties {
  const longest = useRef({ of: listKey, widths: new Map<string, number>() });
  if (longest.current.of !== listKey) longest.current = { of: listKey, widths: new Map() };
  const { widths } = longest.current;
  const numbers = columns.filter(({ id }) => id === "amount" || (id !== "status" && kindOf(id) === "number"));
  for (const index of rows) {
    const row = gridRow(source, index);
    if (row.kind === "waiting" || row.kind === "empty") continue;
    for (const { id } of numbers) {
      let text = "";
      if (id === "amount") {
        const draft = draftAt(entry, row);
        const amount =
          draft !== undefined ? entry.says(draft.key)?.amount : row.kind === "book" ? row.row.amount : null;
        text = amount == null ? "" : reader.format.amount(amount);
      } else if (id !== "status") text = shownText(id, valueAt(entry, row, id), reader);
      widths.set(id, Math.max(widths.get(id) ?? 0, widthOf(text)));
    }
  }
  return Object.fromEntries(
    [...widths].map(([id, width]) => [`--width-${id}`, `${(width * FIGURE_REM + ASIDE_REM).toFixed(3)}rem`]),
  ) as CSSProperties;
}
