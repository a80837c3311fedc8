import { useTranslation } from "react-i18next";
import type { Amount } from "../bindings";
import { useFormat } from "../lib/format";
import { Money } from "./Money";
import classes from "./ShortAmounts.module.css";

type ShortAmountsProps = {
  amounts: readonly Amount[];
  most?: number;
  strong?: boolean;
  stacked?: boolean;
  brief?: boolean;
};

/** Amounts of several currencies where there is room for few: the first, then how many more. All of them are read out. */
export function ShortAmounts({ amounts, most = 1, strong = false, stacked = false, brief = false }: ShortAmountsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  // One more amount takes no more room than the words that would stand for it.
  const shown = amounts.length <= most + 1 ? amounts : amounts.slice(0, most);
  const hidden = amounts.slice(shown.length);
  const rest = hidden.map((amount) => `${format.amount(amount.amount)} ${amount.currency}`).join(", ");
  return (
    <span className={classes.amounts} data-stacked={stacked || undefined}>
      {shown.map((amount) => (
        <Money key={amount.currency} amount={amount.amount} currency={amount.currency} strong={strong} />
      ))}
      {hidden.length > 0 && (
        <span className={classes.more} title={rest}>
          <span aria-hidden="true">
            {t(brief ? "common.more_amounts" : "common.more_currencies", { count: hidden.length })}
          </span>
          <span className={classes.unseen}>{rest}</span>
        </span>
      )}
    </span>
  );
}
