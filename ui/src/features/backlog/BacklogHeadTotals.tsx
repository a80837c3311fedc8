import { Popover } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Amount, BacklogTotals } from "../../bindings";
import { LinkButton } from "../../components/LinkButton";
import { Money } from "../../components/Money";
import { Shape } from "../../components/Shape";
import { useWidthRem } from "../../components/useWidthRem";
import classes from "./BacklogHeadTotals.module.css";

/** As wide as one currency is with an amount of millions, and as what stands before and after them. */
const CURRENCY_REM = 7.5;
const WORDS_REM = 9;

const rows = [
  { id: "ready", shape: "dot", tone: "green" },
  { id: "not_ready", shape: "ring", tone: "amber" },
] as const;

function currenciesOf({ ready, not_ready }: BacklogTotals): string[] {
  return [...new Set([...ready, ...not_ready].map((one) => one.currency))].sort();
}

/** Ready and not ready of all that the filter lets through, each currency by itself; the rest on request. */
export function BacklogHeadTotals({ totals }: { totals: BacklogTotals }) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const room = useWidthRem(place);
  const [opened, setOpened] = useState(false);
  const currencies = currenciesOf(totals);
  const most = Math.max(1, Math.floor((room - WORDS_REM) / CURRENCY_REM));
  const shown = currencies.slice(0, most);
  const more = currencies.length - shown.length;
  return (
    <div ref={place} className={classes.place}>
      {currencies.length > 1 && <Totals totals={totals} currencies={shown} />}
      {currencies.length === 1 && <OneCurrency totals={totals} currencies={currencies} />}
      {more > 0 && (
        <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus>
          <Popover.Target>
            <LinkButton onClick={() => setOpened(!opened)}>{t("backlog.more_currencies", { count: more })}</LinkButton>
          </Popover.Target>
          <Popover.Dropdown aria-label={t("backlog.totals")} aria-labelledby={undefined}>
            <AllTotals totals={totals} currencies={currencies} />
          </Popover.Dropdown>
        </Popover>
      )}
    </div>
  );
}

function amountIn(amounts: readonly Amount[], currency: string): string | null {
  return amounts.find((one) => one.currency === currency)?.amount ?? null;
}

type TotalsProps = { totals: BacklogTotals; currencies: readonly string[] };

/** In one currency the two stand in one line, each with its word. */
function OneCurrency({ totals, currencies }: TotalsProps) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame of its own.
    <div role="group" aria-label={t("backlog.totals")} className={classes.one}>
      {rows.map(({ id, shape, tone }) =>
        currencies.map((currency) => {
          const amount = amountIn(totals[id], currency);
          return (
            amount !== null && (
              <span key={id} className={classes.part} data-tone={tone}>
                <Shape name={shape} tone={tone} /> <Money amount={amount} currency={currency} />{" "}
                {t(`backlog.total.${id}`)}
              </span>
            )
          );
        }),
      )}
    </div>
  );
}

function Totals({ totals, currencies }: TotalsProps) {
  const { t } = useTranslation();
  return (
    <table className={classes.totals} aria-label={t("backlog.totals")}>
      <tbody>
        {rows
          .filter(({ id }) => totals[id].length > 0)
          .map(({ id, shape, tone }) => (
            <tr key={id} data-tone={tone}>
              <th scope="row">
                <Shape name={shape} tone={tone} /> {t(`backlog.total.${id}`)}
              </th>
              {currencies.map((currency) => {
                const amount = amountIn(totals[id], currency);
                return <td key={currency}>{amount !== null && <Money amount={amount} currency={currency} />}</td>;
              })}
            </tr>
          ))}
      </tbody>
    </table>
  );
}

function AllTotals({ totals, currencies }: TotalsProps) {
  const { t } = useTranslation();
  return (
    <table className={classes.all} aria-label={t("backlog.totals")}>
      <thead>
        <tr>
          {rows.map(({ id, shape, tone }) => (
            <th key={id} scope="col">
              <Shape name={shape} tone={tone} /> {t(`backlog.total.${id}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {currencies.map((currency) => (
          <tr key={currency}>
            {rows.map(({ id }) => {
              const amount = amountIn(totals[id], currency);
              return <td key={id}>{amount !== null && <Money amount={amount} currency={currency} />}</td>;
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
