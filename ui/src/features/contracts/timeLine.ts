// Where the marks of the time line stand. Dates become places; nothing here knows about amounts.
import type { ContractDetail, ScheduleRowView } from "../../bindings";
import { dayDate, dayNumber } from "../../lib/dates";
import type { Span } from "./timeWindow";
import { wholeSpan } from "./timeWindow";

/** In units of the drawing. */
export const LANE_LABEL = 176;
export const TOP = 46;
export const FOOT = 30;
export const EDGE = 24;
const LANE = 44;
const LANE_CLOSE = 36;
/** More lanes than this stand closer, so that the table is not pushed out of sight. */
const LANES_WIDE = 6;
const MARK_ROOM = 10;
const AMOUNT_ROOM = 84;
/** Two marks closer than this would touch. */
const MARK_GAP = 18;
/** So many units become one mark where marks would touch. */
const GROUP = 38;
/** Where in them that mark stands. */
const GROUP_MIDDLE = 16;
/** Two cut-offs closer than this could not be told apart. */
const CUT_OFF_GAP = 8;
/** A shorter strip could not be read; the table says it in words. */
const LATE_LEAST = 40;
/** From this width on, the strip says what it is. */
export const LATE_WORDS = 176;
const TICK_ROOM = 84;
const TICK_STEPS = [7, 14, 28, 56, 91, 182, 364, 728];

export type IndexedRow = { index: number; row: ScheduleRowView };

/** One row, or several that would touch; `room` is what its amount may take, on the side that `isBefore` names. */
export type LaneMark = { rows: IndexedRow[]; first: IndexedRow; x: number; room: number; isBefore: boolean };

/** The work that rows take: up to a cut-off, which is drawn where it can be told from its neighbour. */
export type Period = { key: number; fromX: number; toX: number; cutOffX: number | null; isDone: boolean };

/** `late` is the work between the last cut-off and the delivery, which no run takes. */
export type Lane = {
  line: string;
  name: string;
  rows: number;
  marks: LaneMark[];
  periods: Period[];
  y: number;
  late: { date: string; fromX: number; toX: number } | null;
};
export type DateMark = { date: string; x: number; rows: ScheduleRowView[] };

export type TimeLine = {
  width: number;
  height: number;
  laneHeight: number;
  lanes: Lane[];
  dates: DateMark[];
  ticks: { date: string; x: number }[];
  today: number | null;
  delivery: number | null;
};

/** The last cut-off of a line where its contract goes on after it: no run takes what is done then. */
export function workAfterLastCutOff(contract: ContractDetail, line: string): string | null {
  const cutOffs = contract.schedule.flatMap((row) =>
    row.contract_line === line && row.cut_off_date !== null ? [row.cut_off_date] : [],
  );
  const last = cutOffs.sort().at(-1);
  if (last === undefined || contract.delivery_date === null || contract.status !== "active") return null;
  return last < contract.delivery_date ? last : null;
}

