import { describe, expect, it } from "vitest";
import type { ContractDetail } from "../../bindings";
import { adatumBook } from "../../lib/fake/adatum";
import { contractDetail } from "../../lib/fake/views";
import { layTimeLine } from "./timeLine";

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
    expect(lane?.marks[1]?.fromX).toBe(lane?.marks[0]?.cutOffX);
  });

  it("draws today only where it lies within the schedule", () => {
    expect(layTimeLine(adatum(), "2020-10-19", 1000).today).not.toBeNull();
    expect(layTimeLine(adatum(), "2026-11-20", 1000).today).toBeNull();
  });

  it("does not write one date over another", () => {
    const drawn = layTimeLine(adatum(), null, 600);
    const labelled = drawn.dates.filter((date) => date.isLabelled).map((date) => date.x);
    const gaps = labelled.slice(1).map((x, index) => x - (labelled[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(80);
  });
});
