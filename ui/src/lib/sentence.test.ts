import { afterEach, describe, expect, it } from "vitest";
import { asPart, asSentence, asWholeSentence } from "./sentence";
import { changeView, type ViewSettings } from "./viewSettings";

it.each([
  ["the disk does not answer", "The disk does not answer"],
  ["/home/ann/book.proforma is damaged", "/home/ann/book.proforma is damaged"],
  ["état inconnu", "État inconnu"],
  ["", ""],
])("makes of %j the sentence %j", (reason, sentence) => {
  expect(asSentence(reason)).toBe(sentence);
});

it.each([
  ["a row says 500.00", "A row says 500.00."],
  ["it ends already.", "It ends already."],
  ["", ""],
])("makes of %j the whole sentence %j", (reason, sentence) => {
  expect(asWholeSentence(reason)).toBe(sentence);
});

it("leaves the first letter of a reason within another sentence", () => {
  expect(asPart("add up to 16500.00 by 2020-10-05")).toBe("add up to 16,500.00 by 5 Oct 2020");
});

describe("numbers and dates of a reason", () => {
  afterEach(() => changeView({ locale: null }));

  it.each<[ViewSettings["locale"], string, string]>([
    ["en-GB", "add up to 16500.00, 500.00 short of 17000.00", "Add up to 16,500.00, 500.00 short of 17,000.00"],
    ["de-DE", "the limit of 5000.50 USD is passed by -0.01", "The limit of 5.000,50 USD is passed by −0,01"],
    ["en-GB", "2020-10-05 is a holiday already", "5 Oct 2020 is a holiday already"],
    ["en-US", "dated after the cut-off 2020-10-04.", "Dated after the cut-off Oct 4, 2020."],
    ["de-DE", "the percentages total 99.99 %", "The percentages total 99,99 %"],
  ])("are written as %s does: %s", (locale, reason, sentence) => {
    changeView({ locale });
    expect(asSentence(reason)).toBe(sentence);
  });

  it.each([
    'there is no contract "2020-10-05"',
    "“1234.50” is no number",
    "draft inv-2020-10-05 is gone",
    "version 1.2.3 is newer",
    "/home/ann/2020-10-05.proforma is damaged",
    "12,345.00 is left",
  ])("stay where they are a name, or written already: %s", (reason) => {
    expect(asSentence(reason).slice(1)).toBe(reason.slice(1));
  });
});