export function layTimeLine(
  contract: ContractDetail,
  today: string | null,
  width: number,
  span: Span = wholeSpan(contract),
): TimeLine {
  const rows = contract.schedule;
  const { first, last } = span;
  const right = Math.max(LANE_LABEL + 1, width - EDGE);
  const place = (day: number) => LANE_LABEL + ((day - first) / Math.max(1, last - first)) * (right - LANE_LABEL);
  const isIn = (x: number) => x >= LANE_LABEL && x <= right;
  const inSight = (day: number | null) => (day !== null && day >= first && day <= last ? place(day) : null);
  const deliveryDay = contract.delivery_date === null ? null : dayNumber(contract.delivery_date);
  const delivery = inSight(deliveryDay);
  const drawn = contract.lines.filter((line) => rows.some((row) => row.contract_line === line.id));
  const laneHeight = drawn.length > LANES_WIDE ? LANE_CLOSE : LANE;

  const lanes = drawn.map((line, lane): Lane => {
    const own = rows.map((row, index) => ({ row, index })).filter(({ row }) => row.contract_line === line.id);
    const placed = own
      .map((one) => ({ one, x: place(dayNumber(one.row.run_date)) }))
      .filter(({ x }) => isIn(x))
      .sort((a, b) => a.x - b.x);
    const marks = withRoom(grouped(placed), delivery ?? right, right);
    const start = line.billing_start === null ? null : place(dayNumber(line.billing_start) - 1);
    const lateFrom = workAfterLastCutOff(contract, line.id);
    const lastX = Math.max(...own.map(({ row }) => place(dayNumber(row.run_date))));
    const lateX = { from: Math.max(LANE_LABEL, lastX + MARK_ROOM), to: Math.min(right, place(deliveryDay ?? 0)) };
    const late =
      lateFrom === null || deliveryDay === null || lateX.to - lateX.from < LATE_LEAST - MARK_ROOM
        ? null
        : { date: lateFrom, fromX: lateX.from, toX: lateX.to };
    return {
      line: line.id,
      name: line.name,
      rows: own.length,
      marks,
      periods: periods(own, start, place, right),
      y: TOP + lane * laneHeight + laneHeight / 2,
      late,
    };
  });

  const dates = [...new Set(rows.map((row) => row.run_date))]
    .sort()
    .map((date) => ({ date, x: place(dayNumber(date)), rows: rows.filter((row) => row.run_date === date) }))
    .filter(({ x }) => isIn(x));

  const step = TICK_STEPS.find((days) => place(first + days) - place(first) >= TICK_ROOM) ?? 728;
  const ticks: TimeLine["ticks"] = [];
  // Day 4 was a Monday: ticks stand on Mondays, so that weekly schedules meet them.
  for (let day = first + ((((4 - first) % 7) + 7) % 7); day <= last; day += step) {
    // A date at the edge would be cut.
    if (place(day) <= width - TICK_ROOM / 2) ticks.push({ date: dayDate(day), x: place(day) });
  }
  return {
    width,
    height: TOP + lanes.length * laneHeight + FOOT,
    laneHeight,
    lanes,
    dates,
    ticks,
    today: inSight(today === null ? null : dayNumber(today)),
    delivery,
  };
}

/** Marks that would touch become one. */
function grouped(placed: readonly { one: IndexedRow; x: number }[]): Pick<LaneMark, "rows" | "first" | "x">[] {
  const marks: Pick<LaneMark, "rows" | "first" | "x">[] = [];
  for (let at = 0; at < placed.length; ) {
    const start = placed[at];
    if (start === undefined) break;
    const follower = placed[at + 1];
    const touches = follower !== undefined && follower.x - start.x < MARK_GAP;
    const group = touches ? placed.slice(at).filter(({ x }) => x - start.x < GROUP) : [start];
    marks.push({
      rows: group.map(({ one }) => one),
      first: start.one,
      x: touches ? start.x + GROUP_MIDDLE : start.x,
    });
    at += group.length;
  }
  return marks;
}

function withRoom(marks: readonly Pick<LaneMark, "rows" | "first" | "x">[], end: number, right: number): LaneMark[] {
  const isBefore = ({ x }: { x: number }) => (end > x ? end : right) - x < AMOUNT_ROOM;
  return marks.map((mark, index) => {
    const earlier = marks[index - 1];
    const after = marks[index + 1]?.x ?? right + EDGE;
    if (!isBefore(mark)) return { ...mark, isBefore: false, room: after - mark.x - 2 * MARK_ROOM };
    // Its neighbour may have written its amount into the same gap.
    const taken = earlier === undefined || isBefore(earlier) ? 0 : AMOUNT_ROOM;
    const before = earlier?.x ?? LANE_LABEL - MARK_ROOM;
    return { ...mark, isBefore: true, room: mark.x - before - 2 * MARK_ROOM - taken };
  });
}

/** The periods of a line as far as they are in sight; those that could not be told apart are one. */
function periods(
  own: readonly IndexedRow[],
  start: number | null,
  place: (day: number) => number,
  right: number,
): Period[] {
  const found: Period[] = [];
  let from = start;
  for (const { row, index } of own) {
    if (row.cut_off_date === null) continue;
    const cutOffX = place(dayNumber(row.cut_off_date));
    const fromX = Math.max(LANE_LABEL, from ?? cutOffX);
    from = cutOffX;
    const toX = Math.min(right, cutOffX);
    if (toX < LANE_LABEL || fromX > right) continue;
    const isDone = row.run_status === "run_successful";
    const last = found.at(-1);
    if (last !== undefined && last.isDone === isDone && toX - last.toX < CUT_OFF_GAP) {
      last.toX = toX;
      last.cutOffX = null;
    } else {
      found.push({ key: index, fromX, toX, cutOffX: cutOffX <= right ? cutOffX : null, isDone });
    }
  }
  return found;
}
