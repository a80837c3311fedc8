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
import type { Changed } from "./entry/drafts";
import type { Entry } from "./entry/useEntry";
import { useSavedWords } from "./entry/useSaving";
import { fetchForms, openShares, type TransactionListing } from "./queries";

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

/** What the dialog of changes is about. */
export type ChangeTarget = {
  /** How many are to be changed. */
  count: number;
  /** How many of the chosen stay; not known where there are too many to look at. */
  locked: number | null;
  change: (patch: TransactionPatch) => Promise<TransactionsSaved>;
};

export function useRowActions(options: Options) {
  const { contract, listing, entry, choice, onDone, onStopped } = options;
  const { t } = useTranslation();
  const format = useFormat();
  const words = useSavedWords();
  const { unless } = useReadOnly();
  const [changing, setChanging] = useState<ChangeTarget | null>(null);
  const marking = useMarking(onDone);
  // What is to be marked is read first: a second press meanwhile would mark it twice.
  const onceMarked = useOnce(t("entry.not_marked"));

  const notice = (text: string, detail: string) => showToast({ text, detail, tone: "notice" });
  const isOpen = (row: TransactionRow) => row.locked === null;

  const say = (
    saved: TransactionsSaved,
    locked: number,
    doing: ReturnType<typeof beginStep>,
    typed: Changed | null,
  ) => {
    const { undo } = saved;
    onStopped(saved.stopped.shares > 0 ? saved.stopped : null);
    showToast({
      text: words(saved),
      detail: [
        amountsText(format, saved.amounts),
        ...(locked > 0 ? [t("entry.locked_stay", { count: locked })] : []),
      ].join(". "),
      ...(undo !== null && {
        undo: async () => {
          await ipc.undo(undo);
          if (typed !== null) entry.takeBack(typed);
        },
        change: undo,
        doing,
      }),
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
        // What was typed into them goes with them, and comes back with them.
        const typed = entry.remove(ids);
        onDone();
        say(saved, locked, doing, typed);
      } finally {
        doing.end();
      }
    },
  });

  /** Says what came of it, unless something was wrong: then nothing was done. */
  const doing = async (
    act: () => Promise<TransactionsSaved>,
    locked: (saved: TransactionsSaved) => number,
    withoutGone?: () => Promise<Changed>,
  ) => {
    const step = beginStep();
    try {
      const saved = await act();
      if (saved.problems.length > 0) return saved;
      onDone();
      const typed = (await withoutGone?.()) ?? null;
      if (saved.changed + saved.deleted > 0) say(saved, locked(saved), step, typed);
      else if (saved.locked > 0) notice(t("entry.nothing_done"), t("entry.locked_stay", { count: saved.locked }));
      return saved;
    } finally {
      step.end();
    }
  };
  const change = (open: readonly TransactionRow[], locked: number, patch: TransactionPatch) =>
    doing(
      () =>
        ipc.changeTransactions(
          open.map(({ form }) => form.id),
          patch,
        ),
      () => locked,
    );
  /** All that match, however many: the program looks through them itself. */
  const matching = () => ({ filter: listing.filter, except: [...choice.named.keys()], count: options.count });
  const deletingAll = useMutation<void, Problem>({
    mutationFn: async () => {
      const changed = [...entry.current().values()].flatMap(({ base }) => (base === null ? [] : [base]));
      const before = await fetchForms(contract, changed);
      /** Only the program knows what matched: what was typed into rows that it has no more goes with them. */
      const withoutGone = async () => {
        // They are deleted already: what cannot be looked for now is said when it is saved.
        const after = await fetchForms(contract, before).catch(() => before);
        const here = new Set(after.map(({ id }) => id));
        return entry.remove(before.flatMap(({ id }) => (here.has(id) ? [] : [id])));
      };
      const saved = await doing(
        () => ipc.deleteMatchingTransactions(matching()),
        ({ locked }) => locked,
        withoutGone,
      );
      const [first] = saved.problems;
      if (first !== undefined) notice(t("entry.not_deleted"), first.message);
    },
  });

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

  const isMany = options.count > ROWS_MAX;
  /** Of more rows than can be named in one go, none are changed: a part of them would look like all. */
  const withRows = (refusal: string, act: (rows: readonly TransactionRow[]) => void, all: () => void) => {
    if (isMany && choice.isAll) {
      all();
      return;
    }
    if (isMany) {
      notice(refusal, t("entry.too_many_chosen", { max: format.count(ROWS_MAX) }));
      return;
    }
    caught(options.rows().then(act), t("grid.not_chosen"));
  };
  const deleteNamed = (rows: readonly TransactionRow[]) => {
    if (!deletingAll.isPending) deletingAll.reset();
    deleting.mutate(rows);
  };
  const deleteAll = () => {
    if (!deleting.isPending) deleting.reset();
    deletingAll.mutate();
  };
  return {
    marking,
    deleting: {
      isPending: deleting.isPending || deletingAll.isPending,
      error: deleting.error ?? deletingAll.error,
    },
    mark: unless((status: MarkTarget) => onceMarked(() => mark(status))),
    deleteRows: deleteNamed,
    deleteChosen: unless(() => withRows(t("entry.not_deleted"), deleteNamed, deleteAll)),
    /** What the dialog is about; none where it is closed. */
    changing,
    startChanging: unless(() =>
      withRows(
        t("entry.not_changed"),
        (rows) => {
          const open = rows.filter(isOpen);
          const locked = rows.length - open.length;
          if (open.length > 0) {
            setChanging({ count: open.length, locked, change: (patch) => change(open, locked, patch) });
          } else if (rows.length > 0) notice(t("entry.not_changed"), rows[0]?.locked ?? "");
        },
        () => {
          const all = matching();
          setChanging({
            count: all.count,
            locked: null,
            change: (patch) =>
              doing(
                () => ipc.changeMatchingTransactions({ ...all, patch }),
                ({ locked }) => locked,
              ),
          });
        },
      ),
    ),
    stopChanging: () => setChanging(null),
  };
}
