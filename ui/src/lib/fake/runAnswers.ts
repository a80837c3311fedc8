// The stand-in's answers for previewing and running a date, and for what a run left.
import type { DraftSummary } from "../../bindings";
import { difference } from "./difference";
import { printedPages } from "./page";
import { type Draft, take } from "./rules";
import type { Runner } from "./running";
import * as views from "./views";
import { type Answers, Refusal, type World } from "./world";

export function runAnswers(
  { book }: World,
  { run, cancel, runResult, runRow }: Runner,
): Answers<
  | "runCalendar"
  | "previewRun"
  | "previewInvoice"
  | "previewPages"
  | "startRun"
  | "cancelRun"
  | "processRun"
  | "processRuns"
> {
  const previewed = new Map<string, readonly DraftSummary[]>();
  const wouldBe = (runDate: string, contract: string, customer: string): Draft => {
    const found = take(book(), runDate).drafts.find(
      (draft) => draft.contract.id === contract && draft.customer.id === customer,
    );
    if (found === undefined) throw new Refusal("not_found", "this would-be draft is no longer there: preview again");
    return found;
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
      cancel();
      return null;
    },
    processRun: (date) => runResult(date),
    processRuns: () => book().runs.map(runRow),
  };
}
