import { useTranslation } from "react-i18next";
import type { CalendarDay } from "../../bindings";
import { Shape } from "../../components/Shape";
import { useFormat } from "../../lib/format";
import { type DayFact, useDayFacts, useDayName } from "./dayFacts";
import { gridArrows, useDayKeys } from "./dayKeys";
import classes from "./MonthGrid.module.css";

type MonthGridProps = {
  weeks: readonly (readonly string[])[];
  date: string;
  today: string;
  days: ReadonlyMap<string, CalendarDay>;
  isWaiting: boolean;
  onChoose: (date: string) => void;
  onOpen: () => void;
};

/** The month as weeks of days. One day holds the focus; the arrows move it, and with it the chosen day. */
export function MonthGrid({ weeks, date, today, days, isWaiting, onChoose, onOpen }: MonthGridProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const factsOf = useDayFacts();
  const { frame, onKeyDown } = useDayKeys<HTMLTableElement>({ date, today, onChoose, onOpen }, gridArrows(date));
  return (
    <table
      ref={frame}
      role="grid"
      aria-label={t("calendar.grid", { month: format.month(date) })}
      aria-busy={isWaiting}
      className={classes.grid}
      onKeyDown={onKeyDown}
    >
      <thead>
        <tr>
          {weeks[0]?.map((day) => (
            <th key={day} scope="col" abbr={format.longWeekdayName(day)}>
              {format.weekdayName(day)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) => {
              const known = days.get(day);
              return (
                <Day
                  key={day}
                  day={day}
                  facts={known === undefined ? [] : factsOf(known)}
                  isChosen={day === date}
                  isToday={day === today}
                  isOutside={day.slice(0, 7) !== date.slice(0, 7)}
                  onChoose={onChoose}
                />
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type DayProps = {
  day: string;
  facts: readonly DayFact[];
  isChosen: boolean;
  isToday: boolean;
  isOutside: boolean;
  onChoose: (date: string) => void;
};

function Day({ day, facts, isChosen, isToday, isOutside, onChoose }: DayProps) {
  const format = useFormat();
  const nameOf = useDayName();
  const cutOff = facts.find((fact) => fact.key === "cut_off");
  const milestones = facts.filter((fact) => fact.key.startsWith("milestone"));
  const others = facts.filter((fact) => fact !== cutOff && !milestones.includes(fact));
  return (
    <td role="gridcell" aria-selected={isChosen} className={classes.cell} data-outside={isOutside || undefined}>
      <button
        type="button"
        className={classes.day}
        aria-pressed={isChosen}
        aria-current={isToday ? "date" : undefined}
        tabIndex={isChosen ? 0 : -1}
        onClick={() => onChoose(day)}
      >
        <span className={classes.unseen}>{nameOf(day, facts)}</span>
        {/* The same in fewer words; every word of it is in the name, so that it can be spoken to. */}
        <span aria-hidden="true">
          <span className={classes.top}>
            <span className={classes.number} data-today={isToday || undefined}>
              {format.leaf(day).day}
            </span>
            {cutOff !== undefined && <span className={classes.cutOff}>{cutOff.short}</span>}
          </span>
          {others.map((fact) => (
            <span key={fact.key} className={classes.fact}>
              <span className={classes.line} data-tone={fact.tone}>
                <Shape name={fact.shape} tone={fact.tone} />
                <span className={classes.word}>{fact.short}</span>
              </span>
              <CellAmounts fact={fact} />
            </span>
          ))}
          <CellMilestones milestones={milestones} />
        </span>
      </button>
    </td>
  );
}

/** As many as a cell has lines for. */
const AMOUNTS = 3;
/** Longer than this does not fit the width of a day. */
const AMOUNT_SIGNS = 10;

function CellAmounts({ fact }: { fact: DayFact }) {
  const { t } = useTranslation();
  const format = useFormat();
  const shown = fact.amounts.length <= AMOUNTS ? fact.amounts : fact.amounts.slice(0, AMOUNTS - 1);
  const hidden = fact.amounts.length - shown.length;
  return (
    <>
      {shown.map(({ amount, currency }) => {
        const whole = format.amount(amount);
        return (
          <span key={currency} className={classes.amount}>
            {whole.length > AMOUNT_SIGNS ? format.compact(amount) : whole} <small>{currency}</small>
          </span>
        );
      })}
      {hidden > 0 && <span className={classes.more}>{t("calendar.more_currencies", { count: hidden })}</span>}
    </>
  );
}

function CellMilestones({ milestones }: { milestones: readonly DayFact[] }) {
  const { t } = useTranslation();
  const [first] = milestones;
  if (first === undefined) return null;
  return (
    <span className={classes.line} data-tone={first.tone}>
      <Shape name={first.shape} tone={first.tone} />
      <span className={classes.name}>
        {milestones.length === 1 ? first.short : t("calendar.short.milestones", { count: milestones.length })}
      </span>
    </span>
  );
}
