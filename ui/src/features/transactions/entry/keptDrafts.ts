// Rows that are not saved yet outlive the page: they are kept on this computer, for each book and contract.
import type { TransactionForm } from "../../../bindings";
import type { Draft, Drafts } from "./drafts";
import { emptyForm, fields, isField } from "./fields";

type Kept = { at: number; drafts: Drafts };

function storageKey(book: string, contract: string): string {
  return `proforma.entry.${book}/${contract}`;
}

/** What is empty is left out, so that thousands of rows find room. */
function short(form: TransactionForm): Partial<TransactionForm> {
  return Object.fromEntries(fields.filter((field) => form[field] !== "").map((field) => [field, form[field]]));
}

/** Keeps drafts, or forgets them where there are none. Says whether there was room. */
export function keepDrafts(book: string, contract: string, drafts: Drafts, at: number): boolean {
  const key = storageKey(book, contract);
  try {
    if (drafts.size === 0) localStorage.removeItem(key);
    else {
      const rows = [...drafts.values()].map(({ key: name, base, form, unread }) => ({
        key: name,
        base: base === null ? null : short(base),
        form: short(form),
        unread,
      }));
      localStorage.setItem(key, JSON.stringify({ at, rows }));
    }
    return true;
  } catch {
    // Half of them would look like all of them.
    localStorage.removeItem(key);
    return false;
  }
}

function asForm(value: unknown, contract: string): TransactionForm | null {
  if (typeof value !== "object" || value === null) return null;
  const known = Object.entries(value).filter(([name, text]) => isField(name) && typeof text === "string");
  return { ...emptyForm(contract), ...Object.fromEntries(known) };
}

function asDraft(value: Partial<Record<keyof Draft, unknown>>, contract: string): Draft | null {
  const form = asForm(value.form, contract);
  if (typeof value.key !== "string" || form === null) return null;
  const unread = typeof value.unread === "object" && value.unread !== null ? value.unread : {};
  return { key: value.key, base: asForm(value.base, contract), form, unread };
}

/** What was kept; none where there is nothing, or nothing that can be read. */
export function keptDrafts(book: string, contract: string): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(storageKey(book, contract)) ?? "null");
    const rows: unknown[] = Array.isArray(kept?.rows) ? kept.rows : [];
    const drafts = rows.flatMap((row) => {
      const draft = typeof row === "object" && row !== null ? asDraft(row, contract) : null;
      return draft === null ? [] : [[draft.key, draft] as const];
    });
    if (drafts.length === 0) return null;
    return { at: typeof kept.at === "number" ? kept.at : 0, drafts: new Map(drafts) };
  } catch {
    // Of another version, or mangled: as if there were none.
    return null;
  }
}
