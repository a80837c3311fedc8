import { describe, expect, it } from "vitest";
import { besideNumber, isNameOf } from "./currencies";

describe("what is written beside a number", () => {
  it.each([
    ["1,200.00", "USD"],
    ["-5 %", "USD"],
    ["$ 1,200.00", "USD"],
    ["$1", "AUD"],
    ["$ 5", "CAD"],
    ["US$ 5", "USD"],
    ["A$5", "AUD"],
    ["5 usd", "USD"],
    ["EUR 5 €", "EUR"],
    ["EUR\u00a0€ 5", "EUR"],
    ["12 kr", "SEK"],
    ["12 Kr.", "NOK"],
    ["12,50 kr.", "DKK"],
    ["¥ 1200", "JPY"],
    ["￥1200", "CNY"],
    ["12 лв.", "BGN"],
    ["Fr. 12", "CHF"],
    ["12 US dollars", "USD"],
  ])("%s is in %s", (text, currency) => {
    expect(besideNumber(text, currency, "en-GB")).toBe("fits");
  });

  it.each([
    ["1,200.00 EUR", "USD"],
    ["€ 1,200.00", "USD"],
    ["1,200.00 eur", "USD"],
    ["$ 5", "EUR"],
    ["US$ 5", "AUD"],
    ["AU$ 5", "USD"],
    ["12 kr", "USD"],
    ["¥ 12", "USD"],
    ["12 R", "USD"],
    ["USD 12 EUR", "USD"],
    ["EUR", "USD"],
  ])("%s is in another currency than %s", (text, currency) => {
    expect(besideNumber(text, currency, "en-GB")).toBe("other");
  });

  it("may be a word that is no currency at all", () => {
    expect(["5 hours", "18o", "12 HRS"].map((text) => besideNumber(text, "USD", "en-GB"))).toEqual([
      "word",
      "word",
      "word",
    ]);
  });

  it("is also a currency by its name in the reader's language", () => {
    expect(isNameOf("SEK", "svenska kronor", "sv-SE")).toBe(true);
    expect(isNameOf("SEK", "Swedish Krona", "sv-SE")).toBe(true);
    expect(isNameOf("SEK", "Danish Krone", "sv-SE")).toBe(false);
  });
});
