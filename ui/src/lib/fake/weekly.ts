// The example with a long schedule: weekly rows, about half of them over, on as many lines as are asked for.
import { addDays } from "../dates";
import { adatumBook } from "./adatum";
import type { FakeBook } from "./model";

export function weeklyBook(weeks: number, lines = 1, today = "2020-10-05"): FakeBook {
  const book = adatumBook(today);
  const [contract] = book.contracts;
  const row = book.rows.find((one) => one.line === "implementation");
  const line = contract?.lines.find((one) => one.id === "implementation");
  if (contract === undefined || row === undefined || line === undefined) throw new Error("the example has a line");
  const first = addDays(book.today, -7 * Math.floor(weeks / 2));
  const others = Array.from({ length: lines - 1 }, (_, at) => ({
    ...line,
    id: `line-${at + 2}`,
    name: `${line.name}, part ${at + 2} of the programme for the renewal of production planning in all plants`,
  }));
  contract.lines = [{ ...line, start: first }, ...others.map((other) => ({ ...other, start: first }))];
  contract.delivery = addDays(first, 7 * weeks);
  book.rows = Array.from({ length: weeks }, (_, week) => addDays(first, week * 7)).flatMap((runDate) =>
    contract.lines.map((one) => ({
      ...row,
      line: one.id,
      runDate,
      cutOff: addDays(runDate, -1),
      status: runDate < book.today ? ("run_successful" as const) : ("not_run" as const),
    })),
  );
  book.shares = book.shares.filter((share) => share.line === "implementation");
  return book;
}
