import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { RunCalendar } from "../../bindings";
import { useFormat } from "../../lib/format";
import classes from "./RunScreen.module.css";

const SHOWN = 2;

/** The dates on which something is to run after this one. */
export function NextRunDates({ date, calendar }: { date: string; calendar: RunCalendar | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const later = calendar?.run_dates.filter((one) => one.date > date).slice(0, SHOWN) ?? [];
  if (later.length === 0) return null;
  return (
    <span className={classes.next}>
      {t("run.next_dates", { count: later.length })}{" "}
      {later.map((one, index) => (
        <span key={one.date}>
          {index > 0 && ", "}
          <Link to="/run" search={{ date: one.date }} title={t("run.contracts_due", { count: one.contracts })}>
            {format.weekdayShort(one.date)}
          </Link>
        </span>
      ))}
    </span>
  );
}

/** Dates before this one that were never run: a clerk should know of them before running a later one. */
export function EarlierRunDates({ date, calendar }: { date: string; calendar: RunCalendar | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const earlier = calendar?.run_dates.filter((one) => one.date < date) ?? [];
  const first = earlier[0];
  if (first === undefined) return null;
  return (
    <p className={classes.earlier}>
      {t("run.earlier_dates", { count: earlier.length })}{" "}
      <Link to="/run" search={{ date: first.date }}>
        {format.weekdayShort(first.date)}
      </Link>
    </p>
  );
}
