// The worked example with as many transactions as are asked for, the same each time.
import { addDays } from "../dates";
import { adatumBook } from "./adatum";
import type { FakeBook, FakeShare } from "./model";

const WORK = ["Build: order import", "Requirements workshop", "Review of test cases", "Migration rehearsal"];

export function enteredBook(count: number, today = "2020-10-05"): FakeBook {
  const book = adatumBook(today);
  const customer = book.contracts[0]?.customers[0];
  if (customer === undefined) return book;
  book.shares = book.shares.filter((share) => share.class === "milestone");
  for (let index = 0; index < count; index++) {
    const hours = 1 + (index % 8);
    const share: FakeShare = {
      id: `w${String(index).padStart(5, "0")}`,
      contract: "ADATUM",
      line: "implementation",
      class: "time",
      date: addDays("2020-09-01", index % 60),
      description: WORK[index % WORK.length] ?? "",
      resource: index % 2 === 0 ? "Lee Gu" : "Amy Alberts",
      customer,
      quantity: String(hours),
      unit: "hour",
      price: "200.00",
      amount: hours * 20_000,
      status: index % 3 === 0 ? "not_ready" : "ready_to_invoice",
      invoice: null,
    };
    book.shares.push(share);
  }
  return book;
}
