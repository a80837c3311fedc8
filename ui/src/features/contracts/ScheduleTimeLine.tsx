import { useElementSize } from "@mantine/hooks";
import { type KeyboardEvent, useContext, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContractDetail, ScheduleRowView } from "../../bindings";
import { isZero, TodayContext, useFormat } from "../../lib/format";
import classes from "./ScheduleTimeLine.module.css";
import { TimeLineGround } from "./TimeLineGround";
import { FOOT, LANE_LABEL, type Lane, type LaneMark, layTimeLine } from "./timeLine";

/** Until the page has been measured. */
const FIRST_WIDTH = 960;
const HALF_PILL = 44;

type ScheduleTimeLineProps = { contract: ContractDetail; lit: number | null; onLit: (index: number | null) => void };

/** The schedule as one picture: a lane per line, and along the top what each date brings. */
export function ScheduleTimeLine({ contract, lit, onLit }: ScheduleTimeLineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const today = useContext(TodayContext);
  const { ref, width } = useElementSize();
  const id = useId();
  const [cursor, setCursor] = useState(0);
  const drawn = layTimeLine(contract, today, width === 0 ? FIRST_WIDTH : width);
  const count = contract.schedule.length;
  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    const to = { ArrowRight: cursor + 1, ArrowLeft: cursor - 1, Home: 0, End: count - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(count - 1, to));
    setCursor(next);
    onLit(next);
  };
  const read = (row: ScheduleRowView) =>
    [
      row.contract_line_name,
      row.milestone?.name,
      format.weekday(row.run_date),
      row.cut_off_date !== null && t("schedule.cut_off_at", { date: format.weekday(row.cut_off_date) }),
      t(`run_status.${row.run_status}`),
      row.milestone !== null && format.amount(row.milestone.amount),
      row.expected !== null && !isZero(row.expected) && `${t("schedule.expected")} ${format.amount(row.expected)}`,
    ]
      .filter(Boolean)
      .join(", ");
  return (
    <div ref={ref} className={classes.frame}>
      <svg
        role="listbox"
        aria-label={t("schedule.drawing")}
        aria-activedescendant={`${id}-${cursor}`}
        tabIndex={0}
        className={classes.drawing}
        width="100%"
        height={drawn.height}
        onKeyDown={onKeyDown}
        onFocus={() => onLit(cursor)}
        onBlur={() => onLit(null)}
      >
        <TimeLineGround drawn={drawn} contract={contract} />
        {drawn.lanes.map((lane) => (
          <g key={lane.line} role="presentation">
            <LaneName lane={lane} contract={contract} />
            {lane.marks.map((mark) => (
              <g
                key={mark.index}
                id={`${id}-${mark.index}`}
                role="option"
                aria-selected={lit === mark.index}
                aria-label={read(mark.row)}
                onPointerEnter={() => onLit(mark.index)}
                onPointerLeave={() => onLit(null)}
              >
                <title>{read(mark.row)}</title>
                <Mark mark={mark} y={lane.y} isLit={lit === mark.index} />
              </g>
            ))}
          </g>
        ))}
        {drawn.today !== null && (
          <g aria-hidden="true">
            <rect
              x={drawn.today - HALF_PILL}
              y={drawn.height - FOOT + 6}
              width={HALF_PILL * 2}
              height="18"
              rx="9"
              className={classes.todayPill}
            />
            <text x={drawn.today} y={drawn.height - FOOT + 19} textAnchor="middle" className={classes.todayText}>
              {t("schedule.today", { date: format.date(today ?? "") })}
            </text>
          </g>
        )}
      </svg>
    </div>
  );
}

function LaneName({ lane, contract }: { lane: Lane; contract: ContractDetail }) {
  const { t } = useTranslation();
  const line = contract.lines.find((candidate) => candidate.id === lane.line);
  return (
    <foreignObject x="0" y={lane.y - 20} width={LANE_LABEL - 12} height="40" aria-hidden="true">
      <div className={classes.lane} title={lane.name}>
        <span className={classes.laneName}>{lane.name}</span>
        <span className={classes.laneNote}>
          {line?.invoice_frequency ?? t("contract.milestones", { count: lane.marks.length })}
        </span>
      </div>
    </foreignObject>
  );
}

function Mark({ mark, y, isLit }: { mark: LaneMark; y: number; isLit: boolean }) {
  const format = useFormat();
  const { row, x } = mark;
  const isDone = row.run_status === "run_successful";
  const isNotReady = row.milestone?.billing_status === "not_ready" && !isDone;
  const shown =
    row.milestone?.amount ?? (isDone || row.expected === null || isZero(row.expected) ? null : row.expected);
  return (
    <>
      {row.milestone !== null ? (
        <path
          d={`M${x} ${y - 8}l8 8-8 8-8-8z`}
          className={isDone ? classes.done : isNotReady ? classes.notReady : classes.toCome}
        />
      ) : row.run_status === "run_failed" ? (
        <>
          <path d={`M${x - 2.9} ${y - 7}h5.8l4.1 4.1v5.8l-4.1 4.1h-5.8l-4.1-4.1v-5.8z`} className={classes.failed} />
          <path d={`M${x - 3} ${y}h6`} className={classes.bar} />
        </>
      ) : (
        <circle cx={x} cy={y} r="6" className={isDone ? classes.done : classes.toCome} />
      )}
      {isDone && row.milestone === null && (
        <path d={`m${x - 2.6} ${y + 0.2} 1.9 1.9 3.4-3.9`} className={classes.check} />
      )}
      {shown !== null && (
        <text
          x={mark.isBefore ? x - 9 : x + 9}
          y={y - 9}
          textAnchor={mark.isBefore ? "end" : "start"}
          className={classes.amount}
        >
          {format.amount(shown)}
        </text>
      )}
      {isLit && <circle cx={x} cy={y} r="11" className={classes.lit} />}
    </>
  );
}
