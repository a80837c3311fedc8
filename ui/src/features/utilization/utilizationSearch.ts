// What utilization is asked about, as it stands in the address. What is left out is as it is at first.
import type { UtilizationPeriod, UtilizationQuery } from "../../bindings";
import { addDays, addMonths, weekdayNumber } from "../../lib/dates";

export const periods = ["day", "week", "month"] as const satisfies UtilizationPeriod[];

export type UtilizationSearch = { period?: UtilizationPeriod; from?: string; through?: string };

const DAYS_AT_FIRST = 14;
const WEEKS_AT_FIRST = 4;
const MONTHS_AT_FIRST = 3;

/** Whole periods that are over, the last of them the one before today's. */
function atFirst(period: UtilizationPeriod, today: string): { from: string; through: string } {
  if (period === "day") return { from: addDays(today, -DAYS_AT_FIRST), through: addDays(today, -1) };
  if (period === "week") {
    const monday = addDays(today, -((weekdayNumber(today) + 6) % 7));
    return { from: addDays(monday, -7 * WEEKS_AT_FIRST), through: addDays(monday, -1) };
  }
  const first = `${today.slice(0, 7)}-01`;
  return { from: addMonths(first, -MONTHS_AT_FIRST), through: addDays(first, -1) };
}

/** As many whole periods, the last of them the one that a day lies in. */
export function periodsUpTo(period: UtilizationPeriod, date: string): { from: string; through: string } {
  if (period === "day") return atFirst(period, addDays(date, 1));
  if (period === "week") return atFirst(period, addDays(date, 7));
  return atFirst(period, addMonths(`${date.slice(0, 7)}-01`, 1));
}

export function utilizationQuery(search: UtilizationSearch, today: string): UtilizationQuery {
  const period = search.period ?? "week";
  const whole = atFirst(period, today);
  return { period, from: search.from ?? whole.from, through: search.through ?? whole.through };
}
