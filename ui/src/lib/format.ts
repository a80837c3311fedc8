// Amounts arrive as decimal strings and are written as they are: grouped for the reader, never computed with.
import { createContext, useContext, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { dayNumber } from "./dates";

/** Today in the book's time zone, as the program says. */
export const TodayContext = createContext<string | null>(null);

const MINUS = "\u2212";

function decimals(decimal: string): number {
  const point = decimal.indexOf(".");
  return point < 0 ? 0 : decimal.length - point - 1;
}

/** A decimal string as the reader's locale writes it, with exactly the decimals it came with. */
export function formatDecimal(decimal: string, locale: string): string {
  const digits = decimals(decimal);
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return format.format(decimal as Intl.StringNumericLiteral).replace("-", MINUS);
}

/** Whether a decimal string is nought, however many decimals it has. */
export function isZero(decimal: string): boolean {
  return /^-?0+(\.0+)?$/.test(decimal);
}

type DateParts = { weekday: string; day: string; month: string; longMonth: string; year: string };

function dateParts(date: string, language: string): DateParts {
  const at = new Date(`${date}T00:00:00Z`);
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" }).format(at);
  return {
    weekday: part({ weekday: "short" }),
    day: String(at.getUTCDate()),
    month: part({ month: "short" }),
    longMonth: part({ month: "long" }),
    year: String(at.getUTCFullYear()),
  };
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

export type Format = ReturnType<typeof formatFor>;

export function formatFor(language: string, locale: string, today: string | null) {
  const thisYear = today?.slice(0, 4);
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const short = (date: string) => {
    const { day, month, year } = dateParts(date, language);
    return year === thisYear ? `${day} ${month}` : `${day} ${month} ${year}`;
  };
  return {
    amount: (decimal: string) => formatDecimal(decimal, locale),
    count: (value: number) => new Intl.NumberFormat(locale).format(value),
    /** "19 Oct", with the year only where it is not this one. */
    date: short,
    /** "19 Oct 2020". */
    fullDate: (date: string) => {
      const { day, month, year } = dateParts(date, language);
      return `${day} ${month} ${year}`;
    },
    /** "Mon 19 Oct 2020". */
    weekday: (date: string) => {
      const { weekday, day, month, year } = dateParts(date, language);
      return `${weekday} ${day} ${month} ${year}`;
    },
    /** "Mon 12 Oct", with the year only where it is not this one. */
    weekdayShort: (date: string) => `${dateParts(date, language).weekday} ${short(date)}`,
    /** "5 October", for a button that names the date. */
    dayAndMonth: (date: string) => {
      const { day, longMonth, year } = dateParts(date, language);
      return year === thisYear ? `${day} ${longMonth}` : `${day} ${longMonth} ${year}`;
    },
    /** "in 14 days". */
    distance: (date: string) => {
      if (today === null) return "";
      const days = dayNumber(date) - dayNumber(today);
      return Math.abs(days) > 400 ? relative.format(Math.round(days / 365), "year") : relative.format(days, "day");
    },
    /** "09:12" of this computer. */
    clock: (at: number) => clock.format(at),
    /** "42 ms" or "1.2 s". */
    duration: (milliseconds: number) =>
      milliseconds < 1000
        ? `${milliseconds} ms`
        : `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(milliseconds / 1000)} s`,
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

/** Writes numbers and dates for this reader. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  const today = useContext(TodayContext);
  return useMemo(
    () => formatFor(i18n.language, readerLocale(navigator.language, i18n.language), today),
    [i18n.language, today],
  );
}
