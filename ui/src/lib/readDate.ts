// What people type for a date: in the order of their country, with the words of the window's language, or as ISO 8601.

type Reading = {
  language: string;
  /** Whether "10/5/2020" is the fifth of October. */
  monthFirst: boolean;
  /** For a date without a year. */
  today: string | null;
};

const BETWEEN = /[\s.,/-]+/;
/** As many letters tell two months apart, or two weekdays. */
const LETTERS_MIN = 3;
const DAY_MILLISECONDS = 86_400_000;

function names(language: string, options: Intl.DateTimeFormatOptions, at: (index: number) => number, count: number) {
  const written = new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" });
  return Array.from({ length: count }, (_, index) => written.format(at(index)).toLowerCase());
}

/** Remembers the names of a language: making them takes longer than reading a whole list of dates. */
function remembering(make: (language: string) => string[]): (language: string) => string[] {
  const made = new Map<string, string[]>();
  return (language) => {
    const all = made.get(language) ?? make(language);
    made.set(language, all);
    return all;
  };
}

const monthNames = remembering((language) =>
  names(language, { month: "long" }, (index) => Date.UTC(2020, index, 1), 12),
);
const weekdayNames = remembering((language) =>
  names(language, { weekday: "long" }, (index) => index * DAY_MILLISECONDS, 7),
);

/** Which of the names a word begins. */
function begun(all: readonly string[], word: string): number {
  return word.length < LETTERS_MIN ? -1 : all.findIndex((name) => name.startsWith(word));
}

function asDate(year: string, month: number, day: string): string | null {
  const full = year.length === 2 ? `20${year}` : year;
  if (!/^\d{4}$/.test(full) || !/^\d\d?$/.test(day)) return null;
  const date = `${full}-${String(month).padStart(2, "0")}-${day.padStart(2, "0")}`;
  // A day that its month does not have would be taken for one of the next.
  const at = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== date ? null : date;
}

/** The date that is meant; none where it is no date, or may be read in two ways. */
export function readDate(text: string, { language, monthFirst, today }: Reading): string | null {
  const weekdays = weekdayNames(language);
  const parts = text
    .trim()
    .toLowerCase()
    .split(BETWEEN)
    .filter((part) => part !== "" && begun(weekdays, part) < 0);
  const months = monthNames(language);
  const named = parts.map((part) => begun(months, part) + 1).filter((month) => month > 0);
  const numbers = parts.filter((part) => /^\d+$/.test(part));
  if (named.length + numbers.length !== parts.length) return null;
  const thisYear = today?.slice(0, 4) ?? "";
  const [first = "", second = "", third = thisYear] = numbers;
  const isYearFirst = first.length === 4;
  const [month, ...more] = named;
  if (month !== undefined) {
    if (more.length > 0 || numbers.length === 0 || numbers.length > 2) return null;
    return isYearFirst ? asDate(first, month, second) : asDate(second === "" ? thisYear : second, month, first);
  }
  if (numbers.length < 2 || numbers.length > 3) return null;
  if (isYearFirst) return numbers.length === 3 ? asDate(first, Number(second), third) : null;
  return monthFirst ? asDate(third, Number(first), second) : asDate(third, Number(second), first);
}

const IN_NUMBERS = /^(\d{1,2})([./\-\s]+)(\d{1,2})([./\-\s]+)(\d{2}|\d{4})$/;

/** The same date with day and month the other way round; none where there is only one way to read it. */
export function otherWayRound(text: string): string | null {
  const [, first = "", between, second = "", before, year] = IN_NUMBERS.exec(text.trim()) ?? [];
  if (year === undefined || Number(first) === Number(second)) return null;
  return `${second}${between}${first}${before}${year}`;
}
