// Rows that are typed and not saved yet: new ones, and transactions of the book with what was changed of them.
import type { TransactionForm } from "../../../bindings";
import { emptyForm, type Field, fields } from "./fields";
import { type Cell, sentText, type Unread } from "./reading";

export type Draft = {
  /** The id of a transaction of the book; of a new one a name of its own. */
  key: string;
  /** As it stands in the book; none for a new one. */
  base: TransactionForm | null;
  form: TransactionForm;
  /** Cells whose text is not understood. */
  unread: Readonly<Partial<Record<Field, Unread>>>;
};

/** As many as the program saves in one go. */
export const UNSAVED_MAX = 10_000;

/** In the order in which they were begun. */
export type Drafts = ReadonlyMap<string, Draft>;

/** A row that a cell is changed of. */
export type Target = { key: string; base: TransactionForm | null };
export type Edit = Target & { field: Field; cell: Cell };

/** A change of the drafts, to be taken back as a whole: the rows that it touched, before and after it. */
export type Changed = { before: Drafts; after: Drafts };

export function cellOf(draft: Pick<Draft, "form" | "unread">, field: Field): Cell {
  const unread = draft.unread[field];
  return { value: draft.form[field], ...(unread !== undefined && { unread }) };
}

function withCell(draft: Draft, field: Field, { value, unread }: Cell): Draft {
  const { [field]: _before, ...others } = draft.unread;
  return {
    ...draft,
    form: { ...draft.form, [field]: value },
    unread: unread === undefined ? others : { ...others, [field]: unread },
  };
}

function isTyped({ base, form, unread }: Draft, field: Field): boolean {
  return unread[field] !== undefined || form[field] !== (base?.[field] ?? "");
}

/** Whether there is nothing of it to be saved. */
function isNothing(draft: Draft): boolean {
  return !fields.some((field) => isTyped(draft, field));
}

/** Whether the same is typed in the same cells of both, whatever the book has in the others. */
function isTypedAlike(a: Draft | undefined, b: Draft | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || (a.base === null) !== (b.base === null)) return false;
  return fields.every((field) => {
    if (isTyped(a, field) !== isTyped(b, field)) return false;
    return !isTyped(a, field) || (a.form[field] === b.form[field] && a.unread[field] === b.unread[field]);
  });
}

/** A draft over its row as the book has it by now: only the cells that were typed in stay. */
function onto(draft: Draft, base: TransactionForm): Draft {
  if (draft.base === null || fields.every((field) => draft.base?.[field] === base[field])) return draft;
  const typed = fields.filter((field) => isTyped(draft, field)).map((field) => [field, draft.form[field]]);
  return { ...draft, base, form: { ...base, ...Object.fromEntries(typed) } };
}

/** Rows that follow what was changed of them in the book, so that saving them never takes that back. */
export function withBook(drafts: Drafts, forms: readonly TransactionForm[]): Drafts {
  let next: Map<string, Draft> | null = null;
  for (const form of forms) {
    const draft = drafts.get(form.id);
    const now = draft === undefined ? undefined : onto(draft, form);
    if (now === draft || now === undefined) continue;
    next ??= new Map(drafts);
    if (isNothing(now)) next.delete(form.id);
    else next.set(form.id, now);
  }
  return next ?? drafts;
}

/** The drafts after some cells were changed. A row that is as it was before is none any more. */
export function withEdits(drafts: Drafts, edits: readonly Edit[], contract: string): Drafts {
  const next = new Map(drafts);
  for (const { key, base, field, cell } of edits) {
    const draft = next.get(key) ?? { key, base, form: base ?? emptyForm(contract), unread: {} };
    next.set(key, withCell(draft, field, cell));
  }
  for (const key of new Set(edits.map((edit) => edit.key))) {
    const draft = next.get(key);
    if (draft !== undefined && isNothing(draft)) next.delete(key);
  }
  return next;
}

/** How many rows are not saved after some cells were changed. */
export function unsavedAfter(drafts: Drafts, edits: readonly Edit[]): number {
  return new Set([...drafts.keys(), ...edits.map(({ key }) => key)]).size;
}

export function withoutRows(drafts: Drafts, keys: readonly string[]): Drafts {
  const next = new Map(drafts);
  for (const key of keys) next.delete(key);
  return next;
}

/** Of both only the rows that differ: many changes are remembered, and each would hold every row. */
export function changeBetween(before: Drafts, after: Drafts): Changed {
  const differing = (of: Drafts, other: Drafts) => new Map([...of].filter(([key, draft]) => other.get(key) !== draft));
  return { before: differing(before, after), after: differing(after, before) };
}

/**
 * Takes a change back: every row that stands as the change left it is again as it was before. What was typed since
 * stays. Where no row stands so any more, the same drafts come back.
 */
export function takenBack(now: Drafts, before: Drafts, after: Drafts): Drafts {
  let next: Map<string, Draft> | null = null;
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const here = now.get(key);
    const draft = before.get(key);
    if (here === draft || !isTypedAlike(here, after.get(key))) continue;
    next ??= new Map(now);
    if (draft === undefined) next.delete(key);
    else next.set(key, here?.base == null ? draft : onto(draft, here.base));
  }
  return next ?? now;
}

/** A draft as the program is asked about it, and as it is saved. */
export function sentForm(draft: Draft): TransactionForm {
  const unclear = Object.keys(draft.unread) as Field[];
  if (unclear.length === 0) return draft.form;
  return {
    ...draft.form,
    ...Object.fromEntries(unclear.map((field) => [field, sentText(cellOf(draft, field))])),
  };
}
