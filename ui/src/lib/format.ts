// Amounts arrive as decimal strings and are written as they are: grouped for the reader, never computed with.
import i18next from "i18next";
import { createContext, useContext } from "react";
import { useTranslation } from "react-i18next";
import type { Amount } from "../bindings";
import { besideNumber, isNameOf } from "./currencies";
import { dayNumber } from "./dates";
import { readDate } from "./readDate";
import { numberWays, readNumber } from "./readNumber";
import { useViewSettings, viewSettings } from "./viewSettings";

/** Today in the book's time zone, as the program says. */
export const TodayContext = createContext<string | null>(null);

const MINUS = "\u2212";

function decimals(decimal: string): number {
  const point = decimal.indexOf(".");
  return point < 0 ? 0 : decimal.length - point - 1;
}

/** Remembers what was made: making a format of a locale takes longer than drawing a row of a list. */
function remembering<Of extends readonly unknown[], Made>(make: (...of: Of) => Made): (...of: Of) => Made {
  const made = new Map<string, Made>();
  return (...of) => {
    const key = JSON.stringify(of);
    const known = made.get(key);
    if (known !== undefined) return known;
    const one = make(...of);
    made.set(key, one);
    return one;
  };
}

const numbers = remembering(
  (locale: string, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);
const dates = remembering(
  (locale: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }),
);

/** A decimal string as the reader's locale writes it, with exactly the decimals it came with. */
export function formatDecimal(decimal: string, locale: string): string {
  const digits = decimals(decimal);
  const format = numbers(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return format.format(decimal as Intl.StringNumericLiteral).replace("-", MINUS);
}

/** A decimal string that a spreadsheet takes for a number. */
export function formatPlain(decimal: string, locale: string): string {
  const digits = decimals(decimal);
  const format = numbers(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: false,
  });
  return format.format(decimal as Intl.StringNumericLiteral).replace(MINUS, "-");
}

/** Whether a decimal string is nought, however many decimals it has. */
export function isZero(decimal: string): boolean {
  return /^-?0+(\.0+)?$/.test(decimal);
}

/** A decimal string in few signs: "28.6K". */
export function formatCompact(decimal: string, locale: string): string {
  const format = numbers(locale, { notation: "compact", maximumFractionDigits: 1 });
  return format.format(decimal as Intl.StringNumericLiteral).replace("-", MINUS);
}

type DateParts = {
  weekday: string;
  longWeekday: string;
  day: string;
  month: string;
  longMonth: string;
  year: string;
};

/** The words of a date in the language of the window. */
function dateParts(date: string, language: string): DateParts {
  const at = new Date(`${date}T00:00:00Z`);
  const part = (options: Intl.DateTimeFormatOptions) => dates(language, options).format(at);
  return {
    weekday: part({ weekday: "short" }),
    longWeekday: part({ weekday: "long" }),
    day: String(at.getUTCDate()),
    month: part({ month: "short" }),
    longMonth: part({ month: "long" }),
    year: String(at.getUTCFullYear()),
  };
}

/** Whether "Oct 19" is written rather than "19 Oct". A language without a country says nothing about it. */
function isMonthFirst(locale: string): boolean {
  if (new Intl.Locale(locale).region === undefined) return false;
  const parts = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" }).formatToParts(0);
  return parts.findIndex((part) => part.type === "month") < parts.findIndex((part) => part.type === "day");
}

/** "05/10/2020" in the signs of the reader's country. A language without a country says nothing about them. */
function numericDate(date: string, locale: string): string {
  if (new Intl.Locale(locale).region === undefined) return date;
  const parts = new Intl.DateTimeFormat(locale, {
    day: "2-digit",
    month: "2-digit",
    year: "numeric",
    timeZone: "UTC",
  }).formatToParts(new Date(`${date}T00:00:00Z`));
  // What stands around the date, such as the word for year, need not be typed.
  const isOfDate = ({ type }: Intl.DateTimeFormatPart) => type !== "literal";
  return parts
    .slice(parts.findIndex(isOfDate), parts.findLastIndex(isOfDate) + 1)
    .map(({ value }) => value)
    .join("");
}

type Written = { weekday?: string; day: string; month: string; year?: string | undefined };

