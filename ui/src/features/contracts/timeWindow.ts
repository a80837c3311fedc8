// Which days of a contract the time line shows: all of them, or as many as can be read.
import type { ContractDetail } from "../../bindings";
import { dayNumber } from "../../lib/dates";

/** The first and the last day in sight. */
export type Span = { first: number; last: number };

/** As wide as one date must be for its mark and amount. */
const DATE_ROOM = 72;
/** What the names of the lines take. */
const NAMES = 200;
const LEAST_DAYS = 14;
const BEFORE_DAYS = 5;
const AFTER_DAYS = 3;
/** Where today stands at first: what is to come needs more room than what is over. */
const TODAY_AT = 1 / 3;
/** How much of what was in sight is left behind by one step. */
const STEP = 3 / 4;

export function wholeSpan(contract: ContractDetail): Span {
  const starts = contract.lines.flatMap((line) => (line.billing_start === null ? [] : [dayNumber(line.billing_start)]));
  const runDays = contract.schedule.map((row) => dayNumber(row.run_date));
  const delivery = contract.delivery_date === null ? [] : [dayNumber(contract.delivery_date)];
  return {
    first: Math.min(...runDays, ...starts) - BEFORE_DAYS,
    last: Math.max(...runDays, ...delivery) + AFTER_DAYS,
  };
}

function days({ first, last }: Span): number {
  return last - first;
}

/** A span of so many days from a day on, kept within the whole. */
function within(whole: Span, first: number, length: number): Span {
  const kept = Math.round(Math.min(days(whole), Math.max(Math.min(LEAST_DAYS, days(whole)), length)));
  const from = Math.round(Math.max(whole.first, Math.min(first, whole.last - kept)));
  return { first: from, last: from + kept };
}

/** What is in sight at first: the whole where its dates can be read, else as many as can, with today among them. */
export function firstSpan(contract: ContractDetail, today: string | null, width: number): Span {
  const whole = wholeSpan(contract);
  const dates = new Set(contract.schedule.map((row) => row.run_date)).size;
  const fitting = Math.max(1, Math.floor((width - NAMES) / DATE_ROOM));
  if (dates <= fitting) return whole;
  const length = (days(whole) * fitting) / dates;
  return around(whole, today === null ? whole.first : dayNumber(today), length);
}

/** A span with a day in sight, where the whole has it. */
export function around(whole: Span, day: number, length: number): Span {
  return within(whole, day - length * TODAY_AT, length);
}

export function moved(span: Span, whole: Span, way: 1 | -1): Span {
  return within(whole, span.first + way * days(span) * STEP, days(span));
}

/** Half or twice as many days about the same middle. */
export function zoomed(span: Span, whole: Span, factor: number): Span {
  const length = Math.max(LEAST_DAYS, days(span) * factor);
  return within(whole, (span.first + span.last - length) / 2, length);
}

/** The span as it is, or moved so that a day comes into sight. */
export function showing(span: Span, whole: Span, day: number): Span {
  return day >= span.first && day <= span.last ? span : around(whole, day, days(span));
}

export function isWhole(span: Span, whole: Span): boolean {
  return span.first <= whole.first && span.last >= whole.last;
}

/** Whether a row's run date is in sight. */
export function isInSight(span: Span, runDate: string): boolean {
  const day = dayNumber(runDate);
  return day >= span.first && day <= span.last;
}
