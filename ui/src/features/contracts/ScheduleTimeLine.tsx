import { type KeyboardEvent, useContext, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContractDetail, ScheduleRowView } from "../../bindings";
import { dayNumber } from "../../lib/dates";
import { isZero, TodayContext, useFormat } from "../../lib/format";
import classes from "./ScheduleTimeLine.module.css";
import { TimeLineGround } from "./TimeLineGround";
import { TimeLineMark } from "./TimeLineMark";
import { FOOT, LANE_LABEL, type Lane, type LaneMark, layTimeLine } from "./timeLine";
import { moved, type Span, showing, zoomed } from "./timeWindow";
import { useTimeLineLabels } from "./useTimeLineLabels";

const HALF_PILL = 44;
/** Of how many signs a name fits one line. */
const SHORT_NAME = 24;

type ScheduleTimeLineProps = {
  contract: ContractDetail;
  width: number;
  span: Span;
  whole: Span;
  lit: number | null;
  onLit: (index: number | null) => void;
  onSpan: (span: Span) => void;
  onToday: () => void;
  /** Rows that are chosen, where they can be. */
  chosen?: ReadonlySet<number>;
  onChoose?: (index: number) => void;
};

/** The schedule as one picture: a lane per line, and along the top what each date brings. */
export function ScheduleTimeLine(props: ScheduleTimeLineProps) {
  const { contract, width, span, whole, lit, onLit, onSpan, onToday, chosen, onChoose } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const today = useContext(TodayContext);
  const id = useId();
  const [cursor, setCursor] = useState<number | null>(null);
  const drawn = layTimeLine(contract, today, width, span);
  const labels = useTimeLineLabels(drawn, contract);
  // Of a line by itself, what its dates bring stands above them already.
  const said = (date: string) =>
    drawn.lanes.length === 1 ? labels.dates[drawn.dates.findIndex((one) => one.date === date)]?.words[0] : undefined;
  const marks = drawn.lanes.flatMap((lane) => lane.marks).sort((a, b) => a.first.index - b.first.index);
  const markOf = (index: number | null) => marks.find((mark) => mark.rows.some((one) => one.index === index));
  const current = markOf(cursor) ?? marks[0];

  /** To the next row that another mark stands for, also where it is out of sight. */
  const step = (way: 1 | -1) => {
    const from = current?.first.index ?? 0;
    const inMark = new Set(current?.rows.map((one) => one.index));
    let next = from + way;
    while (inMark.has(next)) next += way;
    const row = contract.schedule[next];
    if (row === undefined) return;
    setCursor(next);
    onLit(next);
    const shown = showing(span, whole, dayNumber(row.run_date));
    if (shown !== span) onSpan(shown);
  };
  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    const ways: Partial<Record<string, () => void>> = {
      ArrowRight: () => step(1),
      ArrowLeft: () => step(-1),
      PageDown: () => onSpan(moved(span, whole, 1)),
      PageUp: () => onSpan(moved(span, whole, -1)),
      "+": () => onSpan(zoomed(span, whole, 1 / 2)),
      "-": () => onSpan(zoomed(span, whole, 2)),
      "0": () => onSpan(whole),
      Home: onToday,
      ...(onChoose !== undefined && current !== undefined && { " ": () => onChoose(current.first.index) }),
    };
    const way = event.ctrlKey || event.metaKey || event.altKey ? undefined : ways[event.key];
    if (way === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    way();
  };
  const read = (row: ScheduleRowView) =>
    [
      row.contract_line_name,
      row.milestone?.name,
      format.weekday(row.run_date),
      row.cut_off_date !== null && t("schedule.cut_off_at", { date: format.weekday(row.cut_off_date) }),
      row.is_missed ? t("run_status.missed") : t(`run_status.${row.run_status}`),
      row.milestone !== null && format.amount(row.milestone.amount),
      row.expected !== null && !isZero(row.expected) && `${t("schedule.expected")} ${format.amount(row.expected)}`,
    ]
      .filter(Boolean)
      .join(", ");
  const readMark = ({ rows, first }: LaneMark) => {
    const last = rows.at(-1)?.row ?? first.row;
    if (rows.length === 1) return read(first.row);
    return t("schedule.group", {
      line: first.row.contract_line_name,
      count: rows.length,
      from: format.weekday(first.row.run_date),
      to: format.weekday(last.run_date),
    });
  };
  return (
    <svg
      role="listbox"
      aria-label={t("schedule.drawing")}
      aria-activedescendant={current === undefined ? undefined : `${id}-${current.first.index}`}
      tabIndex={0}
      className={classes.drawing}
      width="100%"
      height={drawn.height}
      onKeyDown={onKeyDown}
      onFocus={() => onLit(current?.first.index ?? null)}
      onBlur={() => onLit(null)}
    >
      <TimeLineGround drawn={drawn} labels={labels} />
      {drawn.lanes.map((lane) => (
        <g key={lane.line} role="presentation">
          <LaneName lane={lane} height={drawn.laneHeight} contract={contract} />
          {lane.marks.map((mark) => {
            const isChosen = mark.rows.some((one) => chosen?.has(one.index));
            const isLit = isChosen || (lit !== null && mark.rows.some((one) => one.index === lit));
            return (
              <g
                key={mark.first.index}
                id={`${id}-${mark.first.index}`}
                role="option"
                aria-selected={chosen === undefined ? isLit : isChosen}
                {...(onChoose !== undefined && { onClick: () => onChoose(mark.first.index) })}
                aria-label={readMark(mark)}
                onPointerEnter={() => onLit(mark.first.index)}
                onPointerLeave={() => onLit(null)}
              >
                <title>{readMark(mark)}</title>
                <TimeLineMark mark={mark} y={lane.y} isLit={isLit} said={said(mark.first.row.run_date)} />
              </g>
            );
          })}
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
  );
}

function LaneName({ lane, height, contract }: { lane: Lane; height: number; contract: ContractDetail }) {
  const { t } = useTranslation();
  const line = contract.lines.find((candidate) => candidate.id === lane.line);
  // What tells long names apart often stands late in them.
  const isLong = lane.name.length > SHORT_NAME;
  return (
    <foreignObject x="0" y={lane.y - height / 2 + 2} width={LANE_LABEL - 12} height={height - 4} aria-hidden="true">
      <div className={classes.lane} title={lane.name}>
        <span className={isLong ? classes.longName : classes.laneName}>{lane.name}</span>
        {!isLong && (
          <span className={classes.laneNote}>
            {line?.invoice_frequency ?? t("contract.milestones", { count: lane.rows })}
          </span>
        )}
      </div>
    </foreignObject>
  );
}
