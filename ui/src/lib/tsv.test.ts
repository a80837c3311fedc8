import { describe, expect, it } from "vitest";
import { safeCell, toTsv } from "./tsv";

describe("cells for a spreadsheet", () => {
  it.each([
    ["Hotel", "Hotel"],
    ["=1+1", "'=1+1"],
    ["+cmd", "'+cmd"],
    ["-2+3", "'-2+3"],
    ["@sum", "'@sum"],
    ["\tcmd", "' cmd"],
    ["\rcmd", "' cmd"],
    ["-4820.00", "-4820.00"],
    ["-4820,00", "-4820,00"],
    ["two\nlines", "two lines"],
  ])("%j is copied as %j", (given, copied) => {
    expect(safeCell(given)).toBe(copied);
  });

  it("stand by tab and line", () => {
    expect(
      toTsv([
        ["2020-10-05", "Taxi"],
        ["2020-10-04", "Hotel"],
      ]),
    ).toBe("2020-10-05\tTaxi\n2020-10-04\tHotel");
  });
});
