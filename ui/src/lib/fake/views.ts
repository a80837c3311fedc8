// The stand-in's answers, in the shape of the boundary.
import type {
  Amount,
  ContractDetail,
  ContractRow,
  DraftSummary,
  InvoiceDetail,
  InvoiceRow,
  MoneyParts,
  PassedOverGroup,
  PassedOverRow,
  ProofRow,
  ReasonCode,
  RunPreview,
  ShareRow,
  VerdictRow,
} from "../../bindings";
import {
  type FakeBook,
  type FakeContract,
  type FakeCustomer,
  type FakeInvoice,
  type FakeRow,
  type FakeShare,
  money,
} from "./model";
import { type Draft, judge, lineName, type PassedOver, take } from "./rules";

function sum(shares: readonly FakeShare[]): number {
  return shares.reduce((total, share) => total + share.amount, 0);
}

export function moneyParts(shares: readonly FakeShare[], currency: string): MoneyParts {
  const of = (status: FakeShare["status"]) => sum(shares.filter((share) => share.status === status));
  const parts = [of("invoice_posted"), of("invoice_created"), of("ready_to_invoice"), of("not_ready")] as const;
  const all = sum(shares);
  return {
    currency,
    invoiced: money(parts[0], currency),
    on_draft: money(parts[1], currency),
    ready: money(parts[2], currency),
    not_ready: money(parts[3], currency),
    sum: money(all, currency),
    parts_per_mille: parts.map((part) => (all === 0 ? 0 : Math.round((part * 1000) / all))),
  };
}

export function byCurrency(amounts: readonly { amount: number; currency: string }[]): Amount[] {
  const totals = new Map<string, number>();
  for (const { amount, currency } of amounts) totals.set(currency, (totals.get(currency) ?? 0) + amount);
  return [...totals].sort().map(([currency, amount]) => ({ amount: money(amount, currency), currency }));
}

function sharesOf(book: FakeBook, contract: string): FakeShare[] {
  return book.shares.filter((share) => share.contract === contract);
}

export function firstMissed(rows: readonly FakeRow[], today: string): string | null {
  return rows.find((row) => row.status === "not_run" && row.runDate < today)?.runDate ?? null;
}

export function contractRow(book: FakeBook, contract: FakeContract, shares: readonly FakeShare[]): ContractRow {
  const rows = book.rows.filter((row) => row.contract === contract.id);
  const missed = contract.status === "active" ? firstMissed(rows, book.today) : null;
  return {
    id: contract.id,
    name: contract.name,
    status: contract.status,
    customer_name: contract.customers[0]?.name ?? "",
    more_customers: contract.customers.length - 1,
    money: moneyParts(shares, contract.currency),
    next_run_date: rows.find((row) => row.status === "not_run" && row.runDate >= book.today)?.runDate ?? null,
    missed_run_date: missed,
    trouble: [
      ...(contract.lines.some((line) => !rows.some((row) => row.line === line.id))
        ? (["line_not_set_up"] as const)
        : []),
      ...(rows.some((row) => row.status === "run_failed") ? (["parked"] as const) : []),
      ...(missed !== null ? (["missed_run_date"] as const) : []),
    ],
  };
}

function split(customers: readonly FakeCustomer[]) {
  return customers.map((customer, index) => ({
    customer: customer.id,
    name: customer.name,
    percent: String(customer.percent),
    rounding: index === 0,
  }));
}

/** What the first open row of a line on such a date would take, and what within its reach is not marked ready. */
function takeOf(
  book: FakeBook,
  contract: FakeContract,
  line: string,
  shares: readonly FakeShare[],
  isWanted: (date: string) => boolean,
): ContractDetail["lines"][number]["next"] {
  const open = book.rows.filter((row) => row.contract === contract.id && row.line === line && row.status === "not_run");
  const row = open.find((candidate) => isWanted(candidate.runDate));
  if (row === undefined) return null;
  const reached = shares.filter(
    (share) =>
      share.line === line &&
      share.invoice === null &&
      (row.milestone === null ? share.date <= (row.cutOff ?? row.runDate) : share.id === row.milestone),
  );
  const ready = reached.filter((share) => share.status === "ready_to_invoice");
  return {
    run_date: row.runDate,
    cut_off_date: row.cutOff,
    count: ready.length,
    ready: money(sum(ready), contract.currency),
    not_ready: money(sum(reached.filter((share) => share.status === "not_ready")), contract.currency),
  };
}

