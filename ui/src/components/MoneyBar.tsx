import { useTranslation } from "react-i18next";
import type { MoneyParts } from "../bindings";
import { useFormat } from "../lib/format";
import { Money } from "./Money";
import classes from "./MoneyBar.module.css";

/** The parts of a contract's money in the order they travel. */
export const moneyPartNames = ["invoiced", "on_draft", "ready", "not_ready"] as const;

/** Where the money of a contract stands, drawn. Its amounts are in its name and, elsewhere, in words. */
export function MoneyBar({ money, tall = false }: { money: MoneyParts; tall?: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const facts = moneyPartNames.map((name) => `${t(`money.${name}`)} ${format.amount(money[name])}`).join(", ");
  const name = `${facts} ${money.currency}`;
  const isEmpty = money.parts_per_mille.every((part) => part === 0);
  return (
    <span className={classes.bar} data-tall={tall || undefined} role="img" aria-label={name} title={name}>
      {isEmpty && <span className={classes.part} data-part="empty" style={{ flexGrow: 1 }} />}
      {moneyPartNames.map((part, index) => {
        const perMille = money.parts_per_mille[index] ?? 0;
        if (perMille === 0) return null;
        return <span key={part} className={classes.part} data-part={part} style={{ flexGrow: perMille }} />;
      })}
    </span>
  );
}

/** What the colours and patterns of the bars stand for. */
export function MoneyLegend({ money }: { money?: MoneyParts }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.legend}>
      {moneyPartNames.map((part) => (
        <li key={part} className={classes.entry}>
          <span className={classes.swatch} data-part={part} aria-hidden="true" />
          {t(`money.${part}`)}
          {money !== undefined && <Money amount={money[part]} strong />}
        </li>
      ))}
    </ul>
  );
}
