// What stands along the top of the time line: what each date brings, as far as there is room for it.
import { useTranslation } from "react-i18next";
import type { ContractDetail } from "../../bindings";
import { isZero, useFormat } from "../../lib/format";
import { type Anchor, boxOf, placeLabels, type Taken, widthOf } from "./timeLabels";
import { type DateMark, LANE_LABEL, type TimeLine } from "./timeLine";

type Words = [string, string];

export type TimeLineLabel = { words: Words; anchor: Anchor };

export type TimeLineLabels = {
  /** For each date; none where it finds no room. */
  dates: (TimeLineLabel | null)[];
  delivery: TimeLineLabel | null;
};

export function useTimeLineLabels(drawn: TimeLine, contract: ContractDetail): TimeLineLabels {
  const { t } = useTranslation();
  const format = useFormat();
  const facts = useDateFacts(contract);
  const delivery = deliveryLabel(drawn, format.date(contract.delivery_date ?? ""), t("schedule.delivery"));
  // What is to come is asked about most.
  const firstToCome = drawn.dates.findIndex((date) =>
    date.rows.some((row) => row.run_status === "not_run" && !row.is_missed),
  );
  const place = (written: readonly Words[]): (TimeLineLabel | null)[] =>
    placeLabels(
      drawn.dates.map(({ x }, at) => ({ x, width: widthOf(...(written[at] ?? [])), isFirst: at === firstToCome })),
      { from: LANE_LABEL - 40, to: drawn.width },
      delivery === null ? [] : [delivery.box],
    ).map((anchor, at) => (anchor === null ? null : { anchor, words: written[at] ?? ["", ""] }));
  return { dates: firstWhole(ways(drawn, facts, format.date).map(place)), delivery };
}

/** How dates may be written, the fullest first. Of a line by itself each label says its date, too. */
function ways(
  { dates, lanes }: TimeLine,
  facts: (date: DateMark) => Words,
  write: (date: string) => string,
): Words[][] {
  const written = dates.map(facts);
  if (lanes.length !== 1) return [written];
  const dated = written.map(([brings, note], at) => {
    const day = write(dates[at]?.date ?? "");
    return { day, note, amount: brings === day ? "" : brings };
  });
  return [
    dated.map(
      ({ day, note, amount }): Words =>
        amount === "" || note === day ? [amount || day, note] : [amount, `${day}, ${note}`],
    ),
    dated.map(({ day, amount }): Words => [amount, day]),
    dated.map(({ day }): Words => [day, ""]),
  ];
}

/** The first way in which every date finds room; where there is none, the last that says more than the date. */
function firstWhole(placed: (TimeLineLabel | null)[][]): (TimeLineLabel | null)[] {
  const whole = placed.find((labels) => labels.every((label) => label !== null));
  return whole ?? placed[Math.max(0, placed.length - 2)] ?? [];
}

function deliveryLabel({ delivery, width }: TimeLine, ...words: Words): (TimeLineLabel & { box: Taken }) | null {
  if (delivery === null) return null;
  const needed = widthOf(...words);
  const anchor = delivery + needed / 2 > width ? "end" : "middle";
  return { words, anchor, box: boxOf(delivery, needed, anchor) };
}

/** What a date brought or will bring, where the program has said it as one amount. */
function useDateFacts(contract: ContractDetail): (date: DateMark) => Words {
  const { t } = useTranslation();
  const format = useFormat();
  return (date) => {
    const made = contract.invoices.filter((invoice) => invoice.invoice_date === date.date);
    const [only, ...others] = made;
    const row = date.rows.length === 1 ? date.rows[0] : undefined;
    if (only !== undefined && others.length === 0) {
      return [format.amount(only.total.amount), t(`invoice_status.${only.status}`)];
    }
    if (made.length > 1) return [t("schedule.invoices", { count: made.length }), format.date(date.date)];
    if (date.rows.every((one) => one.run_status === "run_successful")) {
      return [format.date(date.date), t("schedule.nothing")];
    }
    if (date.rows.some((one) => one.is_missed)) return [format.date(date.date), t("run_status.missed")];
    if (row?.milestone?.billing_status === "not_ready") {
      return [format.amount(row.milestone.amount), t("billing_status.not_ready")];
    }
    if (row?.expected != null && !isZero(row.expected)) return [format.amount(row.expected), t("schedule.expected")];
    return [
      format.date(date.date),
      row === undefined ? t("schedule.lines", { count: date.rows.length }) : t("schedule.nothing_yet"),
    ];
  };
}
