import { expect, it } from "vitest";
import { heights } from "./drawing";

it("heights are thousandths of the highest stack, and what is not nought is seen", () => {
  expect(
    heights([
      ["100.00", "300.00"],
      ["200.00", "0.00"],
      ["0.01", "0.00"],
    ]),
  ).toEqual([
    [250, 750],
    [500, 0],
    [1, 0],
  ]);
});

it("heights hold where numbers would not", () => {
  expect(heights([["90071992547409930.001"], ["90071992547409930.002"]])).toEqual([[999], [1000]]);
});

it("nothing has no height", () => {
  expect(heights([["0", "0.00"]])).toEqual([[0, 0]]);
});
