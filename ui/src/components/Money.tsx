import type { Amount } from "../bindings";
import { isZero, useFormat } from "../lib/format";
import classes from "./Money.module.css";

type MoneyProps = { amount: string; currency?: string | undefined; strong?: boolean };

/** An amount as the program gave it, its currency after it. */
export function Money({ amount, currency, strong = false }: MoneyProps) {
  const format = useFormat();
  return (
    <span className={classes.money} data-strong={strong || undefined} data-zero={isZero(amount) || undefined}>
      {format.amount(amount)}
      {currency !== undefined && <span className={classes.currency}> {currency}</span>}
    </span>
  );
}

/** Amounts of several currencies, beside each other and never added. */
export function Amounts({ amounts }: { amounts: readonly Amount[] }) {
  return (
    <span className={classes.several}>
      {amounts.map((amount) => (
        <Money key={amount.currency} amount={amount.amount} currency={amount.currency} />
      ))}
    </span>
  );
}
