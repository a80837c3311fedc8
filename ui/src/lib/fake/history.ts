// Invoices of earlier months, so that months can be compared: confirmed and paid ones with the work that is on them.
import type { FakeBook } from "./model";

const MONTHS = ["2020-05", "2020-06", "2020-07", "2020-08", "2020-09"];
const DRAWN = 15;

/** The same book with five months behind it. Every third contract rested for a month. */
export function withHistory(book: FakeBook): FakeBook {
  for (const [at, contract] of book.contracts.slice(0, DRAWN).entries()) {
    const line = contract.lines.at(-1);
    const [customer] = contract.customers;
    if (line === undefined || customer === undefined) continue;
    for (const [month, name] of MONTHS.entries()) {
      if ((at + month) % 3 === 0) continue;
      const id = `inv-${name}-${contract.id}`;
      const date = `${name}-28`;
      const hours = 8 + ((at * 7 + month * 5) % 32);
      book.invoices.push({
        id,
        number: `2020-${String(book.invoices.length + 1).padStart(4, "0")}`,
        status: month < 3 ? "paid" : "confirmed",
        contract: contract.id,
        customer,
        date,
      });
      book.shares.push({
        id: `${contract.id}-${name}`,
        contract: contract.id,
        line: line.id,
        class: "time",
        date: `${name}-20`,
        description: "Work of the month",
        resource: "Lee Gu",
        customer,
        quantity: String(hours),
        unit: "hour",
        price: "200.00",
        amount: hours * 20_000,
        status: "invoice_posted",
        invoice: id,
      });
    }
  }
  return book;
}
