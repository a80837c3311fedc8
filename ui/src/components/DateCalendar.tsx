import { DatePicker } from "@mantine/dates";
import { type KeyboardEvent, useContext, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { addDays, addMonths, weekdayNumber } from "../lib/dates";
import { TodayContext, useFirstWeekday, useFormat } from "../lib/format";
import classes from "./DateField.module.css";

type DateCalendarProps = {
  /** The chosen date. */
  value: string | null;
  /** What is typed so far: its month is shown. */
  lead: string | null;
  first: string;
  last: string;
  /** Whether the focus was asked for by a key. */
  takesFocus: boolean;
  /** Whether something stands on a day. */
  isMarked?: ((date: string) => boolean) | undefined;
  onChoose: (date: string) => void;
};

/** How many months a page is, by what is shown. */
const PAGE_MONTHS = { month: 1, year: 12, decade: 120 } as const;
type Level = keyof typeof PAGE_MONTHS;

const IN_TAB_ORDER = "table [tabindex='0']";

function dayAt(date: string): string {
  return `[data-day="${date}"]`;
}

/** The day that a key leads to from another; none where it is no such key. */
function dayByKey(day: string, { key, shiftKey }: KeyboardEvent, firstWeekday: number): string | null {
  const ofWeek = (weekdayNumber(day) - firstWeekday + 7) % 7;
  switch (key) {
    case "ArrowLeft":
      return addDays(day, -1);
    case "ArrowRight":
      return addDays(day, 1);
    case "ArrowUp":
      return addDays(day, -7);
    case "ArrowDown":
      return addDays(day, 7);
    case "Home":
      return addDays(day, -ofWeek);
    case "End":
      return addDays(day, 6 - ofWeek);
    case "PageUp":
      return addMonths(day, shiftKey ? -12 : -1);
    case "PageDown":
      return addMonths(day, shiftKey ? 12 : 1);
    default:
      return null;
  }
}

/** A month of days; its head leads to the months of a year and to the years. Keys go on into the next month. */
export function DateCalendar({ value, lead, first, last, takesFocus, isMarked, onChoose }: DateCalendarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const firstWeekday = useFirstWeekday();
  const today = useContext(TodayContext);
  const within = (date: string) => (date < first ? first : date > last ? last : date);
  const start = within(lead ?? today ?? first);
  const [shown, setShown] = useState(start);
  const [level, setLevel] = useState<Level>("month");
  const [led, setLed] = useState(lead);
  if (led !== lead) {
    setLed(lead);
    setShown(start);
    setLevel("month");
  }
  const box = useRef<HTMLDivElement>(null);
  /** Where the focus goes once it is drawn: what had it is gone by then. */
  const wanted = useRef<string | null>(null);
  const focus = (selector: string) => box.current?.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true });
  useEffect(() => {
    const selector = wanted.current;
    wanted.current = null;
    if (selector !== null) focus(selector);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed later never takes the focus.
  useEffect(() => {
    if (takesFocus) focus(dayAt(start));
  }, [takesFocus]);

  const onKeyDown = (event: KeyboardEvent) => {
    const from = event.target instanceof HTMLElement ? event.target.dataset.day : undefined;
    if (from === undefined) {
      const pages = event.key === "PageUp" ? -1 : event.key === "PageDown" ? 1 : 0;
      if (pages === 0) return;
      setShown(within(addMonths(shown, pages * PAGE_MONTHS[level])));
      wanted.current = IN_TAB_ORDER;
    } else {
      const to = dayByKey(from, event, firstWeekday);
      if (to === null) return;
      setShown(within(to));
      wanted.current = dayAt(within(to));
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={box} onKeyDownCapture={onKeyDown}>
      <DatePicker
        size="sm"
        value={value}
        onChange={(date) => {
          // Choosing the chosen day again is choosing it.
          onChoose(date ?? value ?? start);
        }}
        allowDeselect
        date={shown}
        onDateChange={setShown}
        level={level}
        onLevelChange={(next) => {
          // A press of the mouse leaves the focus where it is.
          if (box.current?.contains(document.activeElement) === true) wanted.current = IN_TAB_ORDER;
          setLevel(next);
        }}
        minDate={first}
        maxDate={last}
        hideOutsideDates
        enableKeyboardNavigation={false}
        monthLabelFormat={format.month}
        monthsListFormat={format.monthName}
        getDayAriaLabel={format.longDate}
        ariaLabels={{
          monthLevelControl: t("date.choose_month", { month: format.month(shown) }),
          yearLevelControl: t("date.choose_year", { year: shown.slice(0, 4) }),
          previousMonth: t("date.month_before"),
          nextMonth: t("date.month_after"),
          previousYear: t("date.year_before"),
          nextYear: t("date.year_after"),
          previousDecade: t("date.decade_before"),
          nextDecade: t("date.decade_after"),
        }}
        classNames={{ calendarHeaderLevel: classes.level ?? "" }}
        highlightToday
        // Today is the book's, not this computer's.
        getDayProps={(date) => ({ "data-day": date, "data-today": date === today || undefined })}
        __stopPropagation
        {...(isMarked !== undefined && {
          renderDay: (date: string) => (
            <span className={classes.day} data-marked={isMarked(date) || undefined}>
              {Number(date.slice(8))}
            </span>
          ),
        })}
      />
    </div>
  );
}
