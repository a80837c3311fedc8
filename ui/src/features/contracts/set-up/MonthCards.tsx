import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Shape, type ShapeName, type Tone } from "../../../components/Shape";
import { addMonths, monthWeeks } from "../../../lib/dates";
import { useFirstWeekday, useFormat } from "../../../lib/format";
import classes from "./Schedule.module.css";

export type DayMark = {
  shape: ShapeName;
  tone: Tone;
  /** What stands on the day, read after its date. */
  text: string;
  isChosen?: boolean;
  /** Whether it goes away. */
  isGoing?: boolean;
};

type MonthCardsProps = {
  label: string;
  marks: ReadonlyMap<string, DayMark>;
  onChoose?: (date: string) => void;
  /** How many months are shown at once. */
  shown?: number;
  /** A day of the month that is shown first. */
  from?: string | undefined;
};

const MONTHS_SHOWN = 6;

function monthOf(date: string): string {
  return `${date.slice(0, 7)}-01`;
}

/** Small months with marks on some of their days; only those that have one can be chosen. */
export function MonthCards({ label, marks, onChoose, shown = MONTHS_SHOWN, from: begin }: MonthCardsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const dates = [...marks.keys()].sort();
  const first = dates[0];
  const last = dates.at(-1);
  const [chosenAt, setAt] = useState<number | null>(null);
  if (first === undefined || last === undefined) return null;
  const months: string[] = [];
  for (let month = monthOf(first); month <= last; month = addMonths(month, 1)) months.push(month);
  const at = chosenAt ?? Math.min(months.indexOf(monthOf(begin ?? first)), months.length - shown);
  const from = Math.max(0, Math.min(at, months.length - 1));
  const inSight = months.slice(from, from + shown);
  return (
    <fieldset className={classes.months} aria-label={label}>
      {months.length > shown && (
        <div className={classes.monthsHead}>
          <span>
            {t("rows.months", {
              from: format.month(inSight[0] ?? first),
              to: format.month(inSight.at(-1) ?? last),
              count: months.length,
            })}
          </span>
          <Button size="compact-sm" disabled={from === 0} onClick={() => setAt(Math.max(0, from - shown))}>
            {t("schedule.way.earlier")}
          </Button>
          <Button size="compact-sm" disabled={from + shown >= months.length} onClick={() => setAt(from + shown)}>
            {t("schedule.way.later")}
          </Button>
        </div>
      )}
      <div className={classes.cards}>
        {inSight.map((month) => (
          <Month key={month} month={month} marks={marks} onChoose={onChoose} />
        ))}
      </div>
    </fieldset>
  );
}

type MonthProps = {
  month: string;
  marks: ReadonlyMap<string, DayMark>;
  onChoose: ((date: string) => void) | undefined;
};

function Month({ month, marks, onChoose }: MonthProps) {
  const format = useFormat();
  const weeks = monthWeeks(month, useFirstWeekday());
  return (
    <table className={classes.month}>
      <caption>{format.month(month)}</caption>
      <thead>
        <tr>
          {(weeks[0] ?? []).map((day) => (
            <th key={day} aria-label={format.longWeekdayName(day)}>
              {format.weekdayName(day).slice(0, 2)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) => (
              <td key={day}>
                {day.slice(0, 7) === month.slice(0, 7) && <Day day={day} mark={marks.get(day)} onChoose={onChoose} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type DayProps = { day: string; mark: DayMark | undefined; onChoose: ((date: string) => void) | undefined };

function Day({ day, mark, onChoose }: DayProps) {
  const format = useFormat();
  const number = String(Number(day.slice(8)));
  if (mark === undefined) return <span className={classes.day}>{number}</span>;
  const name = `${format.longDate(day)}, ${mark.text}`;
  const inner = (
    <>
      {number}
      <Shape name={mark.shape} tone={mark.tone} />
    </>
  );
  if (onChoose === undefined) {
    return (
      <span className={classes.day} data-marked data-going={mark.isGoing} role="img" aria-label={name} title={name}>
        {inner}
      </span>
    );
  }
  return (
    <button
      type="button"
      className={classes.day}
      data-marked
      data-chosen={mark.isChosen || undefined}
      aria-pressed={mark.isChosen ?? false}
      aria-label={name}
      title={name}
      onClick={() => onChoose(day)}
    >
      {inner}
    </button>
  );
}
