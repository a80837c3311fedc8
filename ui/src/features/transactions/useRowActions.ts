// What is done with transactions of the book from the list: deleted, changed, marked, with the way back.
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { StoppedShares, TransactionPatch, TransactionRow, TransactionsSaved } from "../../bindings";
import { ROWS_MAX } from "../../components/useGridList";
import { caught } from "../../lib/caught";
import type { Choice } from "../../lib/choice";
import { amountsText, useFormat } from "../../lib/format";
import { ipc, type Problem } from "../../lib/ipc";
import { type MarkTarget, useMarking } from "../../lib/marking";
import { useReadOnly } from "../../lib/readOnly";
import { beginStep } from "../../lib/steps";
import { showToast } from "../../lib/toasts";
import { useOnce } from "../../lib/useOnce";
import type { Entry } from "./entry/useEntry";
import { useSavedWords } from "./entry/useSaving";
import { openShares, type TransactionListing } from "./queries";

type Options = {
  contract: string;
  listing: TransactionListing;
  entry: Entry;
  choice: Choice<TransactionRow>;
  /** How many rows are chosen. */
  count: number;
  /** The rows that are chosen, or the one at the cursor. */
  rows: () => Promise<readonly TransactionRow[]>;
  onDone: () => void;
  onStopped: (stopped: StoppedShares | null) => void;
};

export function useRowActions(options: Options) {
  const { contract, listing, entry, choice, onDone, onStopped } = options;
  const { t } = useTranslation();
  const format = useFormat();
  const words = useSavedWords();
  const { unless } = useReadOnly();
  const [changing, setChanging] = useState<readonly TransactionRow[] | null>(null);
  const marking = useMarking(onDone);
  // What is to be marked is read first: a second press meanwhile would mark it twice.
  const onceMarked = useOnce(t("entry.not_marked"));

  const notice = (text: string, detail: string) => showToast({ text, detail, tone: "notice" });
  const isOpen = (row: TransactionRow) => row.locked === null;

  const say = (saved: TransactionsSaved, locked: number, doing: ReturnType<typeof beginStep>) => {
    const { undo } = saved;
    onStopped(saved.stopped.shares > 0 ? saved.stopped : null);
    showToast({
      text: words(saved),
      detail: [
        amountsText(format, saved.amounts),
        ...(locked > 0 ? [t("entry.locked_stay", { count: locked })] : []),
      ].join(". "),
      ...(undo !== null && { undo: () => ipc.undo(undo), change: undo, doing }),
    });
  };

  const deleting = useMutation<void, Problem, readonly TransactionRow[]>({
    mutationFn: async (rows) => {
      const open = rows.filter(isOpen);
      const locked = rows.length - open.length;
      if (open.length === 0) {
        if (locked > 0) notice(t("entry.not_deleted"), rows[0]?.locked ?? "");
        return;
      }
      const doing = beginStep();
      try {
        const ids = open.map(({ form }) => form.id);
        const saved = await ipc.deleteTransactions(ids);
        const [first] = saved.problems;
        if (first !== undefined) {
          notice(t("entry.not_deleted"), first.message);
          return;
        }
        // What was typed into them goes with them.
        entry.remove(ids);
        onDone();
        say(saved, locked, doing);
      } finally {
        doing.end();
      }
    },
  });

  const change = async (rows: readonly TransactionRow[], patch: TransactionPatch): Promise<TransactionsSaved> => {
    const doing = beginStep();
    try {
      const open = rows.filter(isOpen);
      const saved = await ipc.changeTransactions(
        open.map(({ form }) => form.id),
        patch,
      );
      if (saved.problems.length === 0) {
        onDone();
        say(saved, rows.length - open.length, doing);
      }
      return saved;
    } finally {
      doing.end();
    }
  };

  const mark = async (status: MarkTarget) => {
    if (marking.isPending) return;
    if (choice.isAll) {
      marking.mutate({ transactions: listing.filter, except: [...choice.named.keys()], status });
      return;
    }
    const rows = await options.rows();
    if (rows.length === 0) return;
    const shares = await openShares(contract, rows);
    if (shares.length === 0) notice(t("entry.nothing_to_mark"), t("entry.nothing_to_mark_help"));
    else if (shares.length > ROWS_MAX) notice(t("entry.not_marked"), t("entry.too_many_shares"));
    else marking.mutate({ shares, status });
  };

  /** Of more rows than the program takes in one go, none are changed: a part of them would look like all. */
  const withRows = (refusal: string, act: (rows: readonly TransactionRow[]) => void) => {
    if (options.count > ROWS_MAX) {
      notice(refusal, t("entry.too_many_chosen", { max: format.count(ROWS_MAX) }));
      return;
    }
    caught(options.rows().then(act), t("grid.not_chosen"));
  };
  return {
    marking,
    deleting,
    mark: unless((status: MarkTarget) => onceMarked(() => mark(status))),
    deleteRows: (rows: readonly TransactionRow[]) => deleting.mutate(rows),
    deleteChosen: unless(() => withRows(t("entry.not_deleted"), (rows) => deleting.mutate(rows))),
    /** The rows that the dialog is about; none where it is closed. */
    changing,
    startChanging: unless(() =>
      withRows(t("entry.not_changed"), (rows) => {
        if (rows.some(isOpen)) setChanging(rows);
        else if (rows.length > 0) notice(t("entry.not_changed"), rows[0]?.locked ?? "");
      }),
    ),
    stopChanging: () => setChanging(null),
    change,
  };
}
