import { type CSSProperties, useRef } from "react";
import { FIGURE_REM, widthOf } from "../lib/figures";
import type { Column } from "./DataGrid";

type Options<Row> = {
  columns: readonly Column<Row>[];
  row: (index: number) => Row | undefined;
  /** The rows that are drawn. */
  drawn: readonly number[];
  /** What is listed. */
  listKey: string | undefined;
};

/**
 * `--width-<id>` of each column with figures: as wide as the longest that was drawn of the list. A column never grows
 * narrow again under the eye.
 */
export function useFigureWidths<Row>({ columns, row, drawn, listKey }: Options<Row>): CSSProperties {
  const longest = useRef({ of: listKey, widths: new Map<string, number>() });
  if (longest.current.of !== listKey) longest.current = { of: listKey, widths: new Map() };
  const { widths } = longest.current;
  for (const { id, figures } of columns) {
    if (figures === undefined) continue;
    for (const index of drawn) {
      const entry = row(index);
      if (entry !== undefined) widths.set(id, Math.max(widths.get(id) ?? 0, widthOf(figures(entry))));
    }
  }
  const rems = [...widths].map(([id, width]) => [`--width-${id}`, `${(width * FIGURE_REM).toFixed(3)}rem`]);
  return Object.fromEntries(rems) as CSSProperties;
}
