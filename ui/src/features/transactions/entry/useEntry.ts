// Rows that are typed and not saved yet, with what the program says of them.
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldProblem, TransactionForm } from "../../../bindings";
import { useFormat } from "../../../lib/format";
import { Problem } from "../../../lib/ipc";
import { addStep } from "../../../lib/steps";
import { showToast } from "../../../lib/toasts";
import { draftsOf, forgetRestored, type Place, putDrafts, useHeld } from "./draftStore";
import {
  type Changed,
  changeBetween,
  type Drafts,
  type Edit,
  takenBack,
  withBook,
  withEdits,
  withoutRows,
} from "./drafts";
import { type Known, problemFields, type RowSays, saysOfAll, saysSoFar } from "./says";
import { useLooks } from "./useLooks";

export type Entry = {
  drafts: Drafts;
  /** The same at this moment, whatever was drawn last. */
  current: () => Drafts;
  /** Keys of new rows, in their order. */
  added: readonly string[];
  /** What stands at the cells of a row: of one that is being begun, only at those that were typed in. */
  says: (key: string) => RowSays | undefined;
  /** All that is known of a row. */
  saysAll: (key: string) => RowSays | undefined;
  /** How many cells have problems that stand at them, and in how many rows. */
  problems: { cells: number; rows: number };
  /** Whether any cell has one. */
  isWrong: boolean;
  /** The cursor has come to a new row, or to one of the book. The row that it was in is left. */
  standAt: (newRow: string | null) => void;
  /** From now on the whole of these rows is to be right, also while they are typed in; left out: of all of them. */
  expect: (keys?: Iterable<string>) => void;
  /** Why the rows could not be looked at. */
  lookProblem: { problem: Problem; retry: () => void } | null;
  /** When the rows that came back were kept; none where none came back. */
  restoredAt: number | null;
  forgetRestored: () => void;
  /** Whether the rows would outlive the page. */
  isKept: boolean;
  newKey: () => string;
  edit: (edits: readonly Edit[]) => Changed;
  remove: (keys: readonly string[]) => Changed;
  /** Takes over what the book has by now of rows that are changed and not saved. */
  follow: (forms: readonly TransactionForm[]) => void;
  /** Takes a change back; what was typed since stays. Says whether there was anything to take back. */
  takeBack: (changed: Changed) => boolean;
  /** The same as a step: refuses where nothing of the change is left. */
  undoOf: (changed: Changed) => () => void;
  /** Lets a change of some cells be taken back by key, before whatever was done earlier. */
  addStep: (changed: Changed, cells: number) => void;
  /** Puts problems at rows that could not be saved. */
  refuse: (problems: ReadonlyMap<string, readonly FieldProblem[]>, of: Drafts) => void;
  /** Forgets all of them and says so, with the way back. */
  discard: () => void;
};

let nextKey = 1;

/** The new row that is typed in for the first time. A row that was left once is looked at as a whole ever after. */
function useBegun(place: Place) {
  const [begun, setBegun] = useState<string | null>(null);
  // Rows that came back with the page were left with it.
  const left = useRef<Set<string> | null>(null);
  left.current ??= new Set(draftsOf(place).keys());
  const known = left.current;
  const leave = (keys: Iterable<string>) => {
    for (const key of keys) if (draftsOf(place).has(key)) known.add(key);
  };
  return {
    begun,
    standAt: (newRow: string | null) => {
      if (begun !== null && begun !== newRow) leave([begun]);
      setBegun(newRow === null || known.has(newRow) ? null : newRow);
    },
    expect: (keys: Iterable<string> = draftsOf(place).keys()) => {
      leave(keys);
      setBegun((now) => (now === null || known.has(now) ? null : now));
    },
  };
}

export function useEntry(place: Place, currency: string): Entry {
  const { t } = useTranslation();
  const format = useFormat();
  const { drafts, restoredAt, isKept } = useHeld(place);
  const put = (after: Drafts): Changed => {
    const before = draftsOf(place);
    putDrafts(place, after);
    return changeBetween(before, after);
  };
  const looking = useLooks(drafts);
  const known = useRef<ReadonlyMap<string, Known>>(new Map());
  const all = useMemo(() => {
    const next = saysOfAll(drafts, looking.looks, known.current, { t, format, currency });
    known.current = next;
    return next;
  }, [drafts, looking.looks, t, format, currency]);
  const added = useMemo(() => [...drafts.values()].filter(({ base }) => base === null).map(({ key }) => key), [drafts]);
  const { begun, standAt, expect } = useBegun(place);
  const beginning = begun === null ? undefined : all.get(begun);
  const soFar = useMemo(() => (beginning === undefined ? undefined : saysSoFar(beginning)), [beginning]);
  const problems = useMemo(() => {
    const shown = [...all].map(([key, { says }]) => (key === begun ? (soFar ?? says) : says));
    const counts = shown.map((says) => problemFields(says).length).filter((count) => count > 0);
    return { cells: counts.reduce((sum, count) => sum + count, 0), rows: counts.length };
  }, [all, begun, soFar]);
  const takeBack = ({ before, after }: Changed): boolean => {
    const now = draftsOf(place);
    const next = takenBack(now, before, after);
    if (next !== now) put(next);
    return next !== now;
  };
  const undoOf = (changed: Changed) => () => {
    if (!takeBack(changed)) throw new Problem({ code: "refused", message: t("entry.not_left"), field: null });
  };
  return {
    drafts,
    current: () => draftsOf(place),
    added,
    says: (key) => (key === begun && soFar !== undefined ? soFar : all.get(key)?.says),
    saysAll: (key) => all.get(key)?.says,
    problems,
    isWrong: problems.rows > 0 || (beginning !== undefined && problemFields(beginning.says).length > 0),
    standAt,
    expect,
    lookProblem: looking.problem === null ? null : { problem: looking.problem, retry: looking.retry },
    restoredAt,
    forgetRestored: () => forgetRestored(place),
    isKept,
    newKey: () => {
      while (draftsOf(place).has(`new ${nextKey}`)) nextKey += 1;
      nextKey += 1;
      return `new ${nextKey - 1}`;
    },
    edit: (edits) => put(withEdits(draftsOf(place), edits, place.contract)),
    remove: (keys) => put(withoutRows(draftsOf(place), keys)),
    follow: (forms) => {
      const before = draftsOf(place);
      const after = withBook(before, forms);
      if (after !== before) putDrafts(place, after);
    },
    takeBack,
    undoOf,
    addStep: (changed, cells) => {
      if (changed.before.size + changed.after.size === 0) return;
      addStep({ text: t("entry.cells_changed", { count: cells }), takeBack: undoOf(changed) });
    },
    refuse: looking.refuse,
    discard: () => {
      const changed = put(new Map());
      showToast({ text: t("entry.discarded", { count: changed.before.size }), undo: undoOf(changed) });
    },
  };
}
