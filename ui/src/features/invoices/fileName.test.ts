import { describe, expect, it } from "vitest";
import { type FileNameValues, fileName, unknownField } from "./fileName";

const values: FileNameValues = {
  number: "PF-2020-00041",
  status: "Confirmed",
  date: "2020-10-05",
  customer: "Adatum Corporation",
  contract: "Implementation services",
  total: "7420.00",
  currency: "USD",
};

describe("names of exported files", () => {
  it.each([
    ["{number} {customer} {date}", "PF-2020-00041 Adatum Corporation 2020-10-05.pdf"],
    ["{status}/{contract}", "Confirmed-Implementation services.pdf"],
    ["{total} {currency}", "7420.00 USD.pdf"],
    ["  ..invoice.. ", "invoice.pdf"],
    ["{number}{number}", "PF-2020-00041PF-2020-00041.pdf"],
  ])("%s gives %s", (pattern, name) => {
    expect(fileName(pattern, values)).toBe(name);
  });

  it("takes out what no file system takes", () => {
    expect(fileName("{customer}", { ...values, customer: 'A/B\\C:D*"E"<F>|G?\u0007' })).toBe("A-B-C-D-E-F-G-.pdf");
  });

  it("leaves nothing where nothing would be left", () => {
    expect(fileName(" . ", values)).toBeNull();
  });

  it("names what is no field", () => {
    expect(unknownField("{number} {due}")).toBe("{due}");
    expect(unknownField("{number} { }")).toBe("{ }");
    expect(unknownField("{number} {customer}")).toBeNull();
  });
});
