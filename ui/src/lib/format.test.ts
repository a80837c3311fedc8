import { describe, expect, it } from "vitest";
import { formatDecimal, formatElapsed, formatFor, isZero, readerLocale } from "./format";

describe("amounts", () => {
  it.each([
    ["7420.00", "en", "7,420.00"],
    ["-4820.00", "en", "\u22124,820.00"],
    ["1204310", "en", "1,204,310"],
    ["318.250", "en", "318.250"],
    ["0.00", "en", "0.00"],
    // More digits than a floating-point number holds: nothing may be lost on the way.
    ["100000000000000.01", "en", "100,000,000,000,000.01"],
    ["99999999999999999.99", "en", "99,999,999,999,999,999.99"],
    ["7420.00", "de", "7.420,00"],
    ["-7420.00", "sv", "\u22127\u00a0420,00"],
  ])("%s is written for %s as %s", (decimal, locale, written) => {
    expect(formatDecimal(decimal, locale)).toBe(written);
  });

  it("knows nought with any number of decimals", () => {
    expect(["0", "0.00", "-0.000", "00.0"].every(isZero)).toBe(true);
    expect(["0.01", "10", "-1"].some(isZero)).toBe(false);
  });
});

describe("dates", () => {
  const format = formatFor("en", "en", "2020-10-19");

  it("leave the year out only where it is this one", () => {
    expect(format.date("2020-09-28")).toBe("28 Sep");
    expect(format.date("2021-01-04")).toBe("4 Jan 2021");
  });

  it("carry the weekday where a rule hangs on it", () => {
    expect(format.weekday("2020-10-19")).toBe("Mon 19 Oct 2020");
    expect(format.weekdayShort("2020-11-02")).toBe("Mon 2 Nov");
  });

  it("tell their distance from the book's today", () => {
    expect(format.distance("2020-11-02")).toBe("in 14 days");
    expect(format.distance("2020-10-19")).toBe("today");
  });

  it("name the day on buttons", () => {
    expect(format.dayAndMonth("2020-10-05")).toBe("5 October");
    expect(format.dayAndMonth("2019-10-05")).toBe("5 October 2019");
  });
});

it.each([
  ["C", "en"],
  ["POSIX", "en"],
  ["", "en"],
  [undefined, "en"],
  ["sv-SE", "sv-SE"],
])("a system that calls its locale %s is written for in %s", (system, locale) => {
  expect(readerLocale(system, "en")).toBe(locale);
});

it("elapsed time is minutes and seconds", () => {
  expect(formatElapsed(63_900)).toBe("01:03");
});
