// Of a long schedule, the rows that a person comes for: the last that have run, and the next.
import { useState } from "react";
import type { SetUpRow } from "../../../bindings";

/** So many rows need no folding. */
const ROWS_MAX = 30;
const ROWS_SHOWN = 24;
/** How many that have run stand before the first that has not. */
const ROWS_BEFORE = 3;

/** Those that something can be done with; all, where nothing can be done with any. */
export function openRows(rows: readonly SetUpRow[]): readonly SetUpRow[] {
  const open = rows.filter((row) => row.run_status === "not_run");
  return open.length === 0 ? rows : open;
}

export type FoldedRows = {
  shown: readonly SetUpRow[];
  earlier: number;
  later: number;
  showEarlier: () => void;
  showLater: () => void;
  /** Unfolds the side on which a date lies that is not shown. */
  reveal: (date: string) => void;
};

export function useFoldedRows(rows: readonly SetUpRow[]): FoldedRows {
  const [unfolded, setUnfolded] = useState({ earlier: false, later: false });
  const isLong = rows.length > ROWS_MAX;
  const open = rows.findIndex((row) => row.run_status === "not_run" || row.run_status === "run_failed");
  const latest = rows.length - ROWS_SHOWN;
  const first = isLong ? Math.max(0, Math.min(open === -1 ? latest : open - ROWS_BEFORE, latest)) : 0;
  const last = isLong ? first + ROWS_SHOWN : rows.length;
  const from = unfolded.earlier ? 0 : first;
  const to = unfolded.later ? rows.length : last;
  const showEarlier = () => setUnfolded((old) => ({ ...old, earlier: true }));
  const showLater = () => setUnfolded((old) => ({ ...old, later: true }));
  return {
    shown: rows.slice(from, to),
    earlier: from,
    later: rows.length - to,
    showEarlier,
    showLater,
    reveal: (date) => {
      if (date < (rows[from]?.run_date ?? "")) showEarlier();
      if (date > (rows[to - 1]?.run_date ?? date)) showLater();
    },
  };
}
