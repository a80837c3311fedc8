import { useTranslation } from "react-i18next";
import { asProblem } from "../lib/ipc";
import { showToast } from "../lib/toasts";
import { toTsv } from "../lib/tsv";

type TextColumn<Row> = { text?: (row: Row) => string | readonly string[] };

/** Copies rows for a spreadsheet, in the columns that are shown, and says how many. */
export function useCopyRows<Row>(columns: readonly TextColumn<Row>[]) {
  const { t } = useTranslation();
  return async (rowsToCopy: () => Promise<readonly Row[]>) => {
    const texts = columns.flatMap(({ text }) => (text === undefined ? [] : [text]));
    if (texts.length === 0) return;
    try {
      const rows = await rowsToCopy();
      if (rows.length === 0) return;
      await navigator.clipboard.writeText(toTsv(rows.map((row) => texts.flatMap((text) => text(row)))));
      showToast({ text: t("grid.copied", { count: rows.length }) });
    } catch (thrown) {
      showToast({ text: t("grid.not_copied"), detail: asProblem(thrown).message, tone: "notice" });
    }
  };
}
