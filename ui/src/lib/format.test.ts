import { describe, expect, it } from "vitest";
import { firstWeekdayOf, formatDecimal, formatElapsed, formatFor, isZero, readerLocale } from "./format";

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

describe("the reader's country", () => {
  const forCountry = (locale: string) => formatFor("en", locale, "2020-10-19");

  it.each([
    ["en-GB", "Mon 5 Oct 2019", "5 October 2019", "1,234.50"],
    ["en-US", "Mon, Oct 5, 2019", "October 5, 2019", "1,234.50"],
    ["de-DE", "Mon 5 Oct 2019", "5 October 2019", "1.234,50"],
    ["bg-BG", "Mon 5 Oct 2019", "5 October 2019", "1234,50"],
    ["en", "Mon 5 Oct 2019", "5 October 2019", "1,234.50"],
  ])("%s decides the order, the language the words", (locale, weekday, day, amount) => {
    const format = forCountry(locale);
    expect([format.weekday("2019-10-05"), format.dayAndMonth("2019-10-05"), format.amount("1234.50")]).toEqual([
      weekday.replace("Mon", "Sat"),
      day,
      amount,
    ]);
  });

  it.each([
    ["en-GB", "05/10/2020 or 2020-10-05"],
    ["en-US", "10/05/2020 or 2020-10-05"],
    ["de-DE", "05.10.2020 or 2020-10-05"],
    ["bg-BG", "05.10.2020 or 2020-10-05"],
    ["sv-SE", "2020-10-05"],
    ["en", "2020-10-05"],
  ])("%s decides how a date is typed", (locale, typed) => {
    const format = forCountry(locale);
    expect(format.typedDate("2020-10-05")).toBe(typed);
    for (const way of typed.split(" or ")) expect(format.readDate(way)).toBe("2020-10-05");
  });

  it("decides between twelve and twenty-four hours", () => {
    const evening = new Date(2020, 9, 19, 21, 12).getTime();
    expect(forCountry("en-GB").clock(evening)).toBe("21:12");
    expect(forCountry("en-US").clock(evening)).toMatch(/^09:12\sPM$/);
    expect(forCountry("en").clock(evening)).toBe("21:12");
  });

  it.each([
    ["en-US", 0],
    ["sv-SE", 1],
    ["ar-EG", 6],
    ["en", 1],
  ])("%s begins its weeks on day %i", (locale, day) => {
    expect(firstWeekdayOf(locale)).toBe(day);
  });

  it("gives the parts of a leaf whatever the order", () => {
    expect(forCountry("en-US").leaf("2020-10-05")).toEqual({ day: "5", month: "Oct" });
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
