// The stand-in's answer for calendar.
import type { CalendarDay } from "../../bindings";
import { indexed, nextRow, ready, taken, takenInTurn } from "./bookIndex";
import { type FakeBook, type FakeRow, money } from "./model";

export function calendar(book: FakeBook, from: string, to: string): CalendarDay[] {
  const index = indexed(book);
  const days = new Map<string, CalendarDay>();
  const at = (date: string): CalendarDay => {
    const day = days.get(date) ?? {
      date,
      contracts: 0,
      cut_offs: 0,
      milestones: [],
      more_milestones: 0,
      is_missed: false,
      expected: [],
      run: null,
      invoices: 0,
      invoiced: [],
    };
    days.set(date, day);
    return day;
  };
  const within = (date: string | null): date is string => date !== null && date >= from && date <= to;
  const rows = book.rows.filter((row) => index.contractOf(row.contract).status === "active");
  const count = (own: readonly FakeRow[]) => new Set(own.map((row) => row.contract)).size;
  for (const [date, own] of Map.groupBy(
    rows.filter((row) => row.status === "not_run" && within(row.runDate)),
    (row) => row.runDate,
  )) {
    const shares =
      date < book.today
        ? takenInTurn(index, date)
        : taken(index, date).filter((share) => nextRow(index, share, book.today)?.runDate === date);
    Object.assign(at(date), {
      contracts: count(own),
      is_missed: date < book.today,
      expected: index.amounts(ready(shares)),
    });
  }
  for (const [date, own] of Map.groupBy(
    rows.filter((row) => within(row.cutOff)),
    (row) => row.cutOff ?? "",
  )) {
    at(date).cut_offs = count(own);
  }
  for (const share of book.shares.filter((one) => one.class === "milestone" && within(one.date))) {
    const contract = index.contractOf(share.contract);
    at(share.date).milestones.push({
      id: share.id,
      name: share.description,
      contract: contract.id,
      contract_name: contract.name,
      amount: { amount: money(share.amount, contract.currency), currency: contract.currency },
      billing_status: share.status,
    });
  }
  for (const run of book.runs.filter(({ date }) => within(date))) at(run.date).run = "completed";
  for (const [date, own] of Map.groupBy(
    book.invoices.filter((invoice) => within(invoice.date)),
    (invoice) => invoice.date,
  )) {
    Object.assign(at(date), {
      invoices: own.length,
      invoiced: index.amounts(own.flatMap(({ id }) => index.onInvoice.get(id) ?? [])),
    });
  }
  return [...days.values()].sort((a, b) => a.date.localeCompare(b.date));
}
