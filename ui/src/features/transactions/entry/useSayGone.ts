import { useTranslation } from "react-i18next";
import type { TransactionForm } from "../../../bindings";
import { useFormat } from "../../../lib/format";
import { showToast } from "../../../lib/toasts";
import type { Entry } from "./useEntry";

/** Says which changed rows are of transactions that the book has no more, and offers to discard those alone. */
export function useSayGone(entry: Entry): (gone: readonly TransactionForm[]) => void {
  const { t } = useTranslation();
  const format = useFormat();
  return (gone) => {
    const [first] = gone;
    if (first === undefined) return;
    const keys = gone.map(({ id }) => id);
    const discard = () => {
      const changed = entry.remove(keys);
      showToast({ text: t("entry.discarded", { count: keys.length }), undo: entry.undoOf(changed) });
    };
    showToast({
      text: t("entry.gone", { count: gone.length }),
      detail: t("entry.gone_help", {
        count: gone.length - 1,
        what: first.description === "" ? first.id : first.description,
        date: format.date(first.date),
      }),
      tone: "notice",
      link: { text: t("entry.gone_discard", { count: gone.length }), go: discard },
    });
  };
}
