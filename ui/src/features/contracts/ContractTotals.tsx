import { useTranslation } from "react-i18next";
import type { MoneyParts } from "../../bindings";
import { Money } from "../../components/Money";
import classes from "./ContractsScreen.module.css";

/** The sums of what is listed, one row per currency, never added across. */
export function ContractTotals({ count, totals }: { count: number; totals: readonly MoneyParts[] }) {
  const { t } = useTranslation();
  return (
    <div className={classes.totals}>
      <table className={classes.totalTable}>
        <caption className={classes.totalsLabel}>{t("contracts.totals", { count })}</caption>
        <thead className={classes.unseen}>
          <tr>
            <th>{t("contracts.currency")}</th>
            <th>{t("money.invoiced")}</th>
            <th>{t("money.on_draft")}</th>
            <th>{t("money.ready")}</th>
            <th>{t("money.not_ready")}</th>
          </tr>
        </thead>
        <tbody>
          {totals.map((total) => (
            <tr key={total.currency} className={classes.total}>
              <th scope="row" className={classes.currency}>
                {total.currency}
              </th>
              <td>
                <Money amount={total.invoiced} strong />
              </td>
              <td>
                <Money amount={total.on_draft} strong />
              </td>
              <td>
                <Money amount={total.ready} strong />
              </td>
              <td>
                <Money amount={total.not_ready} strong />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
