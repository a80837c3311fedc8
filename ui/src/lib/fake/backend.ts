// A program that is not there: the same commands over a book in memory.
import type {
  BookChanged,
  CommandError,
  DraftSummary,
  ExportProgress,
  RecentBook,
  RunProgress,
  RunResult,
  Tag,
} from "../../bindings";
import type { Backend, Result } from "../ipc";
import { adatumBook } from "./adatum";
import { backlogAnswers } from "./backlogAnswers";
import { contractPage } from "./contractPage";
import { difference } from "./difference";
import { doneContracts } from "./doneContracts";
import { draftAnswers } from "./draftAnswers";
import { exportAnswers } from "./exportAnswers";
import type { FakeBook, FakeContract, FakeInvoice, FakeRun } from "./model";
import { overviewAnswers } from "./overviewAnswers";
import { printedPages } from "./page";
import { type Draft, judge, take } from "./rules";
import { searchAnswers } from "./searchAnswers";
import { sortedInvoices } from "./sortedInvoices";
import { judged } from "./verdicts";
import * as views from "./views";
import { Refusal } from "./world";

export type FakeOptions = {
  book: FakeBook | null;
  recent?: RecentBook[];
  /** Answers of native dialogs: what "open a book" gives. */
  chosen?: FakeBook | null;
  /** Called between two contracts of a run; where it is left out, a run ends at once. */
  pause?: () => Promise<void>;
  exported?: { files: number; name: string; place: string } | null;
};

export type Fake = Backend & {
  book: () => FakeBook;
  /** Makes a command refuse until it is called again with null. */
  refuse: (command: keyof Backend["commands"], error: CommandError | null) => void;
  /** Makes a command wait until the returned function is called. */
  hold: (command: keyof Backend["commands"]) => () => void;
  calls: { command: string; args: unknown[] }[];
};

