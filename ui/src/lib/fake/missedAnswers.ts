// The stand-in's answers about dates nobody ran, parked contracts, and taking a run back.
import type { MissedRunDate } from "../../bindings";
import { asSentence } from "../sentence";
import { indexed, ready, takenInTurn } from "./bookIndex";
import { instantNow, runningJob, statusOf } from "./jobs";
import type { FakeBook } from "./model";
import type { Runner } from "./running";
import { type Answers, contractOf, Refusal, type World } from "./world";

const LISTED = 1_000;

function openRows(book: FakeBook) {
  return book.rows.filter(
    (row) => row.status === "not_run" && book.contracts.find(({ id }) => id === row.contract)?.status === "active",
  );
}

/** Run dates before today whose rows nobody ran, ascending. */
export function missedDates(book: FakeBook): string[] {
  return [...new Set(openRows(book).map((row) => row.runDate))].filter((date) => date < book.today).sort();
}

export function skipDates(book: FakeBook, dates: readonly string[], reason: string): number {
  if (reason.trim() === "") throw new Refusal("invalid_input", "say why, for whoever looks later", "reason");
  const rows = openRows(book).filter((row) => dates.includes(row.runDate));
  for (const row of rows) Object.assign(row, { status: "skipped", reason });
  return rows.length;
}

export function missedAnswers(
  { book, tell }: World,
  { run, runResult }: Runner,
): Answers<"missedRunDates" | "skipRunDates" | "parkedContracts" | "retryParked" | "undoRun"> {
  const failed = () => book().rows.filter((row) => row.status === "run_failed");
  return {
    missedRunDates: () => {
      const index = indexed(book());
      const dates = missedDates(book());
      const job = runningJob(book(), true);
      // A job that waits for a decision about them runs none of them by itself.
      const goesOn = job?.state === "started" && statusOf(book(), job) !== "waits_for_person";
      const isCaughtUp = (date: string) => goesOn && date > (book().coverage?.through ?? "9999");
      const missed = dates.slice(0, LISTED).map(
        (date): MissedRunDate => ({
          date,
          contracts: new Set(
            openRows(book())
              .filter((row) => row.runDate === date)
              .map((row) => row.contract),
          ).size,
          amounts: index.amounts(ready(takenInTurn(index, date))),
          is_caught_up_by_job: isCaughtUp(date),
        }),
      );
      return {
        dates: missed,
        count: dates.length,
        caught_up_at: dates.some(isCaughtUp) ? (job?.wakeAt ?? null) : null,
      };
    },
    skipRunDates: (dates, reason) => {
      const late = dates.find((date) => date > book().today);
      if (late !== undefined) {
        throw new Refusal("invalid_input", `${late} has not come yet; only dates up to today are skipped`, "dates");
      }
      const skipped = skipDates(book(), dates, reason);
      tell("book", "contracts", "shares", "process_runs", "jobs");
      return skipped;
    },
    parkedContracts: () => {
      const index = indexed(book());
      return [...Map.groupBy(failed(), (row) => row.contract)]
        .map(([id, rows]) => ({
          contract: id,
          contract_name: contractOf(book(), id).name,
          run_date: rows.map((row) => row.runDate).sort()[0] ?? "",
          reason: `${asSentence(rows[0]?.reason ?? "a transaction has no price")}.`,
          amounts: index.amounts(ready(index.backlog.filter((share) => share.contract === id))),
        }))
        .sort((one, other) => one.run_date.localeCompare(other.run_date));
    },
    retryParked: async (contracts) => {
      const own = failed().filter(
        (row) => row.runDate <= book().today && (contracts.length === 0 || contracts.includes(row.contract)),
      );
      const date = own
        .map((row) => row.runDate)
        .sort()
        .at(-1);
      return date === undefined ? null : { result: await run(date), difference: null };
    },
    undoRun: (date) => {
      const result = runResult(date);
      const found = book().runs.find((one) => one.date === date);
      if (result === null || found === undefined) throw new Refusal("not_found", `there is no process run ${date}`);
      if (result.undo_refused !== null) {
        throw new Refusal("refused", `the run of ${date} cannot be undone: ${result.undo_refused}`);
      }
      const gone = new Set(
        book()
          .invoices.filter((invoice) => invoice.date === date)
          .map(({ id }) => id),
      );
      book().invoices = book().invoices.filter(({ id }) => !gone.has(id));
      for (const share of book().shares) {
        if (share.invoice !== null && gone.has(share.invoice)) {
          share.invoice = null;
          share.status = "ready_to_invoice";
        }
      }
      for (const row of book().rows) if (row.runDate === date) Object.assign(row, { status: "not_run", reason: null });
      Object.assign(found, { undoneAt: instantNow(), drafts: 0 });
      tell("book", "contracts", "shares", "invoices", "process_runs", "jobs");
      return gone.size;
    },
  };
}
