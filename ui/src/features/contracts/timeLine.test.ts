import { describe, expect, it } from "vitest";
import type { ContractDetail } from "../../bindings";
import { addDays } from "../../lib/dates";
import { adatumBook } from "../../lib/fake/adatum";
import { contractDetail } from "../../lib/fake/views";
import { boxOf, placeLabels } from "./timeLabels";
import { type LaneMark, layTimeLine } from "./timeLine";
import { firstSpan, moved, wholeSpan, zoomed } from "./timeWindow";

function adatum(): ContractDetail {
  const book = adatumBook();
  const [contract] = book.contracts;
  if (contract === undefined) throw new Error("the example has a contract");
  return contractDetail(book, contract);
}

describe("the time line", () => {
  it("gives each line with rows a lane, and each row a mark on it", () => {
    const drawn = layTimeLine(adatum(), "2020-10-19", 1000);
    expect(drawn.lanes.map((lane) => [lane.name, lane.marks.length])).toEqual([
      ["Prototype work", 2],
      ["Implementation work", 4],
      ["Expenses incurred", 2],
    ]);
  });

  it("lets a period begin where the one before ended", () => {
    const lane = layTimeLine(adatum(), null, 1000).lanes[1];
    expect(lane?.periods[1]?.fromX).toBe(lane?.periods[0]?.cutOffX);
  });

  it("draws today only where it lies within the schedule", () => {
    expect(layTimeLine(adatum(), "2020-10-19", 1000).today).not.toBeNull();
    expect(layTimeLine(adatum(), "2026-11-20", 1000).today).toBeNull();
  });

  it("shows a schedule of few dates whole", () => {
    expect(firstSpan(adatum(), "2020-10-19", 1000)).toEqual(wholeSpan(adatum()));
  });
});

/** A contract with so many weeks in each of its lines. */
function weekly(weeks: number, lines = 1): ContractDetail {
  const contract = adatum();
  const [line] = contract.lines;
  const [row] = contract.schedule;
  if (line === undefined || row === undefined) throw new Error("the example has a line and a row");
  const keys = Array.from({ length: lines }, (_, at) => `line-${at}`);
  return {
    ...contract,
    delivery_date: addDays("2020-01-06", weeks * 7),
    lines: keys.map((id) => ({ ...line, id, name: id, billing_start: "2020-01-01" })),
    schedule: Array.from({ length: weeks }, (_, week) => addDays("2020-01-06", week * 7)).flatMap((date) =>
      keys.map((id) => ({
        ...row,
        contract_line: id,
        milestone: null,
        run_date: date,
        cut_off_date: addDays(date, -1),
        run_status: date < "2021-06-01" ? ("run_successful" as const) : ("not_run" as const),
      })),
    ),
  };
}

/** What a mark covers at most. */
function box({ rows, x }: LaneMark): [from: number, to: number] {
  const half = rows.length > 1 ? 12 : 8;
  return [x - half, x + half];
}

describe("the window of a long schedule", () => {
  const contract = weekly(208);
  const whole = wholeSpan(contract);
  const today = "2021-06-04";

  it("shows today at first, and as many dates as can be read", () => {
    const span = firstSpan(contract, today, 1000);
    const drawn = layTimeLine(contract, today, 1000, span);
    expect(drawn.today).not.toBeNull();
    expect(drawn.dates.length).toBeGreaterThan(8);
    expect(drawn.dates.length).toBeLessThan(14);
    expect(drawn.lanes[0]?.marks.every((mark) => mark.rows.length === 1)).toBe(true);
  });

  it("begins where the schedule is nearest to a day outside it", () => {
    expect(firstSpan(contract, "2019-01-01", 1000).first).toBe(whole.first);
    expect(firstSpan(contract, "2030-01-01", 1000).last).toBe(whole.last);
  });

  it.each([600, 1000, 1600])("never draws one mark on another, however much is in sight, %i wide", (width) => {
    for (let span = whole; span.last - span.first > 14; span = zoomed(span, whole, 1 / 2)) {
      const lane = layTimeLine(contract, today, width, span).lanes[0];
      const boxes = (lane?.marks ?? []).map(box);
      for (const [at, [from]] of boxes.entries()) expect(from).toBeGreaterThanOrEqual(boxes[at - 1]?.[1] ?? 0);
    }
  });

  it("loses no row by joining marks", () => {
    const marks = layTimeLine(contract, today, 900, whole).lanes[0]?.marks ?? [];
    expect(marks.flatMap((mark) => mark.rows.map((one) => one.index))).toEqual(contract.schedule.map((_, at) => at));
    expect(marks.length).toBeLessThan(40);
  });

  it("moves within the schedule, and looks closer and wider", () => {
    const span = firstSpan(contract, today, 1000);
    const later = moved(span, whole, 1);
    expect(later.first).toBeGreaterThan(span.first);
    expect(later.first).toBeLessThan(span.last);
    expect(moved(moved(later, whole, 1), { ...whole, last: later.last }, 1).last).toBe(later.last);
    expect(zoomed(span, whole, 2).last - zoomed(span, whole, 2).first).toBe(2 * (span.last - span.first));
    expect(zoomed(whole, whole, 2)).toEqual(whole);
  });

  it("draws many lines closer together", () => {
    expect(layTimeLine(weekly(4, 10), today, 1000).height).toBeLessThan(450);
  });
});

describe("labels along the top", () => {
  it("never run into each other, and the one that is asked about most is written", () => {
    const labels = Array.from({ length: 60 }, (_, at) => ({ x: 200 + at * 9, width: 70, isFirst: at === 31 }));
    const placed = placeLabels(labels, { from: 150, to: 800 }, []);
    expect(placed[31]).not.toBeNull();
    const boxes = labels.flatMap(({ x, width }, at) => {
      const anchor = placed[at];
      return anchor == null ? [] : [boxOf(x, width, anchor)];
    });
    boxes.sort((a, b) => a.from - b.from);
    expect(boxes.length).toBeGreaterThan(4);
    for (const [at, { from }] of boxes.entries()) expect(from).toBeGreaterThan(boxes[at - 1]?.to ?? 0);
  });

  it("stand back to back where two dates are side by side", () => {
    const two = [
      { x: 400, width: 60, isFirst: false },
      { x: 413, width: 60, isFirst: false },
    ];
    expect(placeLabels(two, { from: 0, to: 800 }, [])).toEqual(["end", "start"]);
  });

  it("leave the delivery its place", () => {
    const one = [{ x: 500, width: 60, isFirst: true }];
    expect(placeLabels(one, { from: 0, to: 800 }, [{ from: 440, to: 560 }])).toEqual([null]);
  });
});