export function createFake(options: FakeOptions): Fake {
  let open = options.book;
  let recent = options.recent ?? [];
  let cancelled = false;
  let nextInvoice = 1;
  const changed = new Set<(changed: BookChanged) => void>();
  const progress = new Set<(progress: RunProgress) => void>();
  const exports = new Set<(progress: ExportProgress) => void>();
  const previewed = new Map<string, readonly DraftSummary[]>();
  const refused = new Map<string, CommandError>();
  const held = new Map<string, Promise<void>>();
  const calls: Fake["calls"] = [];

  const book = (): FakeBook => {
    if (open === null) throw new Refusal("no_book", "no book is open");
    return open;
  };
  const contractOf = (id: string): FakeContract => {
    const found = book().contracts.find((contract) => contract.id === id);
    if (found === undefined) throw new Refusal("not_found", `there is no contract ${id}`);
    return found;
  };
  const tell = (...tags: Tag[]) => {
    for (const handler of changed) handler({ tags });
  };
  const header = () => ({
    name: book().name,
    place: "Documents/Billing",
    company_name: book().company,
    time_zone: "America/Los_Angeles",
    today: book().today,
    read_only: book().readOnly,
    place_risk: book().placeRisk,
    counts: {
      contracts: book().contracts.length,
      backlog: book().shares.filter((share) => share.invoice === null).length,
      drafts: book().invoices.filter((invoice) => invoice.status === "draft" || invoice.status === "in_review").length,
      process_runs: book().runs.length,
    },
  });
  const opened = (next: FakeBook) => {
    open = next;
    tell("book", "contracts", "shares", "invoices", "process_runs");
    return header();
  };
  const wouldBe = (runDate: string, contract: string, customer: string): Draft => {
    const found = take(book(), runDate).drafts.find(
      (draft) => draft.contract.id === contract && draft.customer.id === customer,
    );
    if (found === undefined) throw new Refusal("not_found", "this would-be draft is no longer there: preview again");
    return found;
  };
  const invoiceDraft = (invoice: FakeInvoice): Draft => ({
    contract: contractOf(invoice.contract),
    customer: invoice.customer,
    shares: book().shares.filter((share) => share.invoice === invoice.id),
  });
  const invoiceOf = (id: string) => {
    const found = book().invoices.find((invoice) => invoice.id === id);
    if (found === undefined) throw new Refusal("not_found", `there is no invoice ${id}`);
    return views.invoiceDetail(book(), invoiceDraft(found), found.date, found);
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
      .map((invoice) => ({ draft: invoiceDraft(invoice), id: invoice.id }));
    const passedOver = run.passedOver ?? take(book(), date).passedOver;
    const groups = views.groups(passedOver);
    return {
      run_date: date,
      status: processRunStatus(run),
      attempts: run.attempts ?? 1,
      started_at: run.at,
      ended_at: run.at,
      reason: null,
      drafts: drafts.map(({ draft, id }) => views.draftSummary(draft, date, id)),
      proof: views.proof(
        drafts.map(({ draft }) => draft),
        passedOver,
      ),
      passed_over: groups,
      parked: groups.find((group) => group.code === "contract_parked")?.examples ?? [],
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
      for (const handler of progress) {
        handler({
          run_date: date,
          done,
          total: due.length,
          drafts: made.length,
          totals: views.byCurrency(totals),
          ...doneContracts(handled, made),
          elapsed_milliseconds: done * 7,
        });
      }
      await options.pause?.();
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
    return result;
  };
  const fits = (search: string, ...texts: string[]) =>
    texts.some((text) => text.toLowerCase().includes(search.trim().toLowerCase()));

  const world = {
    book,
    tell,
    exported: options.exported,
    pause: options.pause,
    sendExport: (sent: ExportProgress) => {
      for (const handler of exports) handler(sent);
    },
  };
  const answers: { [Name in keyof Backend["commands"]]: (...args: Parameters<Backend["commands"][Name]>) => unknown } =
    {
      ...backlogAnswers(world),
      ...overviewAnswers(world),
      ...searchAnswers(world),
      ...draftAnswers(world),
      ...exportAnswers(world),
      startState: () => ({ version: "0.1.0", recent_books: recent, book: open === null ? null : header() }),
      openExample: () => opened(adatumBook()),
      createBook: (request) =>
        opened({
          ...adatumBook(),
          name: request.company_name,
          company: request.company_name,
          contracts: [],
          rows: [],
          shares: [],
        }),
      openBook: () => (options.chosen == null ? null : opened(options.chosen)),
      openRecentBook: (id) => {
        if (recent.find((one) => one.id === id)?.found !== true) {
          throw new Refusal("book_missing", "the file was not found where it was last time");
        }
        return opened(adatumBook());
      },
      forgetRecentBook: (id) => {
        recent = recent.filter((one) => one.id !== id);
        return null;
      },
      closeBook: () => {
        open = null;
        return null;
      },
      bookHeader: header,
      contracts: (query) => contractPage(book(), query),
      contract: (id) => views.contractDetail(book(), contractOf(id)),
      shares: (query) => {
        const contract = contractOf(query.contract);
        const found = book()
          .shares.filter((share) => share.contract === query.contract)
          .filter((share) => query.billing_status === null || share.status === query.billing_status)
          .sort((a, b) => b.date.localeCompare(a.date));
        return {
          total: found.length,
          rows: found.slice(query.offset, query.offset + query.limit).map((share) => views.shareRow(contract, share)),
        };
      },
      mark: (request) => {
        const asked = book().shares.filter((share) =>
          request.shares.some((named) => named.id === share.id && named.customer === share.customer.id),
        );
        if (asked.some((share) => share.invoice !== null)) {
          throw new Refusal("refused", "a share that is on an invoice cannot be marked");
        }
        const changing = asked.filter((share) => share.status !== request.billing_status);
        for (const share of changing) share.status = request.billing_status;
        tell("shares", "contracts", "book");
        return {
          changed: changing.length,
          amounts: views.byCurrency(
            changing.map((share) => ({ amount: share.amount, currency: contractOf(share.contract).currency })),
          ),
          shares: changing.map((share) => ({ id: share.id, customer: share.customer.id })),
        };
      },
      explain: (id) => ({
        id,
        shares: book()
          .shares.filter((share) => share.id === id)
          .map((share) => {
            const verdict = judge(book(), share, book().today);
            return {
              customer: share.customer.id,
              billing_status: share.status,
              code: verdict.code,
              text: verdict.text,
              next_run_date: verdict.next,
            };
          }),
      }),
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
        if (before === undefined || now.fingerprint === fingerprint)
          return { result: await run(date), difference: null };
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
      invoices: (query) => {
        const all = book().invoices;
        const shares = Map.groupBy(book().shares, (share) => share.invoice);
        const found = sortedInvoices(
          all
            .filter(
              (invoice) =>
                (query.status === null || invoice.status === query.status) &&
                (query.contract === null || invoice.contract === query.contract) &&
                (query.customer === null || invoice.customer.id === query.customer) &&
                (query.from === null || invoice.date >= query.from) &&
                (query.to === null || invoice.date <= query.to),
            )
            .map((invoice) => views.invoiceRow(book(), invoice, shares.get(invoice.id) ?? []))
            .filter((row) =>
              fits(
                query.search,
                row.number ?? "",
                row.customer_name,
                row.contract_name,
                row.contract,
                row.total.amount,
              ),
            ),
          query.sort,
          query.descending,
        );
        const count = (status: FakeInvoice["status"]) => all.filter((invoice) => invoice.status === status).length;
        return {
          counts: {
            all: all.length,
            draft: count("draft"),
            in_review: count("in_review"),
            confirmed: count("confirmed"),
            paid: count("paid"),
          },
          total: found.length,
          rows: found.slice(query.offset, query.offset + query.limit),
          totals: views.byCurrency(
            found.map((row) => ({ amount: Number(row.total.amount.replace(".", "")), currency: row.total.currency })),
          ),
        };
      },
      invoice: (id) => invoiceOf(id),
      invoicePages: (id) => printedPages(invoiceOf(id), book().company),
    };

  const commands = Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => [
      name,
      async (...args: unknown[]): Promise<Result<unknown, CommandError>> => {
        calls.push({ command: name, args });
        await held.get(name);
        const refusal = refused.get(name);
        if (refusal !== undefined) return { status: "error", error: refusal };
        try {
          return { status: "ok", data: await (answer as (...args: unknown[]) => unknown)(...args) };
        } catch (thrown) {
          if (!(thrown instanceof Refusal)) throw thrown;
          return { status: "error", error: { code: thrown.code, message: thrown.message, field: null } };
        }
      },
    ]),
  ) as unknown as Backend["commands"];

  return {
    commands,
    onBookChanged: async (handler) => {
      changed.add(handler);
      return () => changed.delete(handler);
    },
    onRunProgress: async (handler) => {
      // Of its own, so that one who listens twice and stops once still listens.
      const own = (sent: RunProgress) => handler(sent);
      progress.add(own);
      return () => progress.delete(own);
    },
    onExportProgress: async (handler) => {
      exports.add(handler);
      return () => exports.delete(handler);
    },
    book,
    refuse: (command, error) => {
      if (error === null) refused.delete(command);
      else refused.set(command, error);
    },
    hold: (command) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      held.set(command, promise);
      return () => {
        held.delete(command);
        resolve();
      };
    },
    calls,
  };
}
