import type { CSSProperties, RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { MoneyParts } from "../../bindings";
import { Money } from "../../components/Money";
import classes from "./ContractsScreen.module.css";
import { amountColumns } from "./useContractColumns";

type ContractTotalsProps = {
  /** What goes sideways with the columns. */
  place: RefObject<HTMLDivElement | null>;
  count: number;
  totals: readonly MoneyParts[];
  /** The columns that are shown, in their order: a sum stands under the column that it is of. */
  columns: readonly string[];
};

/** The sums of what is listed, one row per currency, never added across. */
export function ContractTotals({ place, count, totals, columns }: ContractTotalsProps) {
  const { t } = useTranslation();
  // The first column is that of the boxes.
  const widths = ["1.25rem", ...columns.map((column) => `var(--column-${column})`)].join(" ");
  const at = (column: string) => {
    const index = columns.indexOf(column);
    return index < 0 ? undefined : { gridColumn: index + 2 };
  };
  return (
    <div ref={place} className={`${classes.totals} ${classes.widths}`} style={{ "--columns": widths } as CSSProperties}>
      <table className={classes.totalTable}>
        <caption className={classes.totalsLabel}>{t("contracts.totals", { count })}</caption>
        <thead className={classes.unseen}>
          <tr>
            <th>{t("contracts.currency")}</th>
            {amountColumns.map((part) => (
              <th key={part}>{t(`money.${part}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {totals.map((total) => (
            <tr key={total.currency} className={classes.total}>
              <th scope="row" className={classes.currency} style={at("currency")}>
                {total.currency}
              </th>
              {amountColumns.map((part) => (
                <td key={part} className={at(part) === undefined ? classes.unseen : undefined} style={at(part)}>
                  <Money amount={total[part]} strong />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
