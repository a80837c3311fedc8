// Books with invoices in them, or with a batch job, for tests.
import type { JobStatus } from "../bindings";
import { adatumBook } from "../lib/fake/adatum";
import { createFake } from "../lib/fake/backend";
import { withJob } from "../lib/fake/jobStates";
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

/** The book on 19 October 2020 with a batch job in a state. */
export function jobBook(status: JobStatus, given: Partial<FakeJob> = {}, book = adatumBook("2020-10-19")): FakeBook {
  stopClock(book.today);
  return withJob(book, status, given);
}