/** The words of the window's language in the order of the reader's country. */
function writeDate(monthFirst: boolean, { weekday, day, month, year }: Written): string {
  const date = monthFirst
    ? [`${month} ${day}`, year].filter(Boolean).join(", ")
    : [day, month, year].filter(Boolean).join(" ");
  return [weekday, date].filter(Boolean).join(monthFirst ? ", " : " ");
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

/** The civil date of an instant on this computer. */
export function localDate(at: Date): string {
  return `${at.getFullYear()}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}`;
}

/** Minutes and seconds. */
export function formatElapsed(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return `${twoDigits(Math.floor(seconds / 60))}:${twoDigits(seconds % 60)}`;
}

/** The time of day: in the words of the window's language, with as many hours as the reader's clock has. */
function clockFor(language: string, locale: string, seconds: { second?: "2-digit" } = {}): Intl.DateTimeFormat {
  const { hourCycle } = new Intl.DateTimeFormat(locale, { hour: "numeric" }).resolvedOptions();
  const hasRegion = new Intl.Locale(locale).region !== undefined;
  const cycle = hasRegion && (hourCycle === "h12" || hourCycle === "h11") ? "h12" : "h23";
  return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", ...seconds, hourCycle: cycle });
}

/** "1,600.00 USD, 40.00 EUR". */
export function amountsText(format: Format, amounts: readonly Amount[]): string {
  return amounts.map(({ amount, currency }) => `${format.amount(amount)} ${currency}`).join(", ");
}

export type Format = ReturnType<typeof formatFor>;

export function formatFor(language: string, locale: string, today: string | null) {
  const thisYear = today?.slice(0, 4);
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const clock = clockFor(language, locale);
  const exactClock = clockFor(language, locale, { second: "2-digit" });
  const monthFirst = isMonthFirst(locale);
  /** Of another year, the year is said. */
  const unless = (year: string) => (year === thisYear ? undefined : year);
  const short = (date: string) => {
    const { day, month, year } = dateParts(date, language);
    return writeDate(monthFirst, { day, month, year: unless(year) });
  };
  const weekday = (date: string) => {
    const parts = dateParts(date, language);
    return writeDate(monthFirst, { weekday: parts.weekday, day: parts.day, month: parts.month, year: parts.year });
  };
  return {
    amount: (decimal: string) => formatDecimal(decimal, locale),
    /** As a spreadsheet of the reader's country takes it for a number: not grouped, with a plain minus. */
    plain: (decimal: string) => formatPlain(decimal, locale),
    /** "28.6K", where the whole amount stands elsewhere. */
    compact: (decimal: string) => formatCompact(decimal, locale),
    count: (value: number) => numbers(locale, {}).format(value),
    /** "19 Oct" or "Oct 19", with the year only where it is not this one. */
    date: short,
    /** "19 Oct 2020". */
    fullDate: (date: string) => {
      const { day, month, year } = dateParts(date, language);
      return writeDate(monthFirst, { day, month, year });
    },
    /** "Mon 19 Oct 2020". */
    weekday,
    /** "Mon 12 Oct", with the year only where it is not this one. */
    weekdayShort: (date: string) => {
      const { weekday, day, month, year } = dateParts(date, language);
      return writeDate(monthFirst, { weekday, day, month, year: unless(year) });
    },
    /** "5 October", for a button that names the date. */
    dayAndMonth: (date: string) => {
      const { day, longMonth, year } = dateParts(date, language);
      return writeDate(monthFirst, { day, month: longMonth, year: unless(year) });
    },
    /** "Monday 19 October 2020", to be read alone. */
    longDate: (date: string) => {
      const { longWeekday, day, longMonth, year } = dateParts(date, language);
      return writeDate(monthFirst, { weekday: longWeekday, day, month: longMonth, year });
    },
    /** "Mon". */
    weekdayName: (date: string) => dateParts(date, language).weekday,
    /** "Monday". */
    longWeekdayName: (date: string) => dateParts(date, language).longWeekday,
    /** "October 2020". */
    month: (date: string) => {
      const { longMonth, year } = dateParts(date, language);
      return `${longMonth} ${year}`;
    },
    /** "Oct". */
    monthName: (date: string) => dateParts(date, language).month,
    /** The date that was typed; none where it is no date. */
    readDate: (text: string) => readDate(text, { language, monthFirst, today }),
    /** The number that was typed, as the program takes it. */
    readNumber: (text: string) => readNumber(text, locale),
    /** The number that was typed, by the decimal sign of the reader's country and by the other. */
    numberWays: (text: string) => numberWays(text, locale),
    /** What stands beside the number that was typed, where it is meant in a currency. */
    besideNumber: (text: string, currency: string) => besideNumber(text, currency, locale),
    /** Whether a text names a currency. */
    isNameOf: (currency: string, text: string) => isNameOf(currency, text, locale),
    /** Whether this reader's country says which of two numbers of a date is the month. */
    knowsDateOrder: new Intl.Locale(locale).region !== undefined,
    /** "05/10/2020 or 2020-10-05": how a date may be typed in numbers. */
    typedDate: (date: string) =>
      new Intl.ListFormat(language, { type: "disjunction" }).format(new Set([numericDate(date, locale), date])),
    /** The month and the day apart, for a leaf of a calendar. */
    leaf: (date: string) => {
      const { day, month } = dateParts(date, language);
      return { day, month };
    },
    /** "in 14 days". */
    distance: (date: string) => {
      if (today === null) return "";
      const days = dayNumber(date) - dayNumber(today);
      return Math.abs(days) > 400 ? relative.format(Math.round(days / 365), "year") : relative.format(days, "day");
    },
    /** "09:12" of this computer. */
    clock: (at: number) => clock.format(at),
    /** "09:12:06" of this computer. */
    exactClock: (at: string) => exactClock.format(new Date(at)),
    /** "Tue 20 Oct, 09:12:06" of this computer, with the year only where it is not this one. */
    exactShort: (at: string) => {
      const { weekday: name, day, month, year } = dateParts(localDate(new Date(at)), language);
      const date = writeDate(monthFirst, { weekday: name, day, month, year: unless(year) });
      return `${date}, ${exactClock.format(new Date(at))}`;
    },
    /** "Mon 19 Oct 2020, 09:12" of this computer. */
    moment: (at: string) => `${weekday(localDate(new Date(at)))}, ${clock.format(new Date(at))}`,
    /** "Mon 19 Oct 2020, 09:12:06" of this computer. */
    exactMoment: (at: string) => `${weekday(localDate(new Date(at)))}, ${exactClock.format(new Date(at))}`,
    /** "42 ms" or "1.2 s". */
    duration: (milliseconds: number) =>
      milliseconds < 1000
        ? `${milliseconds} ms`
        : `${numbers(locale, { maximumFractionDigits: 1 }).format(milliseconds / 1000)} s`,
    /** "Today 09:14", or the day alone where it is longer ago. */
    used: (at: string, todayWord: string) => {
      const date = localDate(new Date(at));
      return date === today ? `${todayWord} ${clock.format(new Date(at))}` : short(date);
    },
    /** "19 Oct 09:12" in the time zone of this computer. */
    instant: (at: string) => {
      const local = new Date(at);
      return `${short(localDate(local))} ${clock.format(local)}`;
    },
  };
}

/** The reader's locale. A system without one calls itself "C" or "POSIX", which is no language. */
export function readerLocale(system: string | undefined, language: string): string {
  try {
    const [known] = Intl.NumberFormat.supportedLocalesOf(system ?? "");
    return known ?? language;
  } catch {
    return language;
  }
}

const rememberedLocale = remembering(readerLocale);

/** The locale to write in: the one that was chosen, else the system's. */
export function chosenLocale(chosen: string | null, language: string): string {
  return chosen ?? rememberedLocale(navigator.language, language);
}

const rememberedFormat = remembering(formatFor);

/** Writes numbers and dates for this reader. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  const today = useContext(TodayContext);
  const chosen = useViewSettings().locale;
  return rememberedFormat(i18n.language, chosenLocale(chosen, i18n.language), today);
}

/** As [[useFormat]], where no component asks; it does not know which day is today. */
export function formatNow(): Format {
  return rememberedFormat(i18next.language, chosenLocale(viewSettings().locale, i18next.language), null);
}

type WithWeek = Intl.Locale & { getWeekInfo?: () => { firstDay: number }; weekInfo?: { firstDay: number } };

/** The day that weeks of a locale begin with, 0 for Sunday; Monday where the engine does not know. */
export function firstWeekdayOf(locale: string): 0 | 1 | 2 | 3 | 4 | 5 | 6 {
  // A language alone would be taken for its most spoken-in country.
  const known = new Intl.Locale(locale) as WithWeek;
  if (known.region === undefined) return 1;
  const day = (known.getWeekInfo?.() ?? known.weekInfo)?.firstDay ?? 1;
  return (day % 7) as 0 | 1 | 2 | 3 | 4 | 5 | 6;
}

/** The day that weeks begin with for this reader, 0 for Sunday. */
export function useFirstWeekday(): 0 | 1 | 2 | 3 | 4 | 5 | 6 {
  const { i18n } = useTranslation();
  const { firstWeekday, locale } = useViewSettings();
  return firstWeekday ?? firstWeekdayOf(chosenLocale(locale, i18n.language));
}
