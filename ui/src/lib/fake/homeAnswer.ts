// The stand-in's answer for home.
import type { AgendaDate, BilledMonth, HomeView, Matter, ProofRow, VerdictRow } from "../../bindings";
import { addDays } from "../dates";
import {
  earliest,
  type Index,
  indexed,
  isOpenDraft,
  missedRow,
  nextRow,
  ready,
  takenInTurn,
  unscheduled,
} from "./bookIndex";
import { type FakeBook, type FakeInvoice, type FakeShare, money } from "./model";
import { lineName } from "./rules";
import { processRunRow } from "./running";
import { moneyParts } from "./views";

const FIRST_TEN = 10;
const AGENDA_DATES = 7;
const SOON_DAYS = 14;
const STALE_DAYS = 7;

function matter(kind: Matter["kind"], given: Partial<Matter>): Matter {
  return {
    kind,
    count: 1,
    contract: null,
    contract_name: null,
    what: null,
    id: null,
    shares: [],
    reason: null,
    amounts: [],
    waiting: [],
    date: null,
    ...given,
  };
}

function draftMatters(index: Index): Matter[] {
  const drafts = index.book.invoices.filter(isOpenDraft);
  const stale = drafts.filter((draft) => draft.date <= addDays(index.book.today, -STALE_DAYS));
  const about = (kind: Matter["kind"], own: readonly FakeInvoice[]): Matter[] =>
    own.length === 0
      ? []
      : [
          matter(kind, {
            count: own.length,
            amounts: index.amounts(own.flatMap((draft) => index.onInvoice.get(draft.id) ?? [])),
            date: own.map((draft) => draft.date).sort()[0] ?? null,
          }),
        ];
  return [...about("drafts_to_review", drafts), ...about("stale_drafts", stale)];
}

function parkedMatters(index: Index): Matter[] {
  const failed = Map.groupBy(
    index.book.rows.filter((row) => row.status === "run_failed"),
    (row) => row.contract,
  );
  return [...failed].map(([id, rows]) =>
    matter("contract_parked", {
      contract: id,
      contract_name: index.contractOf(id).name,
      reason: rows[0]?.reason ?? "A transaction has no price. Nothing of the contract was written.",
      amounts: index.amounts(
        index.backlog.filter((share) => share.contract === id && share.status === "ready_to_invoice"),
      ),
      date: rows.map((row) => row.runDate).sort()[0] ?? null,
    }),
  );
}

function missedMatters(index: Index): Matter[] {
  const missed = Map.groupBy(
    index.book.rows.filter(
      (row) =>
        row.status === "not_run" &&
        row.runDate < index.book.today &&
        index.contractOf(row.contract).status === "active",
    ),
    (row) => row.runDate,
  );
  return [...missed].sort().map(([date, rows]) =>
    matter("missed_run_date", {
      count: new Set(rows.map((row) => row.contract)).size,
      amounts: index.amounts(ready(takenInTurn(index, date))),
      waiting: index.amounts(
        ready(index.backlog).filter(
          (share) => index.contractOf(share.contract).status === "active" && missedRow(index, share)?.runDate === date,
        ),
      ),
      date,
    }),
  );
}

function milestoneMatters(index: Index): Matter[] {
  const { today } = index.book;
  const open = index.backlog.filter((share) => share.class === "milestone" && share.status === "not_ready");
  const about = (kind: Matter["kind"], shares: readonly FakeShare[]) =>
    [...Map.groupBy(shares, (share) => share.id)].map(([id, own]) =>
      matter(kind, {
        contract: own[0]?.contract ?? null,
        contract_name: index.contractOf(own[0]?.contract ?? "").name,
        what: own[0]?.description ?? null,
        id,
        shares: own.map((share) => ({ id, customer: share.customer.id })),
        amounts: index.amounts(own),
        date: own[0]?.date ?? null,
      }),
    );
  return [
    ...about(
      "milestone_not_ready",
      open.filter((share) => share.date < today),
    ),
    ...about(
      "milestone_soon",
      open.filter((share) => share.date >= today && share.date <= addDays(today, SOON_DAYS)),
    ),
  ];
}

function lineMatters(index: Index): Matter[] {
  return unscheduled(index).map(({ contract, line, shares }) =>
    matter("line_not_set_up", {
      contract: contract.id,
      contract_name: contract.name,
      what: lineName(contract, line),
      amounts: index.amounts(shares),
      date: earliest(shares),
    }),
  );
}

