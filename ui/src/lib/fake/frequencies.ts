// The invoice frequencies of the stand-in's book, and the dates that they give.
import { addDays, addMonths, weekdayNumber } from "../dates";

type FakeFrequency = { id: string; name: string; dates: (start: string, end: string) => string[] };

const MONDAY = 1;

function firstMonday(from: string): string {
  return addDays(from, (MONDAY - weekdayNumber(from) + 7) % 7);
}

function months(start: string, end: string, dayOf: (month: string) => string): string[] {
  const found: string[] = [];
  for (let month = `${start.slice(0, 7)}-01`; month <= end; month = addMonths(month, 1)) found.push(dayOf(month));
  return found.filter((date) => date >= start && date <= end);
}

export const fakeFrequencies: readonly FakeFrequency[] = [
  {
    id: "biweekly-monday",
    name: "Bi-weekly on Mondays",
    dates: (start, end) => {
      const found: string[] = [];
      for (let date = firstMonday(start); date <= end; date = addDays(date, 14)) found.push(date);
      return found;
    },
  },
  {
    id: "first-monday",
    name: "Monthly on the first Monday",
    dates: (start, end) => months(start, end, firstMonday),
  },
  {
    id: "month-end",
    name: "Monthly on the last day",
    dates: (start, end) => months(start, end, (month) => addDays(addMonths(month, 1), -1)),
  },
];

export function frequencyById(id: string): FakeFrequency | undefined {
  return fakeFrequencies.find((one) => one.id === id);
}

export function frequencyByName(name: string | null): FakeFrequency | undefined {
  return fakeFrequencies.find((one) => one.name === name);
}
