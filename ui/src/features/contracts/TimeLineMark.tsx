import { isZero, useFormat } from "../../lib/format";
import classes from "./ScheduleTimeLine.module.css";
import { widthOf } from "./timeLabels";
import type { LaneMark } from "./timeLine";

type TimeLineMarkProps = {
  mark: LaneMark;
  y: number;
  isLit: boolean;
  /** What stands above it already. */
  said: string | undefined;
};

/** A run date or milestone, or how many where there is no room for each. */
export function TimeLineMark(props: TimeLineMarkProps) {
  return props.mark.rows.length > 1 ? <Several {...props} /> : <One {...props} />;
}

function Several({ mark: { rows, x }, y, isLit }: Omit<TimeLineMarkProps, "said">) {
  const has = (is: (row: LaneMark["first"]["row"]) => boolean) => rows.some(({ row }) => is(row));
  const look = has((row) => row.run_status === "run_failed")
    ? classes.severalFailed
    : has((row) => row.is_missed || row.milestone?.billing_status === "not_ready")
      ? classes.notReady
      : has((row) => row.run_status === "not_run")
        ? classes.toCome
        : classes.severalDone;
  return (
    <>
      <rect x={x - 12} y={y - 8} width="24" height="16" rx="8" className={look} />
      <text x={x} y={y + 4} textAnchor="middle" className={classes.several}>
        {rows.length}
      </text>
      {isLit && <rect x={x - 15} y={y - 11} width="30" height="22" rx="11" className={classes.lit} />}
    </>
  );
}

function One({ mark, y, isLit, said }: TimeLineMarkProps) {
  const format = useFormat();
  const { x, isBefore, room } = mark;
  const { row } = mark.first;
  const isDone = row.run_status === "run_successful";
  const isNotReady = row.milestone?.billing_status === "not_ready" && !isDone;
  const amount =
    row.milestone?.amount ?? (isDone || row.expected === null || isZero(row.expected) ? null : row.expected);
  const shown = amount === null ? null : format.amount(amount);
  return (
    <>
      {row.milestone !== null ? (
        <path
          d={`M${x} ${y - 8}l8 8-8 8-8-8z`}
          className={isDone ? classes.done : isNotReady || row.is_missed ? classes.notReady : classes.toCome}
        />
      ) : row.run_status === "run_failed" ? (
        <>
          <path d={`M${x - 2.9} ${y - 7}h5.8l4.1 4.1v5.8l-4.1 4.1h-5.8l-4.1-4.1v-5.8z`} className={classes.failed} />
          <path d={`M${x - 3} ${y}h6`} className={classes.bar} />
        </>
      ) : (
        <circle
          cx={x}
          cy={y}
          r="6"
          className={isDone ? classes.done : row.is_missed ? classes.notReady : classes.toCome}
        />
      )}
      {row.is_missed && row.milestone === null && (
        <path d={`M${x} ${y - 3.2}V${y}l2.2 1.4`} className={classes.hands} />
      )}
      {isDone && row.milestone === null && (
        <path d={`m${x - 2.6} ${y + 0.2} 1.9 1.9 3.4-3.9`} className={classes.check} />
      )}
      {shown !== null && shown !== said && widthOf(shown) <= room && (
        <text x={isBefore ? x - 9 : x + 9} y={y - 9} textAnchor={isBefore ? "end" : "start"} className={classes.amount}>
          {shown}
        </text>
      )}
      {isLit && <circle cx={x} cy={y} r="11" className={classes.lit} />}
    </>
  );
}
