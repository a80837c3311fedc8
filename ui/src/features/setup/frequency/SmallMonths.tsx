import { useTranslation } from "react-i18next";
import type { FrequencyDate } from "../../../bindings";
import { addMonths, monthWeeks } from "../../../lib/dates";
import { useFirstWeekday, useFormat } from "../../../lib/format";
import classes from "./SmallMonths.module.css";

const MONTHS = 6;

/** Six months from the first date on: run dates filled, cut-offs underlined. The table beside it says the same. */
export function SmallMonths({ dates, from }: { dates: readonly FrequencyDate[]; from: string }) {
  const { t } = useTranslation();
  const first = dates[0]?.run_date ?? from;
  const runs = new Set(dates.map(({ run_date }) => run_date));
  const cutOffs = new Set(dates.map(({ cut_off_date }) => cut_off_date));
  const months = Array.from({ length: MONTHS }, (_, index) => addMonths(`${first.slice(0, 7)}-01`, index));
  return (
    <div>
      <p className={classes.legend} aria-hidden="true">
        <span className={classes.runSample} /> {t("setup.frequency.legend_run")}
        <span className={classes.cutOffSample} /> {t("setup.frequency.legend_cut_off")}
      </p>
      <div className={classes.months} role="img" aria-label={t("setup.frequency.months", { count: MONTHS })}>
        {months.map((month) => (
          <Month key={month} month={month} runs={runs} cutOffs={cutOffs} />
        ))}
      </div>
    </div>
  );
}

type MonthProps = { month: string; runs: ReadonlySet<string>; cutOffs: ReadonlySet<string> };

function Month({ month, runs, cutOffs }: MonthProps) {
  const format = useFormat();
  const weeks = monthWeeks(month, useFirstWeekday());
  return (
    <div>
      <div className={classes.name}>{format.month(month)}</div>
      <div className={classes.days}>
        {weeks[0]?.map((date) => (
          <span key={date} className={classes.weekday}>
            {format.weekdayName(date).slice(0, 1)}
          </span>
        ))}
        {weeks.flat().map((date) => (
          <span
            key={date}
            className={classes.day}
            data-run={(runs.has(date) && date.startsWith(month.slice(0, 7))) || undefined}
            data-cut-off={(cutOffs.has(date) && date.startsWith(month.slice(0, 7))) || undefined}
          >
            {date.startsWith(month.slice(0, 7)) ? Number(date.slice(8)) : ""}
          </span>
        ))}
      </div>
    </div>
  );
}
