// What the stand-in takes and passes over: just enough of the rules for every screen to have something to show.
import type { ReasonCode } from "../../bindings";
import type { FakeBook, FakeContract, FakeCustomer, FakeShare } from "./model";
import { said } from "./said";

export type Draft = { contract: FakeContract; customer: FakeCustomer; shares: FakeShare[] };
export type PassedOver = {
  contract: FakeContract;
  share: FakeShare;
  code: ReasonCode;
  reason: string;
  next: string | null;
};

function lineName(contract: FakeContract, line: string): string {
  return contract.lines.find((candidate) => candidate.id === line)?.name ?? line;
}

/** The run that will take a share after a date, as things stand. */
function nextRun(book: FakeBook, share: FakeShare, after: string): string | null {
  const rows = book.rows.filter(
    (row) =>
      row.contract === share.contract && row.line === share.line && row.runDate > after && row.status === "not_run",
  );
  const fits = rows.find((row) => (row.milestone ? row.milestone === share.id : share.date <= (row.cutOff ?? "")));
  return fits?.runDate ?? null;
}

export function judge(
  book: FakeBook,
  share: FakeShare,
  date: string,
): { code: ReasonCode; text: string; next: string | null } {
  if (share.status === "invoice_posted")
    return { code: "invoiced", text: `It is on invoice ${share.invoice}.`, next: null };
  if (share.status === "invoice_created") return { code: "on_draft", text: "It is on a draft.", next: null };
  const row = book.rows.find(
    (candidate) =>
      candidate.contract === share.contract &&
      candidate.line === share.line &&
      candidate.runDate === date &&
      candidate.status !== "run_successful" &&
      candidate.status !== "skipped" &&
      (candidate.milestone === null || candidate.milestone === share.id),
  );
  const next = nextRun(book, share, row === undefined ? date : date);
  if (!book.rows.some((candidate) => candidate.contract === share.contract && candidate.line === share.line)) {
    return { code: "line_not_set_up", text: "Its line has no invoice schedule.", next: null };
  }
  if (share.status === "not_ready") {
    return { code: "not_ready", text: `It is dated ${said(share.date)} and is not marked ready to invoice.`, next };
  }
  if (row === undefined) {
    if (next === null) return { code: "no_later_run_date", text: "Its line has no later run date.", next };
    return { code: "later_run_date", text: `No schedule row of its line calls out ${said(date)}.`, next };
  }
  if (row.cutOff !== null && share.date > row.cutOff) {
    return {
      code: "after_cut_off",
      text: `It is dated ${said(share.date)}, after the cut-off ${said(row.cutOff)}.`,
      next,
    };
  }
  return { code: "due", text: `The run of ${said(date)} takes it.`, next: date };
}

/** What a run of a date would create and pass over. */
export function take(book: FakeBook, date: string): { drafts: Draft[]; passedOver: PassedOver[]; due: FakeContract[] } {
  const due = book.contracts.filter(
    (contract) =>
      contract.status === "active" &&
      book.rows.some((row) => row.contract === contract.id && row.runDate === date && row.status !== "skipped"),
  );
  const byId = new Map(book.contracts.map((contract) => [contract.id, contract]));
  const drafts = new Map<string, Draft>();
  const passedOver: PassedOver[] = [];
  for (const share of book.shares) {
    const contract = byId.get(share.contract);
    if (contract === undefined || contract.status !== "active") continue;
    const verdict = judge(book, share, date);
    if (verdict.code === "invoiced" || verdict.code === "on_draft") continue;
    if (verdict.code !== "due") {
      passedOver.push({ contract, share, code: verdict.code, reason: verdict.text, next: verdict.next });
      continue;
    }
    if (contract.parks !== undefined) {
      passedOver.push({ contract, share, code: "contract_parked", reason: contract.parks, next: verdict.next });
      continue;
    }
    const key = `${contract.id}|${share.customer.id}`;
    const draft = drafts.get(key) ?? { contract, customer: share.customer, shares: [] };
    draft.shares.push(share);
    drafts.set(key, draft);
  }
  return { drafts: [...drafts.values()], passedOver, due };
}

export { lineName };
