// Books with invoices in them, or with a batch job, for tests.
import type { JobStatus } from "../bindings";
import { adatumBook } from "../lib/fake/adatum";
import { createFake } from "../lib/fake/backend";
import { withJob } from "../lib/fake/jobStates";
import { manyBook } from "../lib/fake/many";
import type { FakeBook, FakeJob } from "../lib/fake/model";
import { stopClock } from "./renderApp";

/** The book after the run of 5 October 2020. */
export async function afterRun(book: FakeBook = adatumBook()): Promise<FakeBook> {
  await createFake({ book }).commands.startRun("2020-10-05", null);
  return book;
}

/** The book with its first invoices confirmed. */
export function confirm(book: FakeBook, count: number): FakeBook {
  for (const [at, invoice] of book.invoices.slice(0, count).entries()) {
    invoice.status = "confirmed";
    invoice.number = `PF-2020-${String(at + 1).padStart(5, "0")}`;
    for (const share of book.shares) if (share.invoice === invoice.id) share.status = "invoice_posted";
  }
  return book;
}

/** A large book after its run of 5 October 2020, which parked one contract. */
export async function afterParking(): Promise<FakeBook> {
  const book = manyBook(20);
  // The rows to come were not tried yet.
  for (const row of book.rows) if (row.status === "run_failed" && row.runDate > book.today) row.status = "not_run";
  return afterRun(book);
}

/** What parked a contract is mended. */
export function mend(book: FakeBook): void {
  for (const contract of book.contracts) delete contract.parks;
}

/** The book on 19 October 2020 with a batch job in a state. */
export function jobBook(status: JobStatus, given: Partial<FakeJob> = {}, book = adatumBook("2020-10-19")): FakeBook {
  stopClock(book.today);
  return withJob(book, status, given);
}
