import { describe, expect, it } from "vitest";
import { formatFor } from "../../lib/format";
import { readHolidays } from "./holidayList";

const of = (locale: string, language = "en") => formatFor(language, locale, "2020-10-05");
const read = (text: string, format = of("en-GB")) => readHolidays(text, format);

describe("a typed list of holidays", () => {
  it.each([
    ["25/12/2020 Christmas Day", "2020-12-25 Christmas Day"],
    ["25.12.2020, Christmas Day", "2020-12-25 Christmas Day"],
    ["25.12.2020\t2nd night", "2020-12-25 2nd night"],
    ["Fri 25 Dec 2020; Christmas Day", "2020-12-25 Christmas Day"],
    ["Friday, December 25, 2020 Christmas Day", "2020-12-25 Christmas Day"],
    ["2020-12-25,Christmas Day", "2020-12-25 Christmas Day"],
    ["2020-12-25", "2020-12-25"],
    ["29.11.2020 Sunday of Advent", "2020-11-29 Sunday of Advent"],
    ["26.12.2020 2. Christmas Day", "2020-12-26 2. Christmas Day"],
    ["1 May 2021 May Day", "2021-05-01 May Day"],
    ["25.12. Christmas Day", "2020-12-25 Christmas Day"],
  ])("takes the date at the beginning of %s", (line, taken) => {
    expect(read(line)).toEqual({ asked: taken, unread: [] });
  });

  it("reads dates as the reader's country and language write them", () => {
    expect(read("01/05/2021 x", of("en-US")).asked).toBe("2021-01-05 x");
    expect(read("01/05/2021 x", of("en-GB")).asked).toBe("2021-05-01 x");
    expect(read("3. Oktober 2021 Tag der Deutschen Einheit", of("de-DE", "de")).asked).toBe(
      "2021-10-03 Tag der Deutschen Einheit",
    );
  });

  it("keeps each line in its place, those that are not understood empty", () => {
    expect(read("\n25.13.2020 Christmas\r\n2020-02-30\n1/1/2021")).toEqual({
      asked: "\n\n\n2021-01-01",
      unread: [
        { index: 1, text: "25.13.2020", why: "none" },
        { index: 2, text: "2020-02-30", why: "none" },
      ],
    });
  });

  it("marks what may be two days", () => {
    expect(read("01/05/2021 x\n25/12/2021\n2/2/2021\n2021-05-03", of("en")).unread).toEqual([
      { index: 0, text: "01/05/2021", why: "two_ways" },
    ]);
    // A list of the other order.
    expect(read("01/05/2021 x\n12/25/2021").unread).toEqual([
      { index: 0, text: "01/05/2021", why: "two_ways" },
      { index: 1, text: "12/25/2021", why: "none" },
    ]);
  });

  it("of two thousand lines is read in a moment", () => {
    const started = performance.now();
    read(Array.from({ length: 2000 }, (_, at) => `1.5.${1950 + (at % 200)} A holiday with a name of words`).join("\n"));
    expect(performance.now() - started).toBeLessThan(1500);
  });
});
