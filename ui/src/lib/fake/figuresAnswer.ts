// The stand-in's answer for figures.
import type { AgeBand, Figures } from "../../bindings";
import { addDays, dayNumber } from "../dates";
import { type Index, indexed, nextRow } from "./bookIndex";
import { type FakeBook, type FakeShare, money } from "./model";

const WEEKS = 12;
const WEEK_DAYS = 7;
const ages: [age: AgeBand, oldest: number][] = [
  ["to_come", -1],
  ["up_to30", 30],
  ["from31_to60", 60],
  ["from61_to90", 90],
  ["over90", Number.POSITIVE_INFINITY],
];

/** Day 4 was a Monday. */
function monday(date: string): string {
  return addDays(date, -((((dayNumber(date) - 4) % WEEK_DAYS) + WEEK_DAYS) % WEEK_DAYS));
}

/** Stacks of ready and not ready, one per currency and step, in thousandths of the currency's highest. */
function stacks<Step>(index: Index, steps: readonly Step[], sharesOf: (step: Step) => readonly FakeShare[]) {
  const all = steps.map((step) => ({ step, shares: sharesOf(step) }));
  const codes = [...new Set(index.book.contracts.map((contract) => contract.currency))].sort();
  return codes.flatMap((currency) => {
    const bars = all.map(({ step, shares }) => {
      const own = shares.filter((share) => index.contractOf(share.contract).currency === currency);
      const sum = (status: FakeShare["status"]) =>
        own.filter((share) => share.status === status).reduce((total, share) => total + share.amount, 0);
      return { step, count: own.length, parts: [sum("ready_to_invoice"), sum("not_ready")] as const };
    });
    const highest = Math.max(...bars.map(({ parts }) => parts[0] + parts[1]));
    if (bars.every(({ count }) => count === 0)) return [];
    return bars.map(({ step, count, parts }) => ({
      step,
      currency,
      count,
      ready: money(parts[0], currency),
      not_ready: money(parts[1], currency),
      sum: money(parts[0] + parts[1], currency),
      parts_per_mille: parts.map((part) => (highest === 0 ? 0 : Math.round((part * 1000) / highest))),
    }));
  });
}

export function figures(book: FakeBook): Figures {
  const index = indexed(book);
  const { today } = book;
  const ageOf = (share: FakeShare) => {
    const days = dayNumber(today) - dayNumber(share.date);
    return ages.find(([, oldest]) => days <= oldest)?.[0];
  };
  const first = monday(today);
  const weeks = Array.from({ length: WEEKS }, (_, week) => addDays(first, week * WEEK_DAYS));
  const active = index.backlog.filter((share) => index.contractOf(share.contract).status === "active");
  const runDates = new Set(
    book.rows.filter((row) => row.status === "not_run" && row.runDate >= today).map((row) => row.runDate),
  );
  const byWeek = Map.groupBy(active, (share) => {
    const date = nextRow(index, share, today)?.runDate;
    return date === undefined ? "" : monday(date);
  });
  return {
    ages: stacks(
      index,
      ages.map(([age]) => age),
      (age) => index.backlog.filter((share) => ageOf(share) === age),
    ).map(({ step, ...bar }) => ({ age: step, ...bar })),
    weeks: stacks(index, weeks, (week) => byWeek.get(week) ?? []).map(({ step, ready, count: _count, ...bar }) => ({
      week: step,
      ...bar,
      run_dates: [...runDates].filter((date) => monday(date) === step).length,
      expected: ready,
    })),
  };
}
