// Books with invoices in them, for tests.
import { adatumBook } from "../lib/fake/adatum";
import { createFake } from "../lib/fake/backend";
import type { FakeBook } from "../lib/fake/model";

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
