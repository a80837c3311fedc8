import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { UtilizationPeriod, UtilizationQuery } from "../../bindings";
import { DateField } from "../../components/DateField";
import { addDays, dayNumber } from "../../lib/dates";
import { useKeys } from "../../lib/keys";
import classes from "./UtilizationScreen.module.css";
import { periods, type UtilizationSearch } from "./utilizationSearch";

type UtilizationBarProps = { query: UtilizationQuery; onSearch: (search: UtilizationSearch) => void };

/** Over which time, and how long the columns are. */
export function UtilizationBar({ query, onSearch }: UtilizationBarProps) {
  const { t } = useTranslation();
  const { from, through } = query;
  const days = dayNumber(through) - dayNumber(from);
  const setPeriod = (period: UtilizationPeriod) => onSearch({ period });
  useKeys(Object.fromEntries(periods.map((period, index) => [String(index + 1), () => setPeriod(period)])));
  return (
    <div className={classes.bar}>
      <SegmentedControl
        aria-label={t("utilization.columns")}
        value={query.period}
        onChange={(next) => setPeriod(next as UtilizationPeriod)}
        data={periods.map((period) => ({ value: period, label: t(`utilization.period.${period}`) }))}
      />
      <span className={classes.dates}>
        <span aria-hidden="true">{t("utilization.from")}</span>
        <DateField
          className={classes.date}
          label={t("utilization.first_day")}
          hidesLabel
          value={from}
          // A later beginning takes the end along, so that as many days stay.
          onChange={(next) =>
            next !== null && onSearch({ from: next, through: next > through ? addDays(next, days) : through })
          }
        />
        <span aria-hidden="true">{t("utilization.through")}</span>
        <DateField
          className={classes.date}
          label={t("utilization.last_day")}
          hidesLabel
          value={through}
          onChange={(next) =>
            next !== null && onSearch({ from: next < from ? addDays(next, -days) : from, through: next })
          }
        />
      </span>
    </div>
  );
}
