import { lazy } from "react";
import { useTranslation } from "react-i18next";
import type { MoneyParts } from "../../bindings";
import { Money } from "../../components/Money";
import { Status } from "../../components/Status";
import table from "../../components/Table.module.css";
import { useFormat } from "../../lib/format";
import classes from "./HomeScreen.module.css";
import { MoneyFigure } from "./MoneyFigure";

const StackedBars = lazy(() => import("../../components/charts/StackedBars"));

/** Where the parts stand among the thousandths: invoiced, on a draft, ready, not ready. */
const ON_DRAFT = 1;
const READY = 2;
const NOT_READY = 3;

/** Chargeable work that no confirmed invoice holds, one row per currency and never one sum. */
export function NotYetInvoiced({ money }: { money: readonly MoneyParts[] }) {
  const { t } = useTranslation();
  return (
    <MoneyFigure
      name="not-yet-invoiced"
      title={t("home.not_yet_invoiced")}
      first="table"
      list={{ list: "money_per_currency" }}
      nothing={t("home.no_money")}
      chart={() => money.length > 0 && <Parts money={money} />}
      table={() => money.length > 0 && <MoneyTable money={money} />}
    />
  );
}

function MoneyTable({ money }: { money: readonly MoneyParts[] }) {
  const { t } = useTranslation();
  return (
    <table className={`${table.table} ${classes.money ?? ""}`} aria-label={t("home.not_yet_invoiced_table")}>
      <thead>
        <tr>
          <th>
            <span className={classes.unseen}>{t("contracts.currency")}</span>
          </th>
          <th className={table.end}>
            <Status shape="dot" tone="green">
              {t("money.ready")}
            </Status>
          </th>
          <th className={table.end}>
            <Status shape="ring" tone="amber">
              {t("money.not_ready")}
            </Status>
          </th>
          <th className={table.end}>
            <Status shape="half" tone="violet">
              {t("home.on_drafts")}
            </Status>
          </th>
        </tr>
      </thead>
      <tbody>
        {money.map((row) => (
          <tr key={row.currency}>
            <th scope="row">{row.currency}</th>
            <td className={table.end}>
              <Money amount={row.ready} />
            </td>
            <td className={table.end}>
              <Money amount={row.not_ready} />
            </td>
            <td className={table.end}>
              <Money amount={row.on_draft} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Parts({ money }: { money: readonly MoneyParts[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const bars = money.map((row) => ({
    at: row.currency,
    perMille: [READY, NOT_READY, ON_DRAFT].map((part) => row.parts_per_mille[part] ?? 0),
    amounts: [row.ready, row.not_ready, row.on_draft].map((amount) => `${format.amount(amount)} ${row.currency}`),
    top: "",
  }));
  const words = [t("money.ready"), t("money.not_ready"), t("home.on_drafts")];
  const read = bars.map((bar) => bar.amounts.map((amount, index) => `${words[index]} ${amount}`).join(", "));
  return (
    <StackedBars
      label={`${t("home.not_yet_invoiced_table")}. ${read.join(". ")}`}
      lying
      parts={[
        { name: "ready", word: t("money.ready"), look: "green" },
        { name: "not_ready", word: t("money.not_ready"), look: "amber-hatched" },
        { name: "on_draft", word: t("home.on_drafts"), look: "violet" },
      ]}
      bars={bars}
    />
  );
}
