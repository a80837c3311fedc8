import { describe, expect, it } from "vitest";
import { addressOf, everyInvoice, filterOf, invoiceAddress, invoiceQuery } from "./invoiceFilter";

describe("the address of a list of invoices", () => {
  it("names only what is not as at first", () => {
    expect(addressOf(everyInvoice)).toEqual({});
    expect(addressOf({ ...everyInvoice, status: "draft", from: "2020-10-01", descending: false })).toEqual({
      status: "draft",
      from: "2020-10-01",
      order: "up",
    });
  });

  it("comes back as it went", () => {
    const filter = {
      ...everyInvoice,
      contract: "ADATUM",
      customer: "adatum",
      to: "2020-10-31",
      sort: "total" as const,
    };
    expect(filterOf(invoiceAddress(addressOf(filter)))).toEqual(filter);
  });

  it("takes ids and searches that look like numbers, and leaves out what is nothing", () => {
    expect(invoiceAddress({ contract: 4711, search: 7420, from: "soon", status: "lost", sort: "weather" })).toEqual({
      contract: "4711",
      search: "7420",
    });
  });

  it("asks the program for all where no status is chosen", () => {
    expect(invoiceQuery(everyInvoice, 200, 100)).toMatchObject({
      status: null,
      sort: "date",
      descending: true,
      offset: 200,
      limit: 100,
    });
  });
});
