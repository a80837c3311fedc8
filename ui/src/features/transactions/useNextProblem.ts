import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { caught } from "../../lib/caught";
import { showToast } from "../../lib/toasts";
import type { GridHandle } from "./entry/EntryGrid";
import type { GridColumn, Source } from "./entry/gridCells";
import { nextProblem, placesOf, wrongRows } from "./entry/nextProblem";
import type { Entry } from "./entry/useEntry";
import type { CellAt } from "./entry/useGridCursor";
import { useSayGone } from "./entry/useSayGone";
import { fetchForms, fetchPlaces, type TransactionListing } from "./queries";

type Options = {
  source: Source;
  listing: TransactionListing;
  /** Whether the rows are still those of the list before. */
  isBefore: boolean;
  entry: Entry;
  columns: readonly GridColumn[];
  cursor: CellAt;
  handle: RefObject<GridHandle | null>;
  onShowAll: () => void;
};

/** Goes to the next or previous problem, also in a row that is not loaded, or says where it is. */
export function useNextProblem(options: Options): (isBack: boolean) => void {
  const { source, listing, entry, columns, cursor, handle } = options;
  const { t } = useTranslation();
  const sayGone = useSayGone(entry);
  const go = async (isBack: boolean) => {
    const wrong = wrongRows(entry);
    const places = placesOf(source, wrong);
    const bases = wrong.flatMap((key) => entry.drafts.get(key)?.base ?? []);
    const missing = bases.filter(({ id }) => !places.has(id));
    if (missing.length > 0) {
      if (options.isBefore) throw new Error(t("entry.rows_waiting"));
      for (const [key, row] of await fetchPlaces(listing, missing)) places.set(key, row);
    }
    const found = nextProblem(places, entry, columns, cursor, isBack);
    if (found !== null) {
      handle.current?.goTo(found);
      return;
    }
    const here = new Set((await fetchForms(listing.filter.contract, missing)).map(({ id }) => id));
    const gone = missing.filter(({ id }) => !here.has(id));
    if (gone.length > 0) sayGone(gone);
    else if (missing.length > 0) {
      const link = { text: t("filter.show_all"), go: options.onShowAll };
      showToast({ text: t("entry.problem_hidden"), detail: t("entry.problem_hidden_help"), tone: "notice", link });
    }
  };
  return (isBack) => {
    // Who asks for problems is to see them.
    entry.expect();
    caught(go(isBack), t("entry.problem_not_found"));
  };
}
