import { Link } from "@tanstack/react-router";
import { lazy } from "react";
import { useTranslation } from "react-i18next";
import type { AgendaDate } from "../../bindings";
import { Shape } from "../../components/Shape";
import { ShortAmounts } from "../../components/ShortAmounts";
import { heights } from "../../lib/drawing";
import { isZero, useFormat } from "../../lib/format";
import classes from "./HomeScreen.module.css";
import { MoneyFigure } from "./MoneyFigure";

const StackedBars = lazy(() => import("../../components/charts/StackedBars"));

/** How many names of contracts the program sends at most. */
const NAMES_SENT = 3;
/** Of how many signs two names are still short. */
const SHORT_NAMES = 44;

/** The next run dates, what they would bring as marked today, what waits for missed ones, and last what has no date. */
export function Agenda({ agenda }: { agenda: readonly AgendaDate[] }) {
  const { t } = useTranslation();
  const dated = agenda.filter((row) => row.date !== null);
  const currencies = agenda.flatMap((row) => [...row.expected, ...row.not_ready]).map((one) => one.currency);
  return (
    <MoneyFigure
      name="forecast"
      title={t("home.next_run_dates")}
      note={t("home.next_run_dates_note")}
      first="table"
      tableWord={t("home.list")}
      list={{ list: "next_run_dates" }}
      end={<Link to="/calendar">{t("home.all_dates")}</Link>}
      currencies={currencies}
      wholeTable
      nothing={t("home.no_run_date_left")}
      chart={(currency) => dated.length > 0 && <Forecast dates={dated} currency={currency} />}
      table={() =>
        agenda.length > 0 && (
          <ul className={classes.agenda}>
            {agenda.map((row) => (
              <li key={row.date ?? (row.waits_for_missed ? "missed" : "none")}>
                <AgendaRow row={row} />
              </li>
            ))}
          </ul>
        )
      }
    />
  );
}

function useNames(): (row: AgendaDate) => string {
  const { t } = useTranslation();
  return ({ contract_names, contracts }) => {
    if (contract_names.length === 0) return t("home.nothing_ready", { count: contracts });
    const names = contract_names.map(shortened);
    // Fewer names than could be sent are all there are.
    const isAll = contract_names.length < NAMES_SENT || contracts <= contract_names.length;
    if (isAll) return names.join(", ");
    const two = names.slice(0, 2);
    const shown = two.join("").length <= SHORT_NAMES ? two : names.slice(0, 1);
    return t("home.names_and_more", { names: shown.join(", "), count: contracts - shown.length });
  };
}

/** A long name is cut, so that how many more there are stays in sight. */
function shortened(name: string): string {
  return name.length <= SHORT_NAMES ? name : `${name.slice(0, SHORT_NAMES - 1).trimEnd()}…`;
}

function AgendaRow({ row }: { row: AgendaDate }) {
  const { t } = useTranslation();
  const format = useFormat();
  const names = useNames()(row);
  const amounts = (
    <>
      <span className={classes.names} title={row.contract_names.join(", ")}>
        {names}
      </span>{" "}
      <span className={classes.brings}>
        <ShortAmounts amounts={row.expected} brief />
        {row.not_ready.length > 0 && (
          <span className={classes.notReady}>
            <Shape name="ring" tone="amber" /> <ShortAmounts amounts={row.not_ready} brief /> {t("home.not_ready")}
          </span>
        )}
      </span>
    </>
  );
  if (row.date === null) {
    return (
      <Link to="/radar" className={classes.date ?? ""}>
        <span className={classes.when}>
          <span className={classes.weekday}>
            <Shape name={row.waits_for_missed ? "clock" : "triangle"} tone="amber" />
          </span>
          <span className={classes.day}>{t(row.waits_for_missed ? "home.waits_for_missed" : "home.no_date")}</span>
        </span>{" "}
        <span className={classes.none}>{t(row.waits_for_missed ? "home.run_it" : "home.no_run")}</span> {amounts}
      </Link>
    );
  }
  return (
    <Link to="/run" search={{ date: row.date }} className={classes.date ?? ""}>
      <span className={classes.when}>
        <span className={classes.weekday}>{format.weekdayName(row.date)}</span>{" "}
        <span className={classes.day}>{format.date(row.date)}</span>{" "}
        <span className={classes.distance}>{format.distance(row.date)}</span>
      </span>{" "}
      <span className={row.drafts === 0 ? classes.none : classes.drafts}>
        {row.drafts === 0 ? t("home.no_draft_yet") : t("run.drafts", { count: row.drafts })}
      </span>{" "}
      {amounts}
    </Link>
  );
}

/** The same dates as bars, in one currency. */
function Forecast({ dates, currency }: { dates: readonly AgendaDate[]; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const amountOf = (amounts: AgendaDate["expected"]) => amounts.find((one) => one.currency === currency)?.amount ?? "0";
  const parts = dates.map((row) => [amountOf(row.expected), amountOf(row.not_ready)] as const);
  const drawn = heights(parts);
  const bars = dates.map((row, index) => {
    const [expected = "0", notReady = "0"] = parts[index] ?? [];
    return {
      at: format.date(row.date ?? ""),
      perMille: drawn[index] ?? [],
      amounts: [expected, notReady].map((amount) =>
        isZero(amount) ? t("home.none") : `${format.amount(amount)} ${currency}`,
      ),
      top: [expected, notReady]
        .filter((amount) => !isZero(amount))
        .map(format.compact)
        // A label breaks at a space that may be broken.
        .join("\u00a0+\u00a0"),
    };
  });
  const read = bars.map(
    (bar) => `${bar.at}: ${t("home.expected")} ${bar.amounts[0]}, ${t("home.not_ready")} ${bar.amounts[1]}`,
  );
  return (
    <StackedBars
      label={`${t("home.forecast", { currency })} ${read.join(". ")}`}
      parts={[
        { name: "expected", word: t("home.expected"), look: "green" },
        { name: "not_ready", word: t("home.not_ready_part"), look: "amber-hatched" },
      ]}
      bars={bars}
    >
      <span className={classes.unit}>{t("home.in_currency", { currency })}</span>
    </StackedBars>
  );
}