function agenda(index: Index): AgendaDate[] {
  const active = index.backlog.filter((share) => index.contractOf(share.contract).status === "active");
  const byDate = Map.groupBy(active, (share) => nextRow(index, share, index.book.today)?.runDate ?? "");
  const open = Map.groupBy(
    index.book.rows.filter(
      (row) =>
        row.status === "not_run" &&
        row.runDate >= index.book.today &&
        index.contractOf(row.contract).status === "active",
    ),
    (row) => row.runDate,
  );
  const about = (
    date: string | null,
    contracts: number,
    shares: readonly FakeShare[],
    waits_for_missed = false,
  ): AgendaDate => {
    const brings = ready(shares);
    return {
      date,
      waits_for_missed,
      contracts,
      contract_names: [...new Set(brings.map((share) => index.contractOf(share.contract).name))].slice(0, 3),
      drafts: date === null ? 0 : new Set(brings.map((share) => `${share.contract} ${share.customer.id}`)).size,
      expected: index.amounts(brings),
      not_ready: index.amounts(shares.filter((share) => share.status === "not_ready")),
    };
  };
  const dated = [...open]
    .sort()
    .slice(0, AGENDA_DATES)
    .map(([date, rows]) => about(date, new Set(rows.map((row) => row.contract)).size, byDate.get(date) ?? []));
  const without = ready(byDate.get("") ?? []);
  const missed = without.filter((share) => missedRow(index, share) !== undefined);
  const lost = without.filter((share) => missedRow(index, share) === undefined);
  const undated = (shares: readonly FakeShare[], waits: boolean) =>
    shares.length === 0 ? [] : [about(null, new Set(shares.map((share) => share.contract)).size, shares, waits)];
  return [...dated, ...undated(missed, true), ...undated(lost, false)];
}

function billed(index: Index): BilledMonth[] {
  const sums = new Map<string, Map<string, { confirmed: number; draft: number }>>();
  for (const invoice of index.book.invoices) {
    const { currency } = index.contractOf(invoice.contract);
    const months = sums.get(currency) ?? new Map<string, { confirmed: number; draft: number }>();
    sums.set(currency, months);
    const month = `${invoice.date.slice(0, 7)}-01`;
    const sum = months.get(month) ?? { confirmed: 0, draft: 0 };
    months.set(month, sum);
    for (const share of index.onInvoice.get(invoice.id) ?? []) {
      if (isOpenDraft(invoice)) sum.draft += share.amount;
      else sum.confirmed += share.amount;
    }
  }
  return [...sums].sort().flatMap(([currency, months]) => {
    const highest = Math.max(1, ...[...months.values()].map(({ confirmed, draft }) => confirmed + draft));
    return [...months]
      .sort()
      .slice(-12)
      .map(([month, { confirmed, draft }]) => ({
        month,
        currency,
        confirmed: money(confirmed, currency),
        on_draft: money(draft, currency),
        sum: money(confirmed + draft, currency),
        parts_per_mille: [Math.round((confirmed * 1000) / highest), Math.round((draft * 1000) / highest)],
      }));
  });
}

function leftOut(
  index: Index,
  verdicts: readonly VerdictRow[],
  currency: string,
): Pick<ProofRow, "reasons" | "elsewhere"> {
  const own = verdicts.flatMap(({ code, id, customer, contract }) => {
    const share = index.book.shares.find((one) => one.id === id && one.customer.id === customer);
    const isReady = code !== null && code !== "not_ready" && index.contractOf(contract).currency === currency;
    return isReady && share !== undefined ? [{ code, share }] : [];
  });
  const reasons = [...Map.groupBy(own, ({ code }) => code)].map(([code, parts]) => ({
    code,
    count: parts.length,
    amount: money(
      parts.reduce((sum, { share }) => sum + share.amount, 0),
      currency,
    ),
  }));
  return { reasons, elsewhere: null };
}

export function runProof(book: FakeBook, date: string): ProofRow[] {
  const index = indexed(book);
  const verdicts = book.runs.find((run) => run.date === date)?.verdicts ?? [];
  const made = book.invoices
    .filter((invoice) => invoice.date === date)
    .flatMap(({ id }) => index.onInvoice.get(id) ?? []);
  const left = ready(index.backlog);
  const total = (shares: readonly FakeShare[], currency: string) =>
    shares
      .filter((share) => index.contractOf(share.contract).currency === currency)
      .reduce((sum, share) => sum + share.amount, 0);
  return currenciesOf(index).map((currency) => ({
    currency,
    ready_before: money(total([...made, ...left], currency), currency),
    invoiced: money(total(made, currency), currency),
    left_out: money(total(left, currency), currency),
    adds_up: true,
    changed_meanwhile: 0,
    ...leftOut(index, verdicts, currency),
  }));
}

function currenciesOf({ book, contractOf }: Index): string[] {
  return [...new Set(book.shares.map((share) => contractOf(share.contract).currency))].sort();
}

export function home(book: FakeBook): HomeView {
  const index = indexed(book);
  const kinds = [
    draftMatters(index),
    parkedMatters(index),
    missedMatters(index),
    milestoneMatters(index),
    lineMatters(index),
  ];
  const [last] = book.runs;
  const currencies = currenciesOf(index);
  const inCurrency = (shares: readonly FakeShare[], currency: string) =>
    shares.filter((share) => index.contractOf(share.contract).currency === currency);
  return {
    today: book.today,
    matters: kinds.flatMap((own) => own.slice(0, FIRST_TEN)),
    more: kinds.reduce((count, own) => count + Math.max(0, own.length - FIRST_TEN), 0),
    last_run: last === undefined ? null : processRunRow(book, last),
    last_proof: last === undefined ? [] : runProof(book, last.date).map((row) => ({ ...row, reasons: [] })),
    agenda: agenda(index),
    money: currencies.map((currency) => moneyParts(inCurrency(book.shares, currency), currency)),
    billed: billed(index),
  };
}
