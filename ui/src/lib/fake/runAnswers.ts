// The stand-in's answers for previewing and running a date, and for what a run left.
import type { DraftSummary, RunResult } from "../../bindings";
import { difference } from "./difference";
import { doneContracts } from "./doneContracts";
import type { FakeContract, FakeRun } from "./model";
import { printedPages } from "./page";
import { type Draft, take } from "./rules";
import { judged } from "./verdicts";
import * as views from "./views";
import { type Answers, draftOf, Refusal, type World } from "./world";

export function runAnswers({
  book,
  tell,
  pause,
  sendRun,
  sendRunEnded,
}: World): Answers<
  | "runCalendar"
  | "previewRun"
  | "previewInvoice"
  | "previewPages"
  | "startRun"
  | "cancelRun"
  | "processRun"
  | "processRuns"
> {
  let cancelled = false;
  let nextInvoice = 1;
  const previewed = new Map<string, readonly DraftSummary[]>();
  const wouldBe = (runDate: string, contract: string, customer: string): Draft => {
    const found = take(book(), runDate).drafts.find(
      (draft) => draft.contract.id === contract && draft.customer.id === customer,
    );
    if (found === undefined) throw new Refusal("not_found", "this would-be draft is no longer there: preview again");
    return found;
  };
  const parkedBy = (run: FakeRun) =>
    new Set(run.passedOver?.filter(({ contract }) => contract.parks !== undefined).map(({ contract }) => contract.id))
      .size;
  const processRunStatus = (run: FakeRun) =>
    run.isInterrupted ? "interrupted" : parkedBy(run) > 0 ? "completed_with_failures" : "completed";
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
    };
  };
  const run = async (date: string): Promise<RunResult> => {
    cancelled = false;
    if (date > book().today) throw new Refusal("refused", `${date} is after today`);
    const { drafts, due, passedOver } = take(book(), date);
    const totals: { amount: number; currency: string }[] = [];
    const made: { draft: Draft; invoice: string }[] = [];
    const handled: FakeContract[] = [];
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
        if (row.contract === contract.id && row.runDate === date) {
          row.status = contract.parks === undefined ? "run_successful" : "run_failed";
          row.reason = contract.parks ?? null;
        }
      }
      handled.push(contract);
      done++;
      sendRun({
        run_date: date,
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
      passedOver,
      verdicts: [
        ...(before?.verdicts?.filter((row) => row.verdict === "invoiced") ?? []),
        ...judged(book(), { date, handled, drafts: made, passedOver }),
      ],
    });
    tell("book", "contracts", "shares", "invoices", "process_runs");
    const result = runResult(date);
    if (result === null) throw new Error("a run leaves a process run");
    sendRunEnded(date);
    return result;
  };
  return {
    runCalendar: () => {
      const dates = Map.groupBy(
        book().rows.filter((row) => row.status === "not_run"),
        (row) => row.runDate,
      );
      const run_dates = [...dates]
        .sort()
        .map(([date, rows]) => ({ date, contracts: new Set(rows.map((row) => row.contract)).size }));
      const due = run_dates.find(({ date }) => date <= book().today);
      return { suggested_date: due?.date ?? book().today, today: book().today, run_dates };
    },
    previewRun: (date) => {
      const preview = views.runPreview(book(), date);
      previewed.set(preview.fingerprint, preview.drafts);
      return preview;
    },
    previewInvoice: (runDate, contract, customer, invoiceDate) =>
      views.invoiceDetail(book(), wouldBe(runDate, contract, customer), invoiceDate, {
        id: null,
        number: null,
        status: "draft",
      }),
    previewPages: (runDate, contract, customer, invoiceDate) =>
      printedPages(
        views.invoiceDetail(book(), wouldBe(runDate, contract, customer), invoiceDate, {
          id: null,
          number: null,
          status: "draft",
        }),
        book().company,
      ),
    startRun: async (date, fingerprint) => {
      const now = views.runPreview(book(), date);
      const before = fingerprint === null ? undefined : (previewed.get(fingerprint) ?? []);
      if (before === undefined || now.fingerprint === fingerprint) return { result: await run(date), difference: null };
      previewed.set(now.fingerprint, now.drafts);
      return { result: null, difference: difference(before, now) };
    },
    cancelRun: () => {
      cancelled = true;
      return null;
    },
    processRun: (date) => runResult(date),
    processRuns: () =>
      book().runs.map((one) => ({
        run_date: one.date,
        status: processRunStatus(one),
        started_at: one.at,
        attempts: one.attempts ?? 1,
        drafts: one.drafts,
        parked: parkedBy(one),
      })),
  };
}
