import { useTranslation } from "react-i18next";
import { useFormat } from "../../lib/format";
import classes from "./ScheduleTimeLine.module.css";
import { FOOT, LANE_LABEL, LATE_WORDS, type Lane, type Period, type TimeLine, TOP } from "./timeLine";
import type { TimeLineLabel, TimeLineLabels } from "./useTimeLineLabels";

const HALF_BAR = 5;
/** Lines closer than this are a smear; only those with a label are drawn then. */
const LINE_GAP = 18;
/** How far from today a date beneath must stand. */
const TODAY_ROOM = 84;

/** Lines, dates and what each date brings; the marks stand on it. The table says the same. */
export function TimeLineGround({ drawn, labels: { dates, delivery } }: { drawn: TimeLine; labels: TimeLineLabels }) {
  const format = useFormat();
  const bottom = drawn.height - FOOT;
  const end = drawn.ticks.at(-1)?.x ?? LANE_LABEL;
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
        const label = dates[at] ?? null;
        if (dense && label === null) return null;
        const isDone = date.rows.every((row) => row.run_status === "run_successful");
        return (
          <g key={date.date}>
            <path d={`M${date.x} ${TOP - 8}V${bottom}`} className={isDone ? classes.runDone : classes.run} />
            {label !== null && <Label x={date.x} {...label} />}
          </g>
        );
      })}
      {drawn.delivery !== null && delivery !== null && (
        <g>
          <path d={`M${drawn.delivery} ${TOP - 8}V${bottom}`} className={classes.delivery} />
          <Label x={drawn.delivery} {...delivery} />
        </g>
      )}
      {drawn.today !== null && <path d={`M${drawn.today} ${TOP - 8}V${bottom + 6}`} className={classes.today} />}
    </g>
  );
}

function Label({ x, anchor, words: [brings, note] }: TimeLineLabel & { x: number }) {
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
