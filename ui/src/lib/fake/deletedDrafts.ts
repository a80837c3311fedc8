// Drafts that were deleted and may come back, by the token that brings each back.
import type { Change } from "../../bindings";
import type { FakeBook, FakeInvoice, FakeShare } from "./model";
import { byCurrency } from "./views";
import { Refusal } from "./world";

const PREFIX = "draft-";

type Deleted = { invoice: FakeInvoice; at: number; shares: FakeShare[] };

const deleted = new WeakMap<FakeBook, Map<string, Deleted>>();

export function deleteDraft(book: FakeBook, id: string): Change {
  const at = book.invoices.findIndex((invoice) => invoice.id === id);
  const invoice = book.invoices[at];
  if (invoice === undefined) throw new Refusal("not_found", `there is no invoice ${id}`);
  if (invoice.status === "confirmed" || invoice.status === "paid") {
    throw new Refusal(
      "refused",
      `invoice ${invoice.number ?? id} is confirmed, and a confirmed invoice is never deleted`,
    );
  }
  const shares = book.shares.filter((share) => share.invoice === id);
  for (const share of shares) {
    share.invoice = null;
    share.status = "ready_to_invoice";
  }
  book.invoices.splice(at, 1);
  const tokens = deleted.get(book) ?? new Map<string, Deleted>();
  deleted.set(book, tokens);
  const undo = `${PREFIX}${id}`;
  tokens.set(undo, { invoice, at, shares });
  const currency = book.contracts.find((contract) => contract.id === invoice.contract)?.currency ?? "";
  return { changed: 1, amounts: byCurrency(shares.map(({ amount }) => ({ amount, currency }))), undo };
}

/** Whether the token was one of a deleted draft; if so, the draft is back. */
export function bringBackDraft(book: FakeBook, token: string): boolean {
  if (!token.startsWith(PREFIX)) return false;
  const found = deleted.get(book)?.get(token);
  if (found === undefined) throw new Refusal("not_found", "this deletion can no longer be taken back");
  if (found.shares.some((share) => share.invoice !== null)) {
    throw new Refusal("refused", "some of its work is on another invoice by now");
  }
  for (const share of found.shares) {
    share.invoice = found.invoice.id;
    share.status = "invoice_created";
  }
  book.invoices.splice(found.at, 0, found.invoice);
  deleted.get(book)?.delete(token);
  return true;
}
