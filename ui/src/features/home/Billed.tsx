import { lazy } from "react";
import { useTranslation } from "react-i18next";
import type { BilledMonth } from "../../bindings";
import { Money } from "../../components/Money";
import table from "../../components/Table.module.css";
import { useFormat } from "../../lib/format";
import classes from "./HomeScreen.module.css";
import { MoneyFigure } from "./MoneyFigure";

const StackedBars = lazy(() => import("../../components/charts/StackedBars"));

/** More bars than this leave no room for an amount on each. */
const LABELLED_BARS = 7;

/** What was billed month by month, in one currency at a time: confirmed solid, on drafts hatched. */
export function Billed({ billed }: { billed: readonly BilledMonth[] }) {
  const { t } = useTranslation();
  const of = (currency: string) => billed.filter((month) => month.currency === currency);
  return (
    <MoneyFigure
      name="billed"
      title={t("home.billed")}
      first="chart"
      list={{ list: "billed_per_month" }}
      currencies={billed.map((month) => month.currency)}
      nothing={t("home.nothing_billed")}
      chart={(currency) => billed.length > 0 && <BilledBars months={of(currency)} currency={currency} />}
      table={(currency) => billed.length > 0 && <BilledTable months={of(currency)} currency={currency} />}
    />
  );
}

function height(month: BilledMonth): number {
  return month.parts_per_mille.reduce((sum, part) => sum + part, 0);
}

function BilledBars({ months, currency }: { months: readonly BilledMonth[]; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const highest = Math.max(...months.map(height));
  const bars = months.map((month, index) => {
    const isLabelled = months.length <= LABELLED_BARS || index === months.length - 1 || height(month) === highest;
    return {
      at: format.monthName(month.month),
      perMille: month.parts_per_mille,
      amounts: [`${format.amount(month.confirmed)} ${currency}`, `${format.amount(month.on_draft)} ${currency}`],
      top: isLabelled ? format.compact(month.sum) : "",
    };
  });
  const read = bars.map(
    (bar, index) =>
      `${format.month(months[index]?.month ?? "")}: ${t("invoice_status.confirmed")} ${bar.amounts[0]}, ${t("home.on_drafts")} ${bar.amounts[1]}`,
  );
  return (
    <StackedBars
      label={`${t("home.billed_in", { currency })} ${read.join(". ")}`}
      parts={[
        { name: "confirmed", word: t("invoice_status.confirmed"), look: "accent" },
        { name: "on_draft", word: t("home.on_drafts"), look: "accent-hatched" },
      ]}
      bars={bars}
    >
      <span className={classes.unit}>{t("home.in_currency", { currency })}</span>
    </StackedBars>
  );
}

function BilledTable({ months, currency }: { months: readonly BilledMonth[]; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <table className={`${table.table} ${classes.money ?? ""}`} aria-label={t("home.billed_in", { currency })}>
      <thead>
        <tr>
          <th>{t("home.month")}</th>
          <th className={table.end}>{t("invoice_status.confirmed")}</th>
          <th className={table.end}>{t("home.on_drafts")}</th>
          <th className={table.end}>{t("home.together")}</th>
        </tr>
      </thead>
      <tbody>
        {months.map((month) => (
          <tr key={month.month}>
            <th scope="row">{format.month(month.month)}</th>
            <td className={table.end}>
              <Money amount={month.confirmed} />
            </td>
            <td className={table.end}>
              <Money amount={month.on_draft} />
            </td>
            <td className={table.end}>
              <Money amount={month.sum} strong />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
