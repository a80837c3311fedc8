// The stand-in's answers for home, radar, calendar.
import type {
  AgendaDate,
  BilledMonth,
  CalendarDay,
  HomeView,
  Matter,
  Radar,
  StrandedGroup,
  StrandedKind,
  StrandedRow,
} from "../../bindings";
import { addDays } from "../dates";
import { type FakeBook, type FakeContract, type FakeInvoice, type FakeRow, type FakeShare, money } from "./model";
import { lineName } from "./rules";
import { byCurrency, moneyParts } from "./views";
import type { Answers, World } from "./world";

const FIRST_TEN = 10;
const AGENDA_DATES = 7;
const SOON_DAYS = 14;
const STALE_DAYS = 7;
const LISTED_ROWS = 100;

/** The book by its keys: a large one is read once for every question. */
function indexed(book: FakeBook) {
  const contracts = new Map(book.contracts.map((contract) => [contract.id, contract]));
  const rows = Map.groupBy(book.rows, (row) => `${row.contract} ${row.line}`);
  for (const own of rows.values()) own.sort((a, b) => a.runDate.localeCompare(b.runDate));
  const contractOf = (id: string): FakeContract => {
    const found = contracts.get(id);
    if (found === undefined) throw new Error(`no contract ${id}`);
    return found;
  };
  return {
    book,
    contractOf,
    rowsOf: (contract: string, line: string): readonly FakeRow[] => rows.get(`${contract} ${line}`) ?? [],
    backlog: book.shares.filter((share) => share.invoice === null),
    onInvoice: Map.groupBy(
      book.shares.filter((share) => share.invoice !== null),
      (share) => share.invoice ?? "",
    ),
    amounts: (shares: readonly FakeShare[]) =>
      byCurrency(shares.map((share) => ({ amount: share.amount, currency: contractOf(share.contract).currency }))),
  };
}

type Index = ReturnType<typeof indexed>;

function reaches(row: FakeRow, share: FakeShare): boolean {
  return row.milestone === null ? share.date <= (row.cutOff ?? "") : row.milestone === share.id;
}

/** The run that will take a share from a day on, as things stand. */
function nextRow({ rowsOf, contractOf }: Index, share: FakeShare, from: string): FakeRow | undefined {
  const open = (row: FakeRow) => row.runDate >= from && row.status === "not_run";
  const own = rowsOf(share.contract, share.line).find((row) => open(row) && reaches(row, share));
  // A missed milestone is taken by the next run of its contract, whichever line called it (SPEC 4.5).
  if (own !== undefined || share.class !== "milestone") return own;
  return contractOf(share.contract)
    .lines.flatMap((line) => rowsOf(share.contract, line.id))
    .filter(open)
    .sort((a, b) => a.runDate.localeCompare(b.runDate))[0];
}

function isOpenDraft(invoice: FakeInvoice): boolean {
  return invoice.status === "draft" || invoice.status === "in_review";
}

