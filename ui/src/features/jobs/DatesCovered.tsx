import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useContext, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { JobDay } from "../../bindings";
import { SectionTitle } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { addDays, weekdayNumber } from "../../lib/dates";
import { TodayContext, useFirstWeekday, useFormat } from "../../lib/format";
import { asProblem } from "../../lib/ipc";
import classes from "./DatesCovered.module.css";
import { DayMark } from "./DayMark";
import { dayName } from "./dayLooks";
import { useJobDays } from "./queries";

const WEEKS_BEFORE = 25;
const WEEKS_TO_COME = 6;
const WEEKS = WEEKS_BEFORE + 1 + WEEKS_TO_COME;

/** Half a year of dates and six weeks to come, a cell each. */
export function DatesCovered({ activated }: { activated: string | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const today = useContext(TodayContext) ?? "";
  const firstWeekday = useFirstWeekday();
  const thisWeek = addDays(today, -((weekdayNumber(today) - firstWeekday + 7) % 7));
  const from = addDays(thisWeek, -7 * WEEKS_BEFORE);
  const { data, error, refetch } = useJobDays(from, addDays(from, 7 * WEEKS - 1));
  const note =
    data === undefined || activated === null
      ? undefined
      : [
          t("jobs.covered_of", {
            covered: format.count(data.covered),
            all: format.count(data.since_start),
            date: format.date(activated),
          }),
          data.missed === 0 ? t("jobs.none_missed") : t("jobs.missed_count", { count: data.missed }),
        ].join(", ");
  return (
    <section aria-label={t("jobs.dates")} className={classes.section}>
      <div className={classes.ruled}>
        <SectionTitle note={note}>{t("jobs.dates")}</SectionTitle>
      </div>
      {error !== null ? (
        <ProblemNotice what={t("jobs.dates_problem")} problem={asProblem(error)} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonRows rows={3} silent />
      ) : (
        <Days days={data.days} today={today} />
      )}
    </section>
  );
}

/** Weekdays as rows, weeks as columns. One day holds the focus; the arrows move it. */
function Days({ days, today }: { days: readonly JobDay[]; today: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const grid = useRef<HTMLTableElement>(null);
  const [focused, setFocused] = useState(today);
  const open = ({ date, kind }: JobDay) => {
    if (kind === "missed") void navigate({ to: "/run", search: { date } });
    else if (kind === "to_come" || kind === "nothing") void navigate({ to: "/calendar", search: { date } });
    else void navigate({ to: "/process-runs/$date", params: { date } });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const steps: Partial<Record<string, number>> = { ArrowLeft: -7, ArrowRight: 7, ArrowUp: -1, ArrowDown: 1 };
    const step = steps[event.key];
    const to = event.key === "Home" ? today : step === undefined ? null : addDays(focused, step);
    if (to === null) return;
    event.preventDefault();
    if (!days.some(({ date }) => date === to)) return;
    setFocused(to);
    grid.current?.querySelector<HTMLElement>(`[data-date="${to}"]`)?.focus();
  };
  const weeks = Array.from({ length: WEEKS }, (_, week) => days.slice(week * 7, week * 7 + 7));
  const month = (week: number) => {
    const first = weeks[week]?.[0]?.date ?? "";
    const before = weeks[week - 1]?.[0]?.date;
    // A month is named above the first week that begins in it, unless too little of the one before is left to see.
    return before?.slice(0, 7) === first.slice(0, 7) || (week === 0 && first.slice(8) > "14")
      ? ""
      : format.monthName(first);
  };
  return (
    <div className={classes.scroll}>
      <table ref={grid} role="grid" aria-label={t("jobs.dates")} className={classes.grid} onKeyDown={onKeyDown}>
        {/* For the eye: every day is named whole. */}
        <thead aria-hidden="true">
          <tr>
            <td />
            {weeks.map((week, index) => (
              <td key={week[0]?.date}>{month(index)}</td>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks[0]?.map(({ date }, weekday) => (
            <tr key={date}>
              <td aria-hidden="true" className={classes.weekday}>
                {weekday % 2 === 0 && weekday < 6 ? format.weekdayName(date) : ""}
              </td>
              {weeks.map((week) => {
                const day = week[weekday];
                return (
                  day !== undefined && (
                    <td key={day.date} role="gridcell">
                      <button
                        type="button"
                        className={classes.day}
                        data-date={day.date}
                        aria-label={dayName(day, t, format)}
                        title={dayName(day, t, format)}
                        aria-current={day.date === today ? "date" : undefined}
                        tabIndex={day.date === focused ? 0 : -1}
                        onFocus={() => setFocused(day.date)}
                        onClick={() => open(day)}
                      >
                        <DayMark day={day} isPast={day.date < today} isToday={day.date === today} />
                      </button>
                    </td>
                  )
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
