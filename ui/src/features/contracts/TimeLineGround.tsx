import { useTranslation } from "react-i18next";
import type { ContractDetail } from "../../bindings";
import { isZero, useFormat } from "../../lib/format";
import classes from "./ScheduleTimeLine.module.css";
import { type Anchor, boxOf, placeLabels, type Taken, widthOf } from "./timeLabels";
import { type DateMark, FOOT, LANE_LABEL, LATE_WORDS, type Lane, type Period, type TimeLine, TOP } from "./timeLine";

const HALF_BAR = 5;
/** Lines closer than this are a smear; only those with a label are drawn then. */
const LINE_GAP = 18;
/** How far from today a date beneath must stand. */
const TODAY_ROOM = 84;

/** Lines, dates and what each date brings; the marks stand on it. The table says the same. */
export function TimeLineGround({ drawn, contract }: { drawn: TimeLine; contract: ContractDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const facts = useDateFacts(contract);
  const bottom = drawn.height - FOOT;
  const end = drawn.ticks.at(-1)?.x ?? LANE_LABEL;
  const delivery = deliveryLabel(drawn, format.date(contract.delivery_date ?? ""), t("schedule.delivery"));
  const written = drawn.dates.map(facts);
  // What is to come is asked about most.
  const firstToCome = drawn.dates.findIndex((date) =>
    date.rows.some((row) => row.run_status === "not_run" && !row.is_missed),
  );
  const anchors = placeLabels(
    drawn.dates.map(({ x }, at) => ({ x, width: widthOf(...(written[at] ?? [])), isFirst: at === firstToCome })),
    { from: LANE_LABEL - 40, to: drawn.width },
    delivery === null ? [] : [delivery.box],
  );
  const isCrowded = drawn.dates.some(
    ({ x }, at) => x - (drawn.dates[at - 1]?.x ?? Number.NEGATIVE_INFINITY) < LINE_GAP,
  );
  const dense = isCrowded && drawn.dates.length > drawn.width / LINE_GAP / 2;
  return (
    <g aria-hidden="true">
      {drawn.ticks.map((tick) => (
        <g key={tick.date}>
          <path d={`M${tick.x} ${TOP}V${bottom}`} className={classes.tick} />
          {(drawn.today === null || Math.abs(drawn.today - tick.x) > TODAY_ROOM) && (
            <text x={tick.x} y={drawn.height - 10} textAnchor="middle" className={classes.date}>
              {format.date(tick.date)}
            </text>
          )}
        </g>
      ))}
      {drawn.lanes.map((lane) => (
        <g key={lane.line}>
          <path d={`M${LANE_LABEL} ${lane.y}H${end}`} className={classes.axis} />
          <path d={`M0 ${lane.y + drawn.laneHeight / 2}H${drawn.width}`} className={classes.tick} />
          {lane.late !== null && <Late late={lane.late} y={lane.y} />}
          {lane.periods.map((period) => (
            <PeriodBar key={period.key} period={period} y={lane.y} />
          ))}
        </g>
      ))}
      {drawn.dates.map((date, at) => {
        const anchor = anchors[at] ?? null;
        if (dense && anchor === null) return null;
        const isDone = date.rows.every((row) => row.run_status === "run_successful");
        return (
          <g key={date.date}>
            <path d={`M${date.x} ${TOP - 8}V${bottom}`} className={isDone ? classes.runDone : classes.run} />
            {anchor !== null && <Label x={date.x} anchor={anchor} words={written[at] ?? ["", ""]} />}
          </g>
        );
      })}
      {drawn.delivery !== null && delivery !== null && (
        <g>
          <path d={`M${drawn.delivery} ${TOP - 8}V${bottom}`} className={classes.delivery} />
          <Label x={drawn.delivery} anchor={delivery.anchor} words={delivery.words} />
        </g>
      )}
      {drawn.today !== null && <path d={`M${drawn.today} ${TOP - 8}V${bottom + 6}`} className={classes.today} />}
    </g>
  );
}

type Words = [string, string];

function deliveryLabel(
  { delivery, width }: TimeLine,
  ...words: Words
): { words: Words; anchor: Anchor; box: Taken } | null {
  if (delivery === null) return null;
  const needed = widthOf(...words);
  const anchor = delivery + needed / 2 > width ? "end" : "middle";
  return { words, anchor, box: boxOf(delivery, needed, anchor) };
}

function Label({ x, anchor, words: [brings, note] }: { x: number; anchor: Anchor; words: Words }) {
  return (
    <>
      <text x={x} y="17" textAnchor={anchor} className={classes.brings}>
        {brings}
      </text>
      <text x={x} y="31" textAnchor={anchor} className={classes.date}>
        {note}
      </text>
    </>
  );
}

/** Work that no later run takes. */
function Late({ late: { date, fromX, toX }, y }: { late: NonNullable<Lane["late"]>; y: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <rect x={fromX} y={y - 7} width={toX - fromX} height="14" rx="3" className={classes.late} />
      {toX - fromX >= LATE_WORDS && (
        <text x={fromX + 8} y={y + 4} className={classes.lateText}>
          {t("schedule.no_later_run", { date: format.date(date) })}
        </text>
      )}
    </>
  );
}

/** The work that rows take: up to their cut-off. */
function PeriodBar({ period: { fromX, toX, cutOffX, isDone }, y }: { period: Period; y: number }) {
  return (
    <>
      <rect
        x={fromX + 2}
        y={y - HALF_BAR}
        width={Math.max(0, toX - fromX - 4)}
        height={HALF_BAR * 2}
        rx="3"
        className={isDone ? classes.period : classes.periodToCome}
      />
      {cutOffX !== null && <path d={`M${cutOffX} ${y - 8}v16`} className={classes.cutOff} />}
    </>
  );
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
