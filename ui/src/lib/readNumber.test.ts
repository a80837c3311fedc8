import { describe, expect, it } from "vitest";
import { readNumber } from "./readNumber";

const read = (text: string, locale: string) => {
  const result = readNumber(text, locale);
  return "decimal" in result ? result.decimal : result.problem;
};

describe("numbers as they are typed", () => {
  it.each([
    ["17000", "en-GB", "17000"],
    ["17,000.00", "en-GB", "17000.00"],
    ["17.000,00", "de-DE", "17000.00"],
    ["17 000,00", "sv-SE", "17000.00"],
    ["17\u00a0000,00", "bg-BG", "17000.00"],
    ["17\u202f000,00", "fr-FR", "17000.00"],
    ["17\u2019000.00", "de-CH", "17000.00"],
    ["12,34,567.5", "hi-IN", "1234567.5"],
    ["١٧٬٠٠٠٫٥٠".replace("٬", ""), "ar-EG", "17000.50"],
    ["0,5", "de-DE", "0.5"],
    [",5", "de-DE", "0.5"],
    ["5,", "de-DE", "5"],
    ["007", "en-GB", "7"],
    ["33.333333", "en-GB", "33.333333"],
  ])("%s in %s is %s", (text, locale, decimal) => {
    expect(read(text, locale)).toBe(decimal);
  });

  it.each([
    ["$ 17,000.00", "en-US", "17000.00"],
    ["17 000,00 kr", "sv-SE", "17000.00"],
    ["USD 17,000.00", "en-GB", "17000.00"],
    [" 33.34 % ", "en-GB", "33.34"],
    ["€1.234,50", "de-DE", "1234.50"],
    ["-5,00", "sv-SE", "-5.00"],
    ["250.-", "de-CH", "250"],
    ["CHF 1’250.\u2013", "de-CH", "1250"],
    ["250,-", "sv-SE", "250"],
    ["5.00-", "en-GB", "-5.00"],
    ["\u22125.00", "en-GB", "-5.00"],
    ["5USD", "en-US", "5"],
    ["5kr", "sv-SE", "5"],
    ["-$5.00", "en-US", "-5.00"],
    ["(1,200.00)", "en-GB", "-1200.00"],
    ["-0.00", "en-GB", "0.00"],
  ])("what is pasted with signs around it, %s in %s, is %s", (text, locale, decimal) => {
    expect(read(text, locale)).toBe(decimal);
  });

  it.each([
    ["17.000,00", "en-GB", "17000.00"],
    ["17,000.00", "de-DE", "17000.00"],
    ["1,5", "en-GB", "1.5"],
    ["17.50", "sv-SE", "17.50"],
    ["17.000.000", "sv-SE", "17000000"],
    ["0.250", "de-DE", "0.250"],
    ["0,125", "en-US", "0.125"],
    ["-0,500", "en-GB", "-0.500"],
    ["0.250", "sv-SE", "0.250"],
  ])("another country's %s in %s can mean one thing only, %s", (text, locale, decimal) => {
    expect(read(text, locale)).toBe(decimal);
  });

  it("what may be read in two ways is not guessed", () => {
    expect(read("17.000", "sv-SE")).toBe("two_ways");
    expect(read("17,000", "de-CH")).toBe("two_ways");
    // Where the country writes thousands so, it is no question.
    expect([read("17.000", "de-DE"), read("17,000", "en-GB"), read("17.000", "en-GB")]).toEqual([
      "17000",
      "17000",
      "17.000",
    ]);
  });

  it.each(["", "abc", "1.2.3", "1,2,3.4", "12..5", "5 apples 3", "1e5", "--5", "0,125,000", "%", "18o", "l8", "1O0"])(
    "“%s” is no number",
    (text) => {
      expect(read(text, "en-GB")).toBe("none");
    },
  );
});
