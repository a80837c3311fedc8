import { lazy } from "react";
import { useTranslation } from "react-i18next";
import type { AgedAmount } from "../../bindings";
import { Money } from "../../components/Money";
import table from "../../components/Table.module.css";
import { useFormat } from "../../lib/format";
import classes from "./HomeScreen.module.css";
import { MoneyFigure } from "./MoneyFigure";

const StackedBars = lazy(() => import("../../components/charts/StackedBars"));

/** How long chargeable work has waited, ready or not, in one currency at a time. */
export function Ages({ ages }: { ages: readonly AgedAmount[] }) {
  const { t } = useTranslation();
  const of = (currency: string) => ages.filter((row) => row.currency === currency);
  return (
    <MoneyFigure
      name="ages"
      title={t("home.ages")}
      note={t("home.ages_note")}
      first="chart"
      list={{ list: "backlog_by_age" }}
      currencies={ages.map((row) => row.currency)}
      nothing={t("home.no_backlog")}
      chart={(currency) => ages.length > 0 && <AgeBars ages={of(currency)} currency={currency} />}
      table={(currency) => ages.length > 0 && <AgeTable ages={of(currency)} currency={currency} />}
    />
  );
}

function AgeBars({ ages, currency }: { ages: readonly AgedAmount[]; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const bars = ages.map((row) => ({
    at: t(`home.age_short.${row.age}`),
    perMille: row.parts_per_mille,
    amounts: [`${format.amount(row.ready)} ${currency}`, `${format.amount(row.not_ready)} ${currency}`],
    top: row.count === 0 ? "" : format.compact(row.sum),
  }));
  const read = bars.map(
    (bar, index) =>
      `${t(`home.age_of.${ages[index]?.age ?? "to_come"}`)}: ${t("money.ready")} ${bar.amounts[0]}, ${t("money.not_ready")} ${bar.amounts[1]}`,
  );
  return (
    <StackedBars
      label={`${t("home.ages_in", { currency })} ${read.join(". ")}`}
      parts={[
        { name: "ready", word: t("money.ready"), look: "green" },
        { name: "not_ready", word: t("money.not_ready"), look: "amber-hatched" },
      ]}
      bars={bars}
    >
      <span className={classes.unit}>{t("home.age_days", { currency })}</span>
    </StackedBars>
  );
}

function AgeTable({ ages, currency }: { ages: readonly AgedAmount[]; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <table className={`${table.table} ${classes.money ?? ""}`} aria-label={t("home.ages_in", { currency })}>
      <thead>
        <tr>
          <th>{t("home.age")}</th>
          <th className={table.end}>{t("home.shares")}</th>
          <th className={table.end}>{t("money.ready")}</th>
          <th className={table.end}>{t("money.not_ready")}</th>
        </tr>
      </thead>
      <tbody>
        {ages.map((row) => (
          <tr key={row.age}>
            <th scope="row">{t(`home.age_of.${row.age}`)}</th>
            <td className={table.end}>{format.count(row.count)}</td>
            <td className={table.end}>
              <Money amount={row.ready} />
            </td>
            <td className={table.end}>
              <Money amount={row.not_ready} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
