import { Popover } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Amount, BacklogTotals } from "../../bindings";
import { LinkButton } from "../../components/LinkButton";
import { Money } from "../../components/Money";
import { Shape } from "../../components/Shape";
import { useWidthRem } from "../../components/useWidthRem";
import classes from "./BacklogHeadTotals.module.css";

/** As wide as a digit is, as what stands around an amount, and as the words before and after all of them. */
const DIGIT_REM = 0.47;
const AROUND_REM = 3.25;
const WORDS_REM = 12;

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
  const shown = currencies.slice(0, fitting(totals, currencies, room));
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

/** How many of the currencies there is room for; the first always. */
function fitting(totals: BacklogTotals, currencies: readonly string[], room: number): number {
  let left = room - WORDS_REM;
  const over = currencies.findIndex((currency) => {
    const digits = Math.max(...rows.map(({ id }) => amountIn(totals[id], currency)?.length ?? 0));
    // Every third digit brings a sign of its own.
    left -= digits * (4 / 3) * DIGIT_REM + AROUND_REM;
    return left < 0;
  });
  return over < 0 ? currencies.length : Math.max(1, over);
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
