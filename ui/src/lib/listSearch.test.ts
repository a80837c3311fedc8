import { expect, it } from "vitest";
import { searchDate, searchOf, searchText, searchWord } from "./listSearch";

it("reads ids that look like numbers as texts", () => {
  expect(searchText(4711)).toBe("4711");
  expect(searchText({})).toBe("");
});

it("takes a date of the calendar, and no other", () => {
  expect(searchDate("2020-10-05")).toBe("2020-10-05");
  for (const given of ["2020-13-05", "5 Oct 2020", 20201005]) expect(searchDate(given)).toBe("");
});

it("takes a word that is known, and leaves out what is empty", () => {
  const known = ["time", "fee"] as const;
  expect(searchOf<{ class?: string; to?: string }>({ class: searchWord(known, "fee"), to: "" })).toEqual({
    class: "fee",
  });
  expect(searchWord(known, "milestone")).toBe("");
});
