// Civil dates are ISO strings without a time zone. They are only drawn, compared and written here, never decided.

/** Bounds of every date of the domain (SPEC 2.5). */
export const FIRST_DATE = "1900-01-01";
export const LAST_DATE = "2199-12-31";

const DAY_MILLISECONDS = 86_400_000;

/** Days since 1970, for drawing and for telling distances. */
export function dayNumber(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MILLISECONDS);
}

/** The date of a day number. */
export function dayDate(day: number): string {
  return new Date(day * DAY_MILLISECONDS).toISOString().slice(0, 10);
}

/** The date some days later. */
export function addDays(date: string, days: number): string {
  return dayDate(dayNumber(date) + days);
}

/** The later of two dates. */
export function laterDate(one: string, other: string): string {
  return one.localeCompare(other) < 0 ? other : one;
}

/** The earlier of two dates. */
export function earlierDate(one: string, other: string): string {
  return one.localeCompare(other) < 0 ? one : other;
}

/** Sunday is 0, Saturday 6. */
export function weekdayNumber(date: string): number {
  return (((dayNumber(date) + 4) % 7) + 7) % 7;
}

/** The same day some months later, or the last day of a shorter month. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay))).toISOString().slice(0, 10);
}

/** The weeks that a month touches, each of seven dates, beginning with the given weekday. */
export function monthWeeks(date: string, firstWeekday: number): string[][] {
  const first = `${date.slice(0, 7)}-01`;
  const start = addDays(first, -((weekdayNumber(first) - firstWeekday + 7) % 7));
  const end = addMonths(first, 1);
  const weeks: string[][] = [];
  for (let day = start; day < end; day = addDays(day, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, index) => addDays(day, index)));
  }
  return weeks;
}
