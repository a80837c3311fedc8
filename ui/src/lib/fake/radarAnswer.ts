// The stand-in's answer for radar.
import type { Radar, StrandedGroup, StrandedKind, StrandedRow } from "../../bindings";
import { addDays } from "../dates";
import { earliest, type Index, indexed, isOpenDraft, missedRow, nextRow, ready, unscheduled } from "./bookIndex";
import type { FakeBook, FakeShare } from "./model";
import { lineName } from "./rules";
import { said } from "./said";
import { byCurrency } from "./views";

const LISTED_ROWS = 100;
/** Drafts and lines are counted, not the shares on them. */
const COUNTS_ROWS: ReadonlySet<StrandedKind> = new Set(["stale_draft", "line_not_set_up", "schedule_ends_early"]);

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
      missed_run_date: null,
      count: own.length,
      amounts: index.amounts(own),
      since: earliest(own),
      reason: reason(own),
    };
  });
}

/** By the missed date whose run would take it. */
function waitingForMissed(index: Index, shares: readonly FakeShare[], reason: (date: string) => string): StrandedRow[] {
  return [...Map.groupBy(shares, (share) => missedRow(index, share)?.runDate ?? "")]
    .sort()
    .flatMap(([date, own]) =>
      stranded(index, own, () => reason(said(date))).map((row) => ({ ...row, missed_run_date: date })),
    );
}

function missedMilestones(index: Index): StrandedRow[] {
  const past = index.backlog.filter(
    (share) => share.class === "milestone" && share.status === "not_ready" && share.date < index.book.today,
  );
  return [...Map.groupBy(past, (share) => share.id).values()].flatMap((own) =>
    stranded(index, own, () => `Its date was ${said(own[0]?.date)} and it was not ready.`).map((row) => ({
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
          missed_run_date: null,
          count: 1,
          amounts: [],
          since: last?.runDate ?? null,
          reason: `The last run is ${said(last?.runDate)}, the delivery is ${said(contract.delivery)}: work after ${said(last?.cutOff)} has no run.`,
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
      missed_run_date: null,
      count: index.onInvoice.get(draft.id)?.length ?? 0,
      amounts: index.amounts(index.onInvoice.get(draft.id) ?? []),
      since: draft.date,
      reason: `The draft is of ${said(draft.date)} and was not confirmed.`,
    }));
}

export function radar(book: FakeBook, staleDays: number): Radar {
  const index = indexed(book);
  const { today } = book;
  const active = index.backlog.filter((share) => index.contractOf(share.contract).status === "active");
  const scheduled = active.filter((share) => index.rowsOf(share.contract, share.line).length > 0);
  const lost = scheduled.filter(
    (share) => nextRow(index, share, today) === undefined && missedRow(index, share) === undefined,
  );
  const missed = scheduled.filter((share) => missedRow(index, share) !== undefined);
  const lastCutOff = (share: FakeShare) => index.rowsOf(share.contract, share.line).at(-1)?.cutOff ?? null;
  const found: [kind: StrandedKind, rows: StrandedRow[]][] = [
    [
      "missed_run_date",
      waitingForMissed(index, ready(missed), (date) => `Its run date ${date} was missed, and no later one takes it.`),
    ],
    [
      "not_ready_missed",
      waitingForMissed(
        index,
        missed.filter((share) => share.status === "not_ready" && share.class !== "milestone"),
        (date) => `Not marked ready. Once it is, only the run of ${date}, which was missed, would take it.`,
      ),
    ],
    [
      "no_later_run_date",
      stranded(index, ready(lost), (own) => `No run from ${said(today)} on takes work of ${said(earliest(own))}.`),
    ],
    [
      "after_last_cut_off",
      stranded(
        index,
        lost.filter((share) => share.status === "not_ready" && share.date > (lastCutOff(share) ?? share.date)),
        (own) => `Dated after the last cut-off of the line, ${said(lastCutOff(own[0] as FakeShare))}, and not ready.`,
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
        ready(index.backlog).filter((share) => index.contractOf(share.contract).status !== "active"),
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
      count: COUNTS_ROWS.has(kind) ? rows.length : rows.reduce((count, row) => count + row.count, 0),
      amounts: byCurrency(
        rows.flatMap((row) =>
          row.amounts.map((one) => ({ amount: Number(one.amount.replace(".", "")), currency: one.currency })),
        ),
      ),
      rows: rows.slice(0, LISTED_ROWS),
    }));
  return { count: found.reduce((count, [, rows]) => count + rows.length, 0), groups };
}
