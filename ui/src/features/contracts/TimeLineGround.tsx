import { useTranslation } from "react-i18next";
import type { ContractDetail } from "../../bindings";
import { isZero, useFormat } from "../../lib/format";
import classes from "./ScheduleTimeLine.module.css";
import {
  type DateMark,
  FOOT,
  LANE,
  LANE_LABEL,
  LATE_WORDS,
  type Lane,
  type LaneMark,
  type TimeLine,
  TOP,
} from "./timeLine";

const HALF_BAR = 5;

/** Lines, dates and what each date brings; the marks stand on it. The table says the same. */
export function TimeLineGround({ drawn, contract }: { drawn: TimeLine; contract: ContractDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const bottom = drawn.height - FOOT;
  return (
    <g aria-hidden="true">
      {drawn.ticks.map((tick) => (
        <g key={tick.date}>
          <path d={`M${tick.x} ${TOP}V${bottom}`} className={classes.tick} />
          {(drawn.today === null || Math.abs(drawn.today - tick.x) > 62) && (
            <text x={tick.x} y={drawn.height - 10} textAnchor="middle" className={classes.date}>
              {format.date(tick.date)}
            </text>
          )}
        </g>
      ))}
      {drawn.lanes.map((lane) => (
        <g key={lane.line}>
          <path d={`M${LANE_LABEL} ${lane.y}H${drawn.ticks.at(-1)?.x ?? 0}`} className={classes.axis} />
          <path d={`M0 ${lane.y + LANE / 2}H100000`} className={classes.tick} />
          {lane.late !== null && <Late late={lane.late} y={lane.y} />}
          {lane.marks.map((mark) => (
            <Period key={mark.index} mark={mark} y={lane.y} />
          ))}
        </g>
      ))}
      {drawn.dates.map((date) => (
        <g key={date.date}>
          <path
            d={`M${date.x} ${TOP - 8}V${bottom}`}
            className={date.rows.every((row) => row.run_status === "run_successful") ? classes.runDone : classes.run}
          />
          {date.isLabelled && <DateLabel date={date} contract={contract} />}
        </g>
      ))}
      {drawn.delivery !== null && (
        <g>
          <path d={`M${drawn.delivery} ${TOP - 8}V${bottom}`} className={classes.delivery} />
          <text x={drawn.delivery} y="17" textAnchor="middle" className={classes.brings}>
            {format.date(contract.delivery_date ?? "")}
          </text>
          <text x={drawn.delivery} y="31" textAnchor="middle" className={classes.date}>
            {t("schedule.delivery")}
          </text>
        </g>
      )}
      {drawn.today !== null && <path d={`M${drawn.today} ${TOP - 8}V${bottom + 6}`} className={classes.today} />}
    </g>
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

/** The work that a row takes: up to its cut-off. */
function Period({ mark, y }: { mark: LaneMark; y: number }) {
  const { row, cutOffX, fromX } = mark;
  if (cutOffX === null) return null;
  return (
    <>
      {fromX !== null && (
        <rect
          x={fromX + 2}
          y={y - HALF_BAR}
          width={Math.max(0, cutOffX - fromX - 4)}
          height={HALF_BAR * 2}
          rx="3"
          className={row.run_status === "run_successful" ? classes.period : classes.periodToCome}
        />
      )}
      <path d={`M${cutOffX} ${y - 8}v16`} className={classes.cutOff} />
    </>
  );
}

/** What a date brought or will bring, where the program has said it as one amount. */
function DateLabel({ date, contract }: { date: DateMark; contract: ContractDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const made = contract.invoices.filter((invoice) => invoice.invoice_date === date.date);
  const [only, ...others] = made;
  const row = date.rows.length === 1 ? date.rows[0] : undefined;
  const facts = (): [string, string] => {
    if (only !== undefined && others.length === 0) {
      return [format.amount(only.total.amount), t(`invoice_status.${only.status}`)];
    }
    if (made.length > 1) return [t("schedule.invoices", { count: made.length }), format.date(date.date)];
    if (date.rows.every((one) => one.run_status === "run_successful")) {
      return [format.date(date.date), t("schedule.nothing")];
    }
    if (row?.milestone?.billing_status === "not_ready") {
      return [format.amount(row.milestone.amount), t("billing_status.not_ready")];
    }
    if (row?.expected != null && !isZero(row.expected)) return [format.amount(row.expected), t("schedule.expected")];
    return [
      format.date(date.date),
      row === undefined ? t("schedule.lines", { count: date.rows.length }) : t("schedule.nothing_yet"),
    ];
  };
  const [brings, note] = facts();
  return (
    <>
      <text x={date.x} y="17" textAnchor="middle" className={classes.brings}>
        {brings}
      </text>
      <text x={date.x} y="31" textAnchor="middle" className={classes.date}>
        {note}
      </text>
    </>
  );
}
