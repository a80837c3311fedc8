import { useTranslation } from "react-i18next";
import type { CalendarDay } from "../../bindings";
import { Amounts } from "../../components/Money";
import { Shape } from "../../components/Shape";
import { SkeletonRows } from "../../components/Skeleton";
import { useFormat } from "../../lib/format";
import classes from "./AgendaList.module.css";
import { useDayFacts } from "./dayFacts";
import { useDayKeys } from "./dayKeys";

type AgendaListProps = {
  /** The days of the month on which something stands; none while they are read. */
  list: readonly CalendarDay[] | undefined;
  date: string;
  today: string;
  onChoose: (date: string) => void;
  onOpen: () => void;
};

/** The same facts as a list: one entry for each day on which something stands. */
export function AgendaList({ list, date, today, onChoose, onOpen }: AgendaListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const factsOf = useDayFacts();
  const chosen = list?.find((day) => day.date === date)?.date ?? list?.find((day) => day.date > date)?.date;
  const before = list?.findLast((day) => day.date < date)?.date;
  const after = list?.find((day) => day.date > date)?.date;
  const { frame, onKeyDown } = useDayKeys<HTMLUListElement>(
    { date, today, onChoose, onOpen },
    { ...(before !== undefined && { ArrowUp: before }), ...(after !== undefined && { ArrowDown: after }) },
  );
  if (list === undefined) return <SkeletonRows />;
  return (
    <ul ref={frame} aria-label={t("calendar.agenda", { month: format.month(date) })} onKeyDown={onKeyDown}>
      {list.map((day) => (
        <li key={day.date} className={classes.entry} data-chosen={day.date === date || undefined}>
          <button
            type="button"
            className={classes.day}
            aria-pressed={day.date === date}
            aria-current={day.date === today ? "date" : undefined}
            tabIndex={day.date === (chosen ?? list[0]?.date) ? 0 : -1}
            onClick={() => onChoose(day.date)}
          >
            <span>{format.weekdayName(day.date)}</span> <span className={classes.date}>{format.date(day.date)}</span>{" "}
            <span className={classes.distance}>{format.distance(day.date)}</span>
          </button>
          <ul className={classes.facts}>
            {factsOf(day).map((fact) => (
              <li key={fact.key} className={classes.fact} data-tone={fact.tone}>
                <Shape name={fact.shape} tone={fact.tone} />
                <span className={classes.text}>{fact.text}</span>
                <span className={classes.amounts}>
                  <Amounts amounts={fact.amounts} />
                </span>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
