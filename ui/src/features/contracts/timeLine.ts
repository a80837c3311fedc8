// Where the marks of the time line stand. Dates become places; nothing here knows about amounts.
import type { ContractDetail, ScheduleRowView } from "../../bindings";
import { dayDate, dayNumber } from "../../lib/dates";

/** In units of the drawing. */
export const LANE_LABEL = 176;
export const TOP = 46;
export const LANE = 44;
export const FOOT = 30;
const EDGE = 24;
const LABEL_ROOM = 80;
const MARK_ROOM = 10;
const AMOUNT_ROOM = 84;
/** A shorter strip could not be read; the table says it in words. */
const LATE_LEAST = 40;
/** From this width on, the strip says what it is. */
export const LATE_WORDS = 176;
const TICK_ROOM = 84;
const TICK_STEPS = [7, 14, 28, 56, 91, 182, 364, 728];

/** `isBefore` where its amount would run into the delivery and stands before the mark. */
export type LaneMark = {
  index: number;
  row: ScheduleRowView;
  x: number;
  cutOffX: number | null;
  fromX: number | null;
  isBefore: boolean;
};
/** `late` is the work between the last cut-off and the delivery, which no run takes. */
export type Lane = {
  line: string;
  name: string;
  marks: LaneMark[];
  y: number;
  late: { date: string; fromX: number; toX: number } | null;
};
export type DateMark = { date: string; x: number; rows: ScheduleRowView[]; isLabelled: boolean };

export type TimeLine = {
  height: number;
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

export function layTimeLine(contract: ContractDetail, today: string | null, width: number): TimeLine {
  const rows = contract.schedule;
  const starts = contract.lines.flatMap((line) => (line.billing_start === null ? [] : [dayNumber(line.billing_start)]));
  const runDays = rows.map((row) => dayNumber(row.run_date));
  const deliveryDay = contract.delivery_date === null ? null : dayNumber(contract.delivery_date);
  const first = Math.min(...runDays, ...starts) - 5;
  const last = Math.max(...runDays, deliveryDay ?? 0) + 3;
  const room = Math.max(1, width - LANE_LABEL - EDGE);
  const place = (day: number) => LANE_LABEL + ((day - first) / Math.max(1, last - first)) * room;

  const lanes = contract.lines
    .filter((line) => rows.some((row) => row.contract_line === line.id))
    .map((line, lane): Lane => {
      let from = line.billing_start === null ? null : place(dayNumber(line.billing_start) - 1);
      const marks = rows
        .map((row, index) => ({ row, index }))
        .filter(({ row }) => row.contract_line === line.id)
        .map(({ row, index }): LaneMark => {
          const cutOffX = row.cut_off_date === null ? null : place(dayNumber(row.cut_off_date));
          const x = place(dayNumber(row.run_date));
          const mark = {
            index,
            row,
            x,
            cutOffX,
            fromX: cutOffX === null ? null : from,
            isBefore: (deliveryDay === null ? width : place(deliveryDay)) - x < AMOUNT_ROOM,
          };
          if (cutOffX !== null) from = cutOffX;
          return mark;
        });
      const lateFrom = workAfterLastCutOff(contract, line.id);
      const lastX = Math.max(...marks.map((mark) => mark.x));
      const late =
        lateFrom === null || deliveryDay === null || place(deliveryDay) - lastX < LATE_LEAST
          ? null
          : { date: lateFrom, fromX: lastX + MARK_ROOM, toX: place(deliveryDay) };
      return { line: line.id, name: line.name, marks, y: TOP + lane * LANE + LANE / 2, late };
    });

  const dates: DateMark[] = [];
  let labelledTo = Number.NEGATIVE_INFINITY;
  for (const date of [...new Set(rows.map((row) => row.run_date))].sort()) {
    const x = place(dayNumber(date));
    // The delivery has its own label at the end.
    const isFree = deliveryDay === null || Math.abs(place(deliveryDay) - x) >= LABEL_ROOM;
    const isLabelled = isFree && x - labelledTo >= LABEL_ROOM;
    if (isLabelled) labelledTo = x;
    dates.push({ date, x, rows: rows.filter((row) => row.run_date === date), isLabelled });
  }

  const step = TICK_STEPS.find((days) => place(first + days) - place(first) >= TICK_ROOM) ?? 728;
  const ticks: TimeLine["ticks"] = [];
  // Day 4 was a Monday: ticks stand on Mondays, so that weekly schedules meet them.
  for (let day = first + ((((4 - first) % 7) + 7) % 7); day <= last; day += step) {
    // A date at the edge would be cut.
    if (place(day) <= width - TICK_ROOM / 2) ticks.push({ date: dayDate(day), x: place(day) });
  }
  const todayDay = today === null ? null : dayNumber(today);
  return {
    height: TOP + lanes.length * LANE + FOOT,
    lanes,
    dates,
    ticks,
    today: todayDay !== null && todayDay >= first && todayDay <= last ? place(todayDay) : null,
    delivery: deliveryDay === null ? null : place(deliveryDay),
  };
}
