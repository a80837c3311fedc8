import { lazy } from "react";
import { useTranslation } from "react-i18next";
import type { ForecastWeek } from "../../bindings";
import { Money } from "../../components/Money";
import table from "../../components/Table.module.css";
import { isZero, useFormat } from "../../lib/format";
import classes from "./HomeScreen.module.css";
import { MoneyFigure } from "./MoneyFigure";

const StackedBars = lazy(() => import("../../components/charts/StackedBars"));

/** What the run dates of the weeks to come would bring, in one currency at a time. */
export function Weeks({ weeks }: { weeks: readonly ForecastWeek[] }) {
  const { t } = useTranslation();
  const of = (currency: string) => weeks.filter((row) => row.currency === currency);
  return (
    <MoneyFigure
      name="weeks"
      title={t("home.weeks")}
      note={t("home.weeks_note")}
      first="chart"
      list={{ list: "forecast_by_week" }}
      currencies={weeks.map((row) => row.currency)}
      nothing={t("home.no_weeks")}
      chart={(currency) => weeks.length > 0 && <WeekBars weeks={of(currency)} currency={currency} />}
      table={(currency) => weeks.length > 0 && <WeekTable weeks={of(currency)} currency={currency} />}
    />
  );
}

function WeekBars({ weeks, currency }: { weeks: readonly ForecastWeek[]; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const bars = weeks.map((row) => ({
    at: format.date(row.week),
    perMille: row.parts_per_mille,
    amounts: [row.expected, row.not_ready].map((amount) =>
      isZero(amount) ? t("home.none") : `${format.amount(amount)} ${currency}`,
    ),
    top: isZero(row.sum) ? "" : format.compact(row.sum),
  }));
  const read = bars.map(
    (bar) => `${bar.at}: ${t("home.expected")} ${bar.amounts[0]}, ${t("home.not_ready")} ${bar.amounts[1]}`,
  );
  return (
    <StackedBars
      label={`${t("home.weeks_in", { currency })} ${read.join(". ")}`}
      parts={[
        { name: "expected", word: t("home.expected"), look: "green" },
        { name: "not_ready", word: t("home.not_ready_part"), look: "amber-hatched" },
      ]}
      bars={bars}
    >
      <span className={classes.unit}>{t("home.in_currency", { currency })}</span>
    </StackedBars>
  );
}

function WeekTable({ weeks, currency }: { weeks: readonly ForecastWeek[]; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <table className={`${table.table} ${classes.money ?? ""}`} aria-label={t("home.weeks_in", { currency })}>
      <thead>
        <tr>
          <th>{t("home.week")}</th>
          <th className={table.end}>{t("home.run_dates")}</th>
          <th className={table.end}>{t("home.expected")}</th>
          <th className={table.end}>{t("home.not_ready_part")}</th>
          <th className={table.end}>{t("home.together")}</th>
        </tr>
      </thead>
      <tbody>
        {weeks.map((row) => (
          <tr key={row.week}>
            <th scope="row">{format.date(row.week)}</th>
            <td className={table.end}>{format.count(row.run_dates)}</td>
            <td className={table.end}>
              <Money amount={row.expected} />
            </td>
            <td className={table.end}>
              <Money amount={row.not_ready} />
            </td>
            <td className={table.end}>
              <Money amount={row.sum} strong />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
