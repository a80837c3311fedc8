import { useContext, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { addDays } from "./dates";
import { localDate, TodayContext, useFormat } from "./format";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** From here on, seconds are not told any more. */
export const SECONDS_TOLD = 2 * MINUTE;

/** Spans of time, and instants that are near, in a few words. */
export function useTimeWords() {
  const { t } = useTranslation();
  const format = useFormat();
  const today = useContext(TodayContext);
  return useMemo(() => {
    const count = (value: number) => format.count(value);
    /** "20 h 51 min", "40 s": never more than two units. */
    const span = (milliseconds: number): string => {
      const left = Math.max(0, milliseconds);
      if (left < SECONDS_TOLD) return t("time.seconds", { seconds: count(Math.round(left / SECOND)) });
      const minutes = Math.round(left / MINUTE);
      if (minutes < 60) return t("time.minutes", { minutes: count(minutes) });
      if (left < 2 * DAY) {
        return t("time.hours_minutes", { hours: count(Math.floor(minutes / 60)), minutes: count(minutes % 60) });
      }
      const hours = Math.round(left / HOUR);
      return t("time.days_hours", { days: count(Math.floor(hours / 24)), hours: count(hours % 24) });
    };
    return {
      span,
      /** "24 hours" where it is that to the minute, else as `span`. */
      longSpan: (milliseconds: number): string => {
        const minutes = Math.round(milliseconds / MINUTE);
        const isWhole = minutes > 0 && minutes % 60 === 0;
        return isWhole ? t("time.hours", { count: minutes / 60 }) : span(milliseconds);
      },
      /** "6 s ago". */
      ago: (milliseconds: number): string => t("time.ago", { span: span(milliseconds) }),
      /** "tomorrow 09:12", "at 14:05" of today, "Tue 20 Oct 09:12". */
      near: (at: string): string => {
        const date = localDate(new Date(at));
        const clock = format.clock(Date.parse(at));
        if (date === today) return t("time.today_at", { clock });
        if (today !== null && date === addDays(today, 1)) return t("time.tomorrow_at", { clock });
        return t("time.day_at", { day: format.weekdayShort(date), clock });
      },
    };
  }, [t, format, today]);
}