export function contractDetail(book: FakeBook, contract: FakeContract): ContractDetail {
  const shares = sharesOf(book, contract.id);
  const rows = book.rows.filter((row) => row.contract === contract.id);
  const { currency } = contract;
  return {
    id: contract.id,
    name: contract.name,
    status: contract.status,
    currency,
    delivery_date: contract.delivery,
    money: moneyParts(shares, currency),
    customers: split(contract.customers),
    lines: contract.lines.map((line) => {
      const own = rows.filter((row) => row.line === line.id);
      const taken = shares.filter((share) => share.line === line.id && share.invoice !== null);
      return {
        id: line.id,
        name: line.name,
        billing_method: line.method,
        transaction_classes: line.classes,
        contracted_amount: line.contracted === null ? null : money(line.contracted, currency),
        invoice_frequency: line.frequency,
        billing_start: line.start,
        tax: null,
        customers: split(contract.customers),
        schedule_rows: own.length,
        invoiced_and_on_draft: money(sum(taken), currency),
        next: takeOf(book, contract, line.id, shares, (date) => date >= book.today),
        missed: takeOf(book, contract, line.id, shares, (date) => date < book.today),
        trouble: own.length === 0 ? "This line has no invoice schedule, so no run takes its work." : null,
      };
    }),
    schedule: rows.map((row) => {
      const milestone = shares.find((share) => share.id === row.milestone);
      const fits = shares.filter(
        (share) =>
          share.line === row.line &&
          share.status === "ready_to_invoice" &&
          judge(book, share, row.runDate).code === "due" &&
          !rows.some(
            (earlier) =>
              earlier.line === row.line &&
              earlier.status === "not_run" &&
              earlier.runDate < row.runDate &&
              judge(book, share, earlier.runDate).code === "due",
          ),
      );
      return {
        contract_line: row.line,
        contract_line_name: lineName(contract, row.line),
        run_date: row.runDate,
        cut_off_date: row.cutOff,
        milestone:
          milestone === undefined
            ? null
            : {
                id: milestone.id,
                name: milestone.description,
                date: milestone.date,
                amount: money(milestone.amount, currency),
                billing_status: milestone.status,
              },
        run_status: row.status,
        is_missed: contract.status === "active" && row.status === "not_run" && row.runDate < book.today,
        reason: row.reason,
        expected: row.status === "run_successful" ? null : money(sum(fits), currency),
      };
    }),
    invoices: book.invoices
      .filter((invoice) => invoice.contract === contract.id)
      .map((invoice) => invoiceRow(book, invoice)),
    invoice_count: book.invoices.filter((invoice) => invoice.contract === contract.id).length,
    shares: shares.length,
  };
}

export function shareRow(contract: FakeContract, share: FakeShare): ShareRow {
  return {
    id: share.id,
    class: share.class,
    date: share.date,
    contract_line: share.line,
    contract_line_name: lineName(contract, share.line),
    description: share.description,
    resource: share.resource,
    customer: share.customer.id,
    customer_name: share.customer.name,
    quantity: share.quantity,
    unit: share.unit,
    unit_price: share.price,
    percent: String(share.customer.percent),
    amount: { amount: money(share.amount, contract.currency), currency: contract.currency },
    billing_type: share.type ?? "chargeable",
    billing_status: share.status,
    invoice: share.invoice,
  };
}

function contractOf(book: FakeBook, id: string): FakeContract {
  const found = book.contracts.find((contract) => contract.id === id);
  if (found === undefined) throw new Error(`no contract ${id}`);
  return found;
}

export function invoiceRow(
  book: FakeBook,
  invoice: FakeInvoice,
  shares: readonly FakeShare[] = book.shares.filter((share) => share.invoice === invoice.id),
): InvoiceRow {
  const contract = contractOf(book, invoice.contract);
  return {
    id: invoice.id,
    number: invoice.number,
    status: invoice.status,
    customer_name: invoice.customer.name,
    contract: contract.id,
    contract_name: contract.name,
    invoice_date: invoice.date,
    total: { amount: money(sum(shares), contract.currency), currency: contract.currency },
  };
}

export function invoiceDetail(
  book: FakeBook,
  draft: Draft,
  date: string,
  head: { id: string | null; number: string | null; status: FakeInvoice["status"] },
): InvoiceDetail {
  const { contract, customer, shares } = draft;
  const total = money(sum(shares), contract.currency);
  const cutOffs = book.rows
    .filter((row) => row.contract === contract.id && row.runDate === date && row.cutOff !== null)
    .map((row) => row.cutOff ?? "");
  return {
    ...head,
    contract: contract.id,
    contract_name: contract.name,
    customer: customer.id,
    customer_name: customer.name,
    invoice_date: date,
    work_up_to: cutOffs.sort().at(-1) ?? null,
    currency: contract.currency,
    lines: contract.lines
      .map((line) => ({ line, own: shares.filter((share) => share.line === line.id) }))
      .filter(({ own }) => own.length > 0)
      .map(({ line, own }) => ({
        contract_line: line.id,
        name: line.name,
        billing_method: line.method,
        amount: money(sum(own), contract.currency),
        details: own
          .sort((a, b) => a.date.localeCompare(b.date))
          .map((share) => ({
            id: share.id,
            class: share.class,
            date: share.date,
            description: share.description,
            resource: share.resource,
            billing_type: "chargeable" as const,
            quantity: share.quantity,
            unit: share.unit,
            unit_price: share.price,
            percent: String(customer.percent),
            amount: money(share.amount, contract.currency),
          })),
      })),
    taxes: [],
    subtotal: total,
    tax: money(0, contract.currency),
    total,
    created_at: head.id === null ? null : `${date}T09:02:00Z`,
    process_run: head.id === null ? null : date,
  };
}

