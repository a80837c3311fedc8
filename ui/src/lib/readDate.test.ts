import { describe, expect, it } from "vitest";
import { readDate } from "./readDate";

const british = { language: "en", monthFirst: false, today: "2020-10-19" };
const american = { ...british, monthFirst: true };
const german = { ...british, language: "de" };

describe("a typed date", () => {
  it.each(["2020-10-05", "2020/10/5", "2020.10.05", " 2020-10-05 ", "5 Oct 2020", "Oct 5, 2020", "5 october 2020"])(
    "%s means the same everywhere",
    (text) => {
      expect(readDate(text, british)).toBe("2020-10-05");
      expect(readDate(text, american)).toBe("2020-10-05");
    },
  );

  it.each([
    ["05/10/2020", "2020-10-05", "2020-05-10"],
    ["5.10.2020", "2020-10-05", "2020-05-10"],
    ["5-10-20", "2020-10-05", "2020-05-10"],
    ["5/10", "2020-10-05", "2020-05-10"],
    ["19/10/2020", "2020-10-19", null],
    ["10/19/2020", null, "2020-10-19"],
  ])("%s is read in the order of the country", (text, day, month) => {
    expect(readDate(text, british)).toBe(day);
    expect(readDate(text, american)).toBe(month);
  });

  it("is read back as fields write it", () => {
    expect(readDate("Mon 5 Oct 2020", british)).toBe("2020-10-05");
    expect(readDate("Mon, Oct 5, 2020", american)).toBe("2020-10-05");
  });

  it("is read in the words of the window's language", () => {
    expect(readDate("5. Okt. 2020", german)).toBe("2020-10-05");
    expect(readDate("5. Okt. 2020", british)).toBeNull();
  });

  it("without a year is of this one", () => {
    expect(readDate("5 Oct", british)).toBe("2020-10-05");
    expect(readDate("5 Oct", { ...british, today: null })).toBeNull();
  });

  it.each(["", "5", "2020", "2020-10", "31/2/2020", "2020-02-30", "29 Feb 2021", "5 Ju 2020", "Oct", "x", "1/2/3/4"])(
    "%s is none",
    (text) => {
      expect(readDate(text, british)).toBeNull();
    },
  );

  it("of a year far away is still one", () => {
    expect(readDate("1899-12-31", british)).toBe("1899-12-31");
  });
});
