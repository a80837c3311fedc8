// Civil dates are ISO strings without a time zone. They are only drawn, compared and written here, never decided.

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
