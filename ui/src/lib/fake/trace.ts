// Where a transaction or milestone of the stand-in came from and where its shares went.
import type { Trace } from "../../bindings";
import { type FakeBook, money } from "./model";
import { lineName } from "./rules";
import { Refusal } from "./world";

export function traceOf(book: FakeBook, id: string): Trace {
  const shares = book.shares.filter((share) => share.id === id);
  const [first] = shares;
  const contract = book.contracts.find((candidate) => candidate.id === first?.contract);
  if (first === undefined || contract === undefined) throw new Refusal("not_found", `there is no transaction ${id}`);
  const whole = shares.reduce((sum, share) => sum + share.amount, 0);
  const amount = (minor: number) => ({ amount: money(minor, contract.currency), currency: contract.currency });
  return {
    id,
    class: first.class,
    date: first.date,
    description: first.description,
    contract: contract.id,
    contract_name: contract.name,
    contract_line_name: lineName(contract, first.line),
    resource: first.resource,
    amount: amount(whole),
    shares: shares.map((share) => ({
      customer: share.customer.id,
      customer_name: share.customer.name,
      percent: String(share.customer.percent),
      amount: amount(share.amount),
      has_odd_cent: Math.round((whole * share.customer.percent) / 100) !== share.amount,
      billing_status: share.status,
      invoice: share.invoice,
      invoice_date: book.invoices.find((invoice) => invoice.id === share.invoice)?.date ?? null,
      ready: share.status === "not_ready" ? null : (share.ready ?? { by: "import", at: null }),
    })),
  };
}
