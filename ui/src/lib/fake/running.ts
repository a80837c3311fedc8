// How the stand-in runs a date, and what it says of a run afterwards.
import type { AskedFor, ProcessRunRow, ProcessRunStatus, RunResult } from "../../bindings";
import { doneContracts } from "./doneContracts";
import type { FakeBook, FakeContract, FakeRun } from "./model";
import { type Draft, take } from "./rules";
import { judged } from "./verdicts";
import * as views from "./views";
import { contractOf, draftOf, Refusal, type World } from "./world";

export type Runner = {
  run: (date: string, askedFor?: AskedFor) => Promise<RunResult>;
  cancel: () => void;
  runResult: (date: string) => RunResult | null;
  runRow: (run: FakeRun) => ProcessRunRow;
};

/** How many contracts a run left parked. */
export function parkedBy(run: FakeRun): number {
  const parked = run.passedOver?.filter(({ contract }) => contract.parks !== undefined) ?? [];
  return new Set(parked.map(({ contract }) => contract.id)).size;
}

export function isCaughtUp({ at, date }: FakeRun): boolean {
  return at.slice(0, 10) > date;
}

function processRunStatus(run: FakeRun): ProcessRunStatus {
  if (run.isInterrupted) return "interrupted";
  return parkedBy(run) > 0 ? "completed_with_failures" : "completed";
}

/** A run of a book in a list. */
export function processRunRow(book: FakeBook, run: FakeRun): ProcessRunRow {
  const made = new Set(book.invoices.filter(({ date }) => date === run.date).map(({ id }) => id));
  const amounts = book.shares
    .filter(({ invoice }) => invoice !== null && made.has(invoice))
    .map(({ amount, contract }) => ({ amount, currency: contractOf(book, contract).currency }));
  return {
    run_date: run.date,
    status: processRunStatus(run),
    started_at: run.at,
    ended_at: run.at,
    took_milliseconds: run.tookMilliseconds ?? 1_400,
    attempts: run.attempts ?? 1,
    contracts: run.contracts ?? take(book, run.date).due.length,
    drafts: run.drafts,
    parked: parkedBy(run),
    totals: views.byCurrency(amounts),
    asked_for: run.askedFor ?? "person",
    is_caught_up: isCaughtUp(run),
    undone_at: run.undoneAt ?? null,
  };
}

export function createRunner({ book, tell, pause, sendRun, sendRunEnded }: World): Runner {
  let cancelled = false;
  let nextInvoice = 1;
  const undoRefused = (date: string): string | null => {
    const own = book().invoices.filter((invoice) => invoice.date === date);
    if (book().runs.find((run) => run.date === date)?.undoneAt !== undefined) return "it was undone before";
    const confirmed = own.find(({ status }) => status !== "draft");
    return confirmed === undefined ? null : `invoice ${confirmed.number ?? confirmed.id} is no draft any more`;
  };
  const runResult = (date: string): RunResult | null => {
    const run = book().runs.find((candidate) => candidate.date === date);
    if (run === undefined) return null;
    const drafts = book()
      .invoices.filter((invoice) => invoice.date === date)
      .map((invoice) => ({ draft: draftOf(book(), invoice), id: invoice.id }));
    const passedOver = run.passedOver ?? take(book(), date).passedOver;
    const groups = [...views.groups(passedOver), ...views.nothingDue(run.verdicts ?? [])];
    return {
      run_date: date,
      status: processRunStatus(run),
      attempts: run.attempts ?? 1,
      started_at: run.at,
      ended_at: run.at,
      reason: run.reason ?? null,
      drafts: drafts.map(({ draft, id }) => views.draftSummary(draft, date, id)),
      proof: views.proof(
        drafts.map(({ draft }) => draft),
        passedOver,
      ),
      passed_over: groups,
      parked: groups.find((group) => group.code === "contract_parked")?.examples ?? [],
      parked_contracts: parkedBy(run),
      asked_for: run.askedFor ?? "person",
      is_caught_up: isCaughtUp(run),
      undone_at: run.undoneAt ?? null,
      undo_refused: undoRefused(date),
    };
  };
  const run: Runner["run"] = async (date, askedFor = "person") => {
    cancelled = false;
    if (date > book().today) throw new Refusal("refused", `${date} is after today`);
    const { drafts, due, passedOver } = take(book(), date);
    const totals: { amount: number; currency: string }[] = [];
    const made: { draft: Draft; invoice: string }[] = [];
    const handled: FakeContract[] = [];
    const taken = new Set(book().invoices.map(({ id }) => id));
    while (taken.has(`inv-${nextInvoice}`)) nextInvoice++;
    let done = 0;
    for (const contract of due) {
      if (cancelled) break;
      for (const draft of drafts.filter((candidate) => candidate.contract === contract)) {
        const id = `inv-${nextInvoice++}`;
        book().invoices.unshift({
          id,
          number: null,
          status: "draft",
          contract: contract.id,
          customer: draft.customer,
          date,
        });
        for (const share of draft.shares) {
          share.status = "invoice_created";
          share.invoice = id;
          totals.push({ amount: share.amount, currency: contract.currency });
        }
        made.push({ draft, invoice: id });
      }
      for (const row of book().rows) {
        if (row.contract === contract.id && row.runDate === date && row.status !== "skipped") {
          row.status = contract.parks === undefined ? "run_successful" : "run_failed";
          row.reason = contract.parks ?? null;
        }
      }
      handled.push(contract);
      done++;
      sendRun({
        run_date: date,
        by_job: askedFor === "batch_job",
        done,
        total: due.length,
        drafts: made.length,
        totals: views.byCurrency(totals),
        ...doneContracts(handled, made),
        elapsed_milliseconds: done * 7,
      });
      await pause?.();
    }
    const before = book().runs.find((one) => one.date === date);
    book().runs = book().runs.filter((one) => one !== before);
    book().runs.unshift({
      date,
      at: `${book().today}T09:02:00Z`,
      drafts: (before?.drafts ?? 0) + made.length,
      attempts: (before?.attempts ?? 0) + 1,
      isInterrupted: cancelled,
      askedFor,
      passedOver,
      verdicts: [
        ...(before?.verdicts?.filter((row) => row.verdict === "invoiced") ?? []),
        ...judged(book(), { date, handled, drafts: made, passedOver }),
      ],
    });
    tell("book", "contracts", "shares", "invoices", "process_runs", "jobs");
    const result = runResult(date);
    if (result === null) throw new Error("a run leaves a process run");
    sendRunEnded(date);
    return result;
  };
  return {
    run,
    cancel: () => {
      cancelled = true;
    },
    runResult,
    runRow: (one) => processRunRow(book(), one),
  };
}