function matter(kind: Matter["kind"], given: Partial<Matter>): Matter {
  return {
    kind,
    count: 1,
    contract: null,
    contract_name: null,
    what: null,
    id: null,
    reason: null,
    amounts: [],
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
      amounts: index.amounts(ready(index, taken(index, date))),
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

function unscheduled(index: Index): { contract: FakeContract; line: string; shares: FakeShare[] }[] {
  return index.book.contracts
    .filter((contract) => contract.status === "active")
    .flatMap((contract) =>
      contract.lines
        .filter((line) => index.rowsOf(contract.id, line.id).length === 0)
        .map((line) => ({
          contract,
          line: line.id,
          shares: index.backlog.filter((share) => share.contract === contract.id && share.line === line.id),
        })),
    );
}

function earliest(shares: readonly FakeShare[]): string | null {
  return shares.map((share) => share.date).sort()[0] ?? null;
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

/** What the open rows of a date would take, ready or not. */
function taken(index: Index, date: string): FakeShare[] {
  return index.backlog.filter(
    (share) =>
      index.contractOf(share.contract).status === "active" &&
      index
        .rowsOf(share.contract, share.line)
        .some((row) => row.runDate === date && row.status === "not_run" && reaches(row, share)),
  );
}

function ready(_index: Index, shares: readonly FakeShare[]): FakeShare[] {
  return shares.filter((share) => share.status === "ready_to_invoice");
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
  const about = (date: string | null, contracts: number, shares: readonly FakeShare[]): AgendaDate => {
    const brings = ready(index, shares);
    return {
      date,
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
  const without = ready(index, byDate.get("") ?? []);
  return without.length === 0
    ? dated
    : [...dated, about(null, new Set(without.map((share) => share.contract)).size, without)];
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

function home(book: FakeBook): HomeView {
  const index = indexed(book);
  const kinds = [
    draftMatters(index),
    parkedMatters(index),
    missedMatters(index),
    milestoneMatters(index),
    lineMatters(index),
  ];
  const [last] = book.runs;
  const made = book.invoices
    .filter((invoice) => invoice.date === last?.date)
    .flatMap(({ id }) => index.onInvoice.get(id) ?? []);
  const left = ready(index, index.backlog);
  const currencies = [...new Set(book.shares.map((share) => index.contractOf(share.contract).currency))].sort();
  const inCurrency = (shares: readonly FakeShare[], currency: string) =>
    shares.filter((share) => index.contractOf(share.contract).currency === currency);
  const total = (shares: readonly FakeShare[]) => shares.reduce((sum, share) => sum + share.amount, 0);
  return {
    today: book.today,
    matters: kinds.flatMap((own) => own.slice(0, FIRST_TEN)),
    more: kinds.reduce((count, own) => count + Math.max(0, own.length - FIRST_TEN), 0),
    last_run:
      last === undefined
        ? null
        : {
            run_date: last.date,
            status: "completed",
            started_at: last.at,
            attempts: 1,
            drafts: last.drafts,
            parked: 0,
          },
    last_proof:
      last === undefined
        ? []
        : currencies.map((currency) => ({
            currency,
            ready_before: money(total(inCurrency([...made, ...left], currency)), currency),
            invoiced: money(total(inCurrency(made, currency)), currency),
            left_out: money(total(inCurrency(left, currency)), currency),
            adds_up: true,
            reasons: [],
          })),
    agenda: agenda(index),
    money: currencies.map((currency) => moneyParts(inCurrency(book.shares, currency), currency)),
    billed: billed(index),
  };
}

function stranded(index: Index, shares: readonly FakeShare[], reason: (own: FakeShare[]) => string): StrandedRow[] {
  return [...Map.groupBy(shares, (share) => `${share.contract} ${share.line}`).values()].map((own) => {
    const contract = index.contractOf(own[0]?.contract ?? "");
    const line = own[0]?.line ?? "";
    return {
      contract: contract.id,
      contract_name: contract.name,
      contract_line: line,
      contract_line_name: lineName(contract, line),
      what: null,
      shares: [],
      invoice: null,
      count: own.length,
      amounts: index.amounts(own),
      since: earliest(own),
      reason: reason(own),
    };
  });
}

function missedMilestones(index: Index): StrandedRow[] {
  const past = index.backlog.filter(
    (share) => share.class === "milestone" && share.status === "not_ready" && share.date < index.book.today,
  );
  return [...Map.groupBy(past, (share) => share.id).values()].flatMap((own) =>
    stranded(index, own, () => `Its date was ${own[0]?.date} and it was not ready.`).map((row) => ({
      ...row,
      what: own[0]?.description ?? null,
      shares: own.map((share) => ({ id: share.id, customer: share.customer.id })),
    })),
  );
}

function endingEarly(index: Index): StrandedRow[] {
  return index.book.contracts
    .filter((contract) => contract.status === "active" && contract.delivery !== null)
    .flatMap((contract) =>
      contract.lines
        .filter((line) => line.method === "time_and_material")
        .map((line) => ({ line, last: index.rowsOf(contract.id, line.id).at(-1) }))
        .filter(({ last }) => last !== undefined && addDays(last.cutOff ?? "", 30) < (contract.delivery ?? ""))
        .map(({ line, last }) => ({
          contract: contract.id,
          contract_name: contract.name,
          contract_line: line.id,
          contract_line_name: line.name,
          what: null,
          shares: [],
          invoice: null,
          count: 1,
          amounts: [],
          since: last?.runDate ?? null,
          reason: `The last run is ${last?.runDate}, the delivery is ${contract.delivery}: work after ${last?.cutOff} has no run.`,
        })),
    );
}

function staleDrafts(index: Index, staleDays: number): StrandedRow[] {
  return index.book.invoices
    .filter((draft) => isOpenDraft(draft) && draft.date <= addDays(index.book.today, -staleDays))
    .map((draft) => ({
      contract: draft.contract,
      contract_name: index.contractOf(draft.contract).name,
      contract_line: null,
      contract_line_name: null,
      what: draft.customer.name,
      shares: [],
      invoice: draft.id,
      count: index.onInvoice.get(draft.id)?.length ?? 0,
      amounts: index.amounts(index.onInvoice.get(draft.id) ?? []),
      since: draft.date,
      reason: `The draft is of ${draft.date} and was not confirmed.`,
    }));
}

function radar(book: FakeBook, staleDays: number): Radar {
  const index = indexed(book);
  const { today } = book;
  const active = index.backlog.filter((share) => index.contractOf(share.contract).status === "active");
  const scheduled = active.filter((share) => index.rowsOf(share.contract, share.line).length > 0);
  const lost = scheduled.filter((share) => nextRow(index, share, today) === undefined);
  const lastCutOff = (share: FakeShare) => index.rowsOf(share.contract, share.line).at(-1)?.cutOff ?? null;
  const found: [kind: StrandedKind, rows: StrandedRow[]][] = [
    [
      "no_later_run_date",
      stranded(index, ready(index, lost), (own) => `No run from ${today} on takes work of ${earliest(own)}.`),
    ],
    [
      "after_last_cut_off",
      stranded(
        index,
        lost.filter((share) => share.status === "not_ready" && share.date > (lastCutOff(share) ?? share.date)),
        (own) => `Dated after the last cut-off of the line, ${lastCutOff(own[0] as FakeShare)}, and not ready.`,
      ),
    ],
    ["milestone_missed", missedMilestones(index)],
    ["stale_draft", staleDrafts(index, staleDays)],
    [
      "line_not_set_up",
      unscheduled(index).flatMap(({ shares }) => stranded(index, shares, () => "The line has no invoice schedule.")),
    ],
    [
      "contract_not_active",
      stranded(
        index,
        ready(index, index.backlog).filter((share) => index.contractOf(share.contract).status !== "active"),
        (own) => `The contract is ${index.contractOf(own[0]?.contract ?? "").status}: no run looks at it.`,
      ),
    ],
    [
      "no_price",
      stranded(
        index,
        active.filter((share) => /^0+(\.0+)?$/.test(share.price)),
        () => "Chargeable, but its price is zero.",
      ),
    ],
    ["schedule_ends_early", endingEarly(index)],
  ];
  const groups: StrandedGroup[] = found
    .filter(([, rows]) => rows.length > 0)
    .map(([kind, rows]) => ({
      kind,
      count: rows.reduce((count, row) => count + row.count, 0),
      amounts: byCurrency(
        rows.flatMap((row) =>
          row.amounts.map((one) => ({ amount: Number(one.amount.replace(".", "")), currency: one.currency })),
        ),
      ),
      rows: rows.slice(0, LISTED_ROWS),
    }));
  return { count: found.reduce((count, [, rows]) => count + rows.length, 0), groups };
}

function calendar(book: FakeBook, from: string, to: string): CalendarDay[] {
  const index = indexed(book);
  const days = new Map<string, CalendarDay>();
  const at = (date: string): CalendarDay => {
    const day = days.get(date) ?? {
      date,
      contracts: 0,
      cut_offs: 0,
      milestones: [],
      is_missed: false,
      expected: [],
      run: null,
      invoices: 0,
      invoiced: [],
    };
    days.set(date, day);
    return day;
  };
  const within = (date: string | null): date is string => date !== null && date >= from && date <= to;
  const rows = book.rows.filter((row) => index.contractOf(row.contract).status === "active");
  const count = (own: readonly FakeRow[]) => new Set(own.map((row) => row.contract)).size;
  for (const [date, own] of Map.groupBy(
    rows.filter((row) => row.status === "not_run" && within(row.runDate)),
    (row) => row.runDate,
  )) {
    const shares =
      date < book.today
        ? taken(index, date)
        : taken(index, date).filter((share) => nextRow(index, share, book.today)?.runDate === date);
    Object.assign(at(date), {
      contracts: count(own),
      is_missed: date < book.today,
      expected: index.amounts(ready(index, shares)),
    });
  }
  for (const [date, own] of Map.groupBy(
    rows.filter((row) => within(row.cutOff)),
    (row) => row.cutOff ?? "",
  )) {
    at(date).cut_offs = count(own);
  }
  for (const share of book.shares.filter((one) => one.class === "milestone" && within(one.date))) {
    const contract = index.contractOf(share.contract);
    at(share.date).milestones.push({
      id: share.id,
      name: share.description,
      contract: contract.id,
      contract_name: contract.name,
      amount: { amount: money(share.amount, contract.currency), currency: contract.currency },
      billing_status: share.status,
    });
  }
  for (const run of book.runs.filter(({ date }) => within(date))) at(run.date).run = "completed";
  for (const [date, own] of Map.groupBy(
    book.invoices.filter((invoice) => within(invoice.date)),
    (invoice) => invoice.date,
  )) {
    Object.assign(at(date), {
      invoices: own.length,
      invoiced: index.amounts(own.flatMap(({ id }) => index.onInvoice.get(id) ?? [])),
    });
  }
  return [...days.values()].sort((a, b) => a.date.localeCompare(b.date));
}

export function overviewAnswers({ book }: World): Answers<"home" | "radar" | "calendar"> {
  return {
    home: () => home(book()),
    radar: (staleDays) => radar(book(), staleDays),
    calendar: (from, to) => calendar(book(), from, to),
  };
}
