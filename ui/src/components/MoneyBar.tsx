import { useTranslation } from "react-i18next";
import type { MoneyParts } from "../bindings";
import { useFormat } from "../lib/format";
import { Money } from "./Money";
import { PartBar, PartLegend } from "./PartBar";

/** The parts of a contract's money in the order they travel. */
export const moneyPartNames = ["invoiced", "on_draft", "ready", "not_ready"] as const;

/** Where the money of a contract stands, drawn. Its amounts are in its name and, elsewhere, in words. */
export function MoneyBar({ money, tall = false }: { money: MoneyParts; tall?: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const facts = moneyPartNames.map((name) => `${t(`money.${name}`)} ${format.amount(money[name])}`).join(", ");
  return (
    <PartBar parts={moneyPartNames} perMille={money.parts_per_mille} name={`${facts} ${money.currency}`} tall={tall} />
  );
}

/** What the colours and patterns of the bars stand for. */
export function MoneyLegend({ money }: { money?: MoneyParts }) {
  const { t } = useTranslation();
  return (
    <PartLegend
      entries={moneyPartNames.map((part) => ({
        part,
        words: (
          <>
            {t(`money.${part}`)}
            {money !== undefined && <Money amount={money[part]} strong />}
          </>
        ),
      }))}
    />
  );
}
