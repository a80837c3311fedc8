import { describe, expect, it } from "vitest";
import { allRows, chosenCount, isChosen, noRows, withRows, withToggled } from "./choice";

const keyOf = (row: string) => row;

describe("a choice of rows", () => {
  it("names those that were chosen one by one", () => {
    const choice = withRows(withToggled(noRows<string>(), "a", "a"), ["b", "c"], keyOf);
    expect(["a", "b", "c", "d"].map((row) => isChosen(choice, row))).toEqual([true, true, true, false]);
    expect(chosenCount(choice, 100)).toBe(3);
    expect(chosenCount(withToggled(choice, "b", "b"), 100)).toBe(2);
  });

  it("of all that match names those that were taken out again", () => {
    const choice = withToggled(allRows<string>(), "a", "a");
    expect(isChosen(choice, "a")).toBe(false);
    expect(isChosen(choice, "b")).toBe(true);
    expect(chosenCount(choice, 1_000_000)).toBe(999_999);
    expect(chosenCount(withRows(choice, ["a", "b"], keyOf), 1_000_000)).toBe(1_000_000);
  });
});
