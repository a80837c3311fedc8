// What strains a screen: names as long as a clerk can make them, dates by the dozen that nobody ran, parked contracts by
// the dozen, a job that was paused while dates passed, and a run during which people went on working.
import { addDays } from "../dates";
import type { Backend } from "../ipc";
import { withJob } from "./jobStates";
import type { FakeBook } from "./model";

const LETTERS = 120;
const CUSTOMER = "Internationale Wohnungsbau- und Verwaltungsgesellschaft mbH &";
const REASONS = [
  "a transaction has no price",
  "its total would be beyond the bounds of what an amount may be, which are 100,000,000,000.00 either way",
  "a role has no price on Oct 14",
];

/** Contracts with names of 120 letters, lines and customers with names of 60. */
export function withLongestNames(book: FakeBook): FakeBook {
  const words =
    "renewal of production planning, remote supervision and desalination controls of the northern intake, stage";
  for (const contract of book.contracts) {
    contract.name = `${contract.name}: ${words} ${words}`.slice(0, LETTERS);
    for (const line of contract.lines) line.name = `${line.name}, ${words}`.slice(0, 60);
    for (const customer of contract.customers) customer.name = `${customer.name}, ${CUSTOMER}`.slice(0, 60);
  }
  return book;
}

/** Run dates before today that nobody ran, the latest yesterday, for more contracts the later. */
export function withMissed(book: FakeBook, count: number): FakeBook {
  const active = book.contracts.filter(({ status, lines }) => status === "active" && lines.length > 0);
  for (let at = 1; at <= count; at++) {
    const runDate = addDays(book.today, -at);
    for (const contract of active.slice(0, 1 + (at % active.length))) {
      const line = contract.lines.at(-1)?.id ?? "";
      const row = { contract: contract.id, line, runDate, cutOff: addDays(runDate, -1), milestone: null };
      book.rows.push({ ...row, status: "not_run", reason: null });
    }
  }
  return book;
}

/** So many contracts that a run could not do. */
export function withParked(book: FakeBook, count: number): FakeBook {
  for (const [at, contract] of book.contracts.slice(0, count).entries()) {
    contract.parks = REASONS[at % REASONS.length] ?? "";
    for (const row of book.rows) {
      if (row.contract !== contract.id || row.runDate > book.today) continue;
      Object.assign(row, { status: "run_failed", reason: contract.parks });
    }
  }
  return book;
}

/** A job that was paused so many days ago, while contracts were due. */
export function withPassedDates(book: FakeBook, days: number): FakeBook {
  withJob(book, "paused", { wakeAt: `${addDays(book.today, 1 - days)}T09:12:06Z` });
  if (book.coverage !== undefined) book.coverage.through = addDays(book.today, -days);
  return book.rows.some(({ runDate }) => runDate < book.today) ? book : withMissed(book, Math.min(days - 1, 3));
}

/** Every run is shown as one during which people changed so much. */
export function withChanges({ commands }: Backend, count: number): void {
  const { processRun } = commands;
  commands.processRun = async (date) => {
    const answer = await processRun(date);
    if (answer.status !== "ok" || answer.data === null) return answer;
    const proof = answer.data.proof.map((row, at) =>
      at % 2 === 1 ? row : { ...row, adds_up: false, changed_meanwhile: count },
    );
    return { ...answer, data: { ...answer.data, proof } };
  };
}

/** What an import has to say besides its counts. */
export const IMPORT_NOTES = [
  "Two contracts stay drafts: “Harbour lighting” has no delivery date, and the milestones of “Depot migration” add up to 16,500.00, 500.00 short of 17,000.00.",
  "3 transactions were deleted in this book before and stay deleted: w-17, w-18, w-19.",
  "12 rows of transactions that are on a confirmed invoice are as they were; what the file says of them was not taken.",
];
