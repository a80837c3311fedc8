import { describe, expect, it } from "vitest";
import { addMonths, monthWeeks, weekdayNumber } from "./dates";

describe("months", () => {
  it("keep the day, or end with a shorter month", () => {
    expect(addMonths("2020-01-31", 1)).toBe("2020-02-29");
    expect(addMonths("2020-03-31", -1)).toBe("2020-02-29");
    expect(addMonths("2020-12-15", 1)).toBe("2021-01-15");
    expect(addMonths("2021-01-15", -1)).toBe("2020-12-15");
  });

  it("are laid out in whole weeks from any weekday on", () => {
    const monday = monthWeeks("2020-10-19", 1);
    expect(monday[0]?.[0]).toBe("2020-09-28");
    expect(monday.at(-1)?.at(-1)).toBe("2020-11-01");
    expect(monthWeeks("2020-10-19", 0)[0]?.[0]).toBe("2020-09-27");
    expect(monthWeeks("2020-10-19", 6)[0]?.[0]).toBe("2020-09-26");
  });

  it("of four weeks take no fifth", () => {
    expect(monthWeeks("2010-02-10", 1)).toHaveLength(4);
  });
});

it("weekdays are told before 1970 too", () => {
  expect(weekdayNumber("2020-10-19")).toBe(1);
  expect(weekdayNumber("1900-01-01")).toBe(1);
});
