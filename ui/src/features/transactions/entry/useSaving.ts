// Saves every row that is new or changed, all of them or none, and says what came of it.
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { EntryProblem, FieldProblem, StoppedShares, TransactionForm, TransactionsSaved } from "../../../bindings";
import { amountsText, useFormat } from "../../../lib/format";
import { ipc, type Problem } from "../../../lib/ipc";
import { beginStep } from "../../../lib/steps";
import { showToast } from "../../../lib/toasts";
import { fetchForms } from "../queries";
import { type Draft, sentForm } from "./drafts";
import type { Entry } from "./useEntry";
import { useSayGone } from "./useSayGone";

/** What was saved, changed or deleted, in words. */
export function useSavedWords(): (saved: TransactionsSaved) => string {
  const { t } = useTranslation();
  return ({ added, changed, deleted }) =>
    [
      ...(added > 0 ? [t("entry.done.added", { count: added })] : []),
      ...(changed > 0 ? [t("entry.done.changed", { count: changed })] : []),
      ...(deleted > 0 ? [t("entry.done.deleted", { count: deleted })] : []),
    ].join(", ");
}

function byKey(problems: readonly EntryProblem[], drafts: readonly Draft[]): Map<string, FieldProblem[]> {
  const found = new Map<string, FieldProblem[]>();
  for (const { entry, path, message } of problems) {
    const key = drafts[entry]?.key;
    if (key !== undefined) found.set(key, [...(found.get(key) ?? []), { path, message }]);
  }
  return found;
}

/**
 * Rows that are not on the screen may have been changed in the book since they were typed in. Comes back with those
 * that the book has no more.
 */
async function follow(entry: Entry): Promise<TransactionForm[]> {
  const bases = [...entry.current().values()].flatMap(({ base }) => (base === null ? [] : [base]));
  const [first] = bases;
  if (first === undefined) return [];
  const forms = await fetchForms(first.contract, bases);
  entry.follow(forms);
  const here = new Set(forms.map(({ id }) => id));
  return bases.filter(({ id }) => !here.has(id));
}

type Options = { entry: Entry; onStopped: (stopped: StoppedShares | null) => void };

/** `true` comes back where all of it is saved. */
export function useSaving({ entry, onStopped }: Options) {
  const format = useFormat();
  const words = useSavedWords();
  const sayGone = useSayGone(entry);
  return useMutation<boolean, Problem>({
    mutationFn: async () => {
      const doing = beginStep();
      try {
        const gone = await follow(entry);
        if (gone.length > 0) {
          sayGone(gone);
          return false;
        }
        const drafts = entry.current();
        // Those of the book first: what is new may stand beside what was changed.
        const all = [...drafts.values()].sort((a, b) => Number(a.base === null) - Number(b.base === null));
        if (all.length === 0) return true;
        const saved = await ipc.saveTransactions(
          all.map((draft) => ({ id: draft.base === null ? null : draft.key, form: sentForm(draft) })),
        );
        if (saved.problems.length > 0) {
          entry.refuse(byKey(saved.problems, all), drafts);
          return false;
        }
        const typed = entry.remove(all.map(({ key }) => key));
        onStopped(saved.stopped.shares > 0 ? saved.stopped : null);
        const { undo } = saved;
        showToast({
          text: words(saved),
          detail: amountsText(format, saved.amounts),
          // What was typed stands there again as it was, not saved.
          ...(undo !== null && {
            undo: async () => {
              await ipc.undo(undo);
              entry.takeBack(typed);
            },
            change: undo,
            doing,
          }),
        });
        return true;
      } finally {
        doing.end();
      }
    },
  });
}
