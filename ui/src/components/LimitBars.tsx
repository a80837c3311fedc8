import { useTranslation } from "react-i18next";
import type { LimitBar } from "../bindings";
import { isZero, useFormat } from "../lib/format";
import classes from "./LimitBars.module.css";
import { Money } from "./Money";

const parts = ["billed", "committed", "left"] as const;

/** Not-to-exceed limits: what of each is billed, committed and left. */
export function LimitBars({ limits, currency }: { limits: readonly LimitBar[]; currency: string }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.list} aria-label={t("limits.title")}>
      {limits.map((limit) => (
        <Bar
          key={`${limit.level} ${limit.contract_line?.id} ${limit.customer?.id}`}
          limit={limit}
          currency={currency}
        />
      ))}
    </ul>
  );
}

function Bar({ limit, currency }: { limit: LimitBar; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const isUsed = isZero(limit.left) || limit.left.startsWith("-");
  const on = [limit.contract_line?.name, limit.customer?.name].filter(Boolean).join(", ");
  const facts = parts.map((part) => `${t(`limits.${part}`)} ${format.amount(limit[part])}`).join(", ");
  const name = `${t(`limits.level.${limit.level}`)} ${on}: ${facts} ${currency}`;
  return (
    <li>
      <div className={classes.head}>
        <span className={classes.name}>
          {t(`limits.level.${limit.level}`)} {on !== "" && <span className={classes.context}>{on}</span>}
        </span>
        <span className={classes.left} data-is-used={isUsed || undefined}>
          <Money amount={limit.left} strong /> {t("limits.left_of")} <Money amount={limit.limit} currency={currency} />
        </span>
      </div>
      <span className={classes.bar} role="img" aria-label={name} title={name}>
        {parts.map((part, index) => {
          const perMille = limit.parts_per_mille[index] ?? 0;
          if (perMille === 0) return null;
          return <span key={part} className={classes.part} data-part={part} style={{ flexGrow: perMille }} />;
        })}
      </span>
      <div className={classes.legend} aria-hidden="true">
        {parts.map((part) => (
          <span key={part} className={classes.entry}>
            <span className={classes.swatch} data-part={part} />
            {t(`limits.${part}`)} <Money amount={limit[part]} />
          </span>
        ))}
      </div>
    </li>
  );
}
