import { useTranslation } from "react-i18next";
import type { TransactionPage, TransactionRow } from "../../bindings";
import type { PagedRows } from "../../lib/paging";
import { fetchTransactions, type TransactionListing } from "./queries";

const FETCH_ROWS = 500;

/**
 * Rows of the book by their numbers: those that are drawn, and the rest of the same list. Every one of them comes, or
 * the reason why not.
 */
export function useRowsBetween(
  listing: TransactionListing,
  page: PagedRows<TransactionPage & { rows: TransactionRow[] }>,
): (from: number, to: number) => Promise<TransactionRow[]> {
  const { t } = useTranslation();
  return async (from, to) => {
    const rows: TransactionRow[] = [];
    for (let offset = from; offset <= to; offset += FETCH_ROWS) {
      const count = Math.min(FETCH_ROWS, to - offset + 1);
      const drawn = Array.from({ length: count }, (_, at) => page.row(offset + at)).filter((row) => row !== undefined);
      if (drawn.length === count) rows.push(...drawn);
      // The rows that are drawn are of another list than the one that would be asked.
      else if (page.isBefore) throw new Error(t("entry.rows_waiting"));
      else rows.push(...(await fetchTransactions(listing, offset, count)).rows);
    }
    if (rows.length < to - from + 1) throw new Error(t("entry.rows_gone"));
    return rows;
  };
}
