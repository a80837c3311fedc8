import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { LimitBar } from "../bindings";
import { isZero, useFormat } from "../lib/format";
import classes from "./LimitBars.module.css";
import { LinkButton } from "./LinkButton";
import { Money } from "./Money";
import { PartBar, PartLegend } from "./PartBar";

const parts = ["billed", "committed", "left"] as const;

/** More than these are folded to those with the least left. */
const LIMITS_MAX = 6;

function leftPerMille(limit: LimitBar): number {
  return limit.parts_per_mille[parts.indexOf("left")] ?? 0;
}

/** Not-to-exceed limits: what of each is billed, committed and left. */
export function LimitBars({ limits, currency }: { limits: readonly LimitBar[]; currency: string }) {
  const { t } = useTranslation();
  const [showsAll, setShowsAll] = useState(false);
  const isLong = limits.length > LIMITS_MAX;
  const shown =
    isLong && !showsAll
      ? limits.toSorted((one, other) => leftPerMille(one) - leftPerMille(other)).slice(0, LIMITS_MAX)
      : limits;
  return (
    <div>
      <ul className={classes.list} aria-label={t("limits.title")}>
        {shown.map((limit) => (
          <Bar
            key={`${limit.level} ${limit.contract_line?.id} ${limit.customer?.id}`}
            limit={limit}
            currency={currency}
          />
        ))}
      </ul>
      {isLong && (
        <p className={classes.more}>
          <LinkButton aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
            {showsAll ? t("limits.few", { count: LIMITS_MAX }) : t("limits.all", { count: limits.length })}
          </LinkButton>
        </p>
      )}
    </div>
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
      <div className={classes.bar}>
        <PartBar parts={parts} perMille={limit.parts_per_mille} name={name} />
      </div>
      {/* All of it is in the name of the bar. */}
      <div aria-hidden="true">
        <PartLegend
          entries={parts.map((part) => ({
            part,
            words: (
              <>
                {t(`limits.${part}`)} <Money amount={limit[part]} />
              </>
            ),
          }))}
        />
      </div>
    </li>
  );
}
