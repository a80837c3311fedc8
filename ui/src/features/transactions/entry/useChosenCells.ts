// What is put into all cells that are chosen: nothing, the cells above, today. Also into rows that are not drawn.
import { useContext } from "react";
import { useTranslation } from "react-i18next";
import type { TransactionRow } from "../../../bindings";
import { caught } from "../../../lib/caught";
import { TodayContext, useFormat } from "../../../lib/format";
import { showToast } from "../../../lib/toasts";
import { type Edit, UNSAVED_MAX, unsavedAfter } from "./drafts";
import type { Field } from "./fields";
import { fieldOf, type GridColumn, type GridRow, gridRow, isOpen, type Source, targetOf, valueAt } from "./gridCells";
import type { Cell } from "./reading";
import type { Entry } from "./useEntry";
import type { GridCursor } from "./useGridCursor";

type Options = {
  source: Source;
  entry: Entry;
  columns: readonly GridColumn[];
  cursor: GridCursor;
  emptyKey: () => string;
  /** Rows of the book by their numbers, also those that are not on the screen. */
  rowsBetween: (from: number, to: number) => Promise<readonly TransactionRow[]>;
};

/** What is to stand in a cell; none where it stays as it is. */
type CellFor = (field: Field, row: number, rowAt: (index: number) => GridRow) => Cell | null;

export type ChosenCells = { clear: () => void; copyDown: () => void; putToday: () => void };

export function useChosenCells({ source, entry, columns, cursor, emptyKey, rowsBetween }: Options): ChosenCells {
  const { t } = useTranslation();
  const format = useFormat();
  const today = useContext(TodayContext);
  const { from, to } = cursor.range;

  /** The edits of the cells that are chosen and can be typed in; `first` is the first row that is looked at. */
  const edits = async (first: number, cellFor: CellFor): Promise<Edit[]> => {
    const last = Math.min(to.row, source.total - 1);
    const rows = first > last ? [] : await rowsBetween(first, last);
    const whole: Source = { ...source, row: (index) => rows[index - first] };
    const found: Edit[] = [];
    for (let row = from.row; row <= to.row; row++) {
      const here = gridRow(whole, row);
      const target = here.kind === "empty" && cursor.hasRange ? null : targetOf(source, here, emptyKey);
      if (target === null) continue;
      for (const column of columns.slice(from.column, to.column + 1)) {
        const field = fieldOf(column);
        const cell = field === null ? null : cellFor(field, row, (index) => gridRow(whole, index));
        if (field !== null && cell !== null && isOpen(here, field)) found.push({ ...target, field, cell });
      }
    }
    return found;
  };
  const put = (first: number, cellFor: CellFor) => {
    const refuse = () => {
      const max = format.count(UNSAVED_MAX);
      showToast({ text: t("entry.not_changed_cells"), detail: t("entry.too_many_rows", { max }), tone: "notice" });
    };
    if (to.row - from.row >= UNSAVED_MAX) refuse();
    else {
      const done = edits(first, cellFor).then((found) => {
        if (unsavedAfter(entry.current(), found) > UNSAVED_MAX) refuse();
        else if (found.length > 0) entry.addStep(entry.edit(found), found.length);
      });
      caught(done, t("entry.not_changed_cells"));
    }
  };
  return {
    clear: () => put(from.row, () => ({ value: "" })),
    /** The first row of what is chosen, or the row above where one row is. */
    copyDown: () => {
      const above = from.row === to.row ? from.row - 1 : from.row;
      if (above < 0) return;
      put(above, (field, row, rowAt) =>
        field === "id" || row === above ? null : valueAt({ drafts: entry.current() }, rowAt(above), field),
      );
    },
    putToday: () => {
      const at = columns[cursor.cursor.column]?.id;
      if (at === "date" && today !== null) {
        put(from.row, (field) => (field === "date" ? { value: today } : null));
      }
    },
  };
}
