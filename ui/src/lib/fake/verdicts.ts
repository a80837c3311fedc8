// What became of every candidate of a run of the stand-in, as it was when the run ended.
import type { VerdictRow } from "../../bindings";
import { type FakeBook, type FakeContract, type FakeShare, money } from "./model";
import { type Draft, lineName, type PassedOver } from "./rules";

type Ended = {
  date: string;
  handled: readonly FakeContract[];
  drafts: readonly { draft: Draft; invoice: string }[];
  passedOver: readonly PassedOver[];
};

function about(contract: FakeContract, share: FakeShare) {
  return {
    contract: contract.id,
    contract_name: contract.name,
    contract_line_name: lineName(contract, share.line),
    id: share.id,
    description: share.description,
    date: share.date,
    customer: share.customer.id,
    amount: { amount: money(share.amount, contract.currency), currency: contract.currency },
  };
}

export function judged(book: FakeBook, { date, handled, drafts, passedOver }: Ended): VerdictRow[] {
  const invoiced = drafts.flatMap(({ draft, invoice }) =>
    draft.shares.map(
      (share): VerdictRow => ({
        ...about(draft.contract, share),
        verdict: "invoiced",
        code: null,
        invoice,
        reason: `On the draft of ${draft.customer.name}.`,
        next_run_date: null,
      }),
    ),
  );
  const left = passedOver.map(
    ({ contract, share, code, reason, next }): VerdictRow => ({
      ...about(contract, share),
      verdict: code === "contract_parked" ? "parked" : "passed_over",
      code,
      invoice: null,
      reason: code === "contract_parked" ? `The contract is parked: ${reason}. Every later run tries again.` : reason,
      next_run_date: next,
    }),
  );
  const invoicedContracts = new Set(drafts.map(({ draft }) => draft.contract.id));
  const idle = handled.filter((contract) => contract.parks === undefined && !invoicedContracts.has(contract.id));
  const nothing = idle.flatMap((contract) =>
    book.rows
      .filter((row) => row.contract === contract.id && row.runDate === date)
      .map(
        (row): VerdictRow => ({
          verdict: "nothing_due",
          code: "nothing_to_invoice",
          contract: contract.id,
          contract_name: contract.name,
          contract_line_name: lineName(contract, row.line),
          id: null,
          description: null,
          date,
          customer: null,
          amount: null,
          invoice: null,
          reason: "Nothing chargeable was ready: nothing to invoice.",
          next_run_date: null,
        }),
      ),
  );
  const parkedFirst = (row: VerdictRow) => (row.verdict === "parked" ? 0 : 1);
  return [...invoiced, ...left, ...nothing].sort(
    (a, b) =>
      parkedFirst(a) - parkedFirst(b) ||
      a.contract_name.localeCompare(b.contract_name) ||
      a.contract_line_name.localeCompare(b.contract_line_name) ||
      (a.date ?? "").localeCompare(b.date ?? ""),
  );
}
