// Takes the chosen cells along for a spreadsheet, also those of rows that are not on the screen.
import { useTranslation } from "react-i18next";
import type { TransactionRow } from "../../../bindings";
import { asProblem } from "../../../lib/ipc";
import { showToast } from "../../../lib/toasts";
import { toTsv } from "../../../lib/tsv";
import { copiedAt, type GridColumn, type GridRow, gridRow, type Source } from "./gridCells";
import type { Reader } from "./reading";
import type { Entry } from "./useEntry";
import type { Range } from "./useGridCursor";

type Options = {
  source: Source;
  entry: Entry;
  reader: Reader;
  columns: readonly GridColumn[];
  range: Range;
  /** Rows of the book by their numbers, also those that are not on the screen. */
  rowsBetween: (from: number, to: number) => Promise<readonly TransactionRow[]>;
};

export function useCopyCells({ source, entry, reader, columns, range, rowsBetween }: Options): () => Promise<boolean> {
  const { t } = useTranslation();
  const statusWord = (row: GridRow) =>
    row.kind === "book" && row.row.billing_status !== null ? t(`billing_status.${row.row.billing_status}`) : "";
  return async () => {
    const { from, to } = range;
    try {
      const last = Math.min(to.row, source.total - 1);
      const rows = last < from.row ? [] : await rowsBetween(from.row, last);
      const whole: Source = { ...source, row: (index) => rows[index - from.row] };
      const cells = Array.from({ length: to.row - from.row + 1 }, (_, at) =>
        columns
          .slice(from.column, to.column + 1)
          .map((column) => copiedAt(entry, gridRow(whole, from.row + at), column, reader, statusWord)),
      );
      await navigator.clipboard.writeText(toTsv(cells));
      showToast({ text: t("entry.copied", { count: cells.length * (to.column - from.column + 1) }) });
      return true;
    } catch (thrown) {
      showToast({ text: t("grid.not_copied"), detail: asProblem(thrown).message, tone: "notice" });
      return false;
    }
  };
}
