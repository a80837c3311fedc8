import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useContext, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecordRow } from "../../bindings";
import { Icon } from "../../components/Icon";
import { monthWeeks, weekdayNumber } from "../../lib/dates";
import { TodayContext, useFirstWeekday, useFormat } from "../../lib/format";
import classes from "./YearView.module.css";

type YearViewProps = { rows: readonly RecordRow[]; onOpen: (id: string) => void };

/** The holidays of a year on its twelve months. */
export function YearView({ rows, onOpen }: YearViewProps) {
  const { t } = useTranslation();
  const today = useContext(TodayContext) ?? rows[0]?.id ?? "2020-01-01";
  const [year, setYear] = useState(Number(today.slice(0, 4)));
  const names = new Map(rows.map(({ id, form }) => [id, form.name]));
  const count = rows.filter(({ id }) => id.startsWith(String(year))).length;
  return (
    <div className={classes.view}>
      <div className={classes.head}>
        <ActionIcon variant="subtle" aria-label={t("setup.year_before")} onClick={() => setYear(year - 1)}>
          <Icon of={IconChevronLeft} />
        </ActionIcon>
        <h2 className={classes.year} aria-live="polite">
          {year}
        </h2>
        <ActionIcon variant="subtle" aria-label={t("setup.year_after")} onClick={() => setYear(year + 1)}>
          <Icon of={IconChevronRight} />
        </ActionIcon>
        <span className={classes.count}>{t("setup.count.holidays", { count })}</span>
      </div>
      <div className={classes.months}>
        {Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, "0")}-01`).map((month) => (
          <Month key={month} month={month} names={names} onOpen={onOpen} />
        ))}
      </div>
    </div>
  );
}

type MonthProps = { month: string; names: ReadonlyMap<string, string>; onOpen: (id: string) => void };

function Month({ month, names, onOpen }: MonthProps) {
  const format = useFormat();
  const weeks = monthWeeks(month, useFirstWeekday());
  return (
    <section aria-label={format.month(month)}>
      <h3 className={classes.name}>{format.month(month)}</h3>
      <div className={classes.days}>
        {weeks[0]?.map((date) => (
          <span key={`head ${date}`} className={classes.weekday} aria-hidden="true">
            {format.weekdayName(date).slice(0, 1)}
          </span>
        ))}
        {weeks.flat().map((date) => {
          if (!date.startsWith(month.slice(0, 7))) return <span key={date} />;
          const name = names.get(date);
          const day = Number(date.slice(8));
          const isWeekend = [0, 6].includes(weekdayNumber(date));
          return name === undefined ? (
            <span key={date} className={classes.day} data-weekend={isWeekend || undefined}>
              {day}
            </span>
          ) : (
            <button
              key={date}
              type="button"
              className={classes.holiday}
              title={name}
              aria-label={[format.longDate(date), name].filter(Boolean).join(", ")}
              onClick={() => onOpen(date)}
            >
              {day}
            </button>
          );
        })}
      </div>
    </section>
  );
}