export function draftSummary(draft: Draft, date: string, invoice: string | null): DraftSummary {
  return {
    invoice,
    contract: draft.contract.id,
    contract_name: draft.contract.name,
    customer: draft.customer.id,
    customer_name: draft.customer.name,
    invoice_date: date,
    lines: new Set(draft.shares.map((share) => share.line)).size,
    total: { amount: money(sum(draft.shares), draft.contract.currency), currency: draft.contract.currency },
  };
}

function passedOverRow({ contract, share, reason, next }: PassedOver): PassedOverRow {
  return {
    contract: contract.id,
    contract_name: contract.name,
    contract_line: share.line,
    contract_line_name: lineName(contract, share.line),
    schedule_row: null,
    id: share.id,
    description: share.description,
    date: share.date,
    customer: share.customer.id,
    amount: { amount: money(share.amount, contract.currency), currency: contract.currency },
    reason,
    next_run_date: next,
  };
}

export function groups(passedOver: readonly PassedOver[]): PassedOverGroup[] {
  const codes: ReasonCode[] = [
    "contract_parked",
    "after_cut_off",
    "later_run_date",
    "no_later_run_date",
    "line_not_set_up",
    "not_ready",
  ];
  return codes
    .map((code) => ({ code, own: passedOver.filter((one) => one.code === code) }))
    .filter(({ own }) => own.length > 0)
    .map(({ code, own }) => ({
      code,
      count: own.length,
      amounts: byCurrency(own.map(({ share, contract }) => ({ amount: share.amount, currency: contract.currency }))),
      examples: own.slice(0, 50).map(passedOverRow),
    }));
}

/** Rows of the date for which there was nothing, as a run tells them. */
export function nothingDue(verdicts: readonly VerdictRow[]): PassedOverGroup[] {
  const rows = verdicts.filter((row) => row.verdict === "nothing_due");
  if (rows.length === 0) return [];
  const examples = rows.map(
    (row): PassedOverRow => ({
      contract: row.contract,
      contract_name: row.contract_name,
      contract_line: null,
      contract_line_name: row.contract_line_name,
      schedule_row: row.date,
      id: null,
      description: null,
      date: null,
      customer: null,
      amount: null,
      reason: row.reason,
      next_run_date: null,
    }),
  );
  return [{ code: "nothing_to_invoice", count: rows.length, amounts: [], examples }];
}

export function proof(drafts: readonly Draft[], passedOver: readonly PassedOver[]): ProofRow[] {
  const left = passedOver.filter((one) => one.share.status === "ready_to_invoice");
  const all = [...drafts.map((draft) => draft.contract.currency), ...left.map((one) => one.contract.currency)];
  return [...new Set(all)].sort().map((currency) => {
    const invoiced = drafts.filter((draft) => draft.contract.currency === currency).flatMap((draft) => draft.shares);
    const own = left.filter((one) => one.contract.currency === currency);
    const rest = sum(own.map((one) => one.share));
    return {
      currency,
      ready_before: money(sum(invoiced) + rest, currency),
      invoiced: money(sum(invoiced), currency),
      left_out: money(rest, currency),
      adds_up: true,
      changed_meanwhile: 0,
      reasons: [...new Set(own.map((one) => one.code))].map((code) => ({
        code,
        count: own.filter((one) => one.code === code).length,
        amount: money(sum(own.filter((one) => one.code === code).map((one) => one.share)), currency),
      })),
      elsewhere: null,
    };
  });
}

export function runPreview(book: FakeBook, date: string): RunPreview {
  const { drafts, passedOver, due } = take(book, date);
  const with_draft = new Set(drafts.map((draft) => draft.contract.id));
  return {
    run_date: date,
    refused: date > book.today ? `${date} is after today, ${book.today}: a date is run when it has come` : null,
    contracts_due: due.length,
    nothing_due: due.filter((contract) => contract.parks === undefined && !with_draft.has(contract.id)).length,
    parked: due.filter((contract) => contract.parks !== undefined).length,
    drafts: drafts.map((draft) => draftSummary(draft, date, null)),
    proof: proof(drafts, passedOver),
    passed_over: groups(passedOver),
    elapsed_milliseconds: 42,
    fingerprint: `${date}: ${drafts.map((draft) => `${draft.contract.id} ${draft.customer.id} ${sum(draft.shares)}`).join("; ")}`,
  };
}
