import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { adatumBook } from "../../lib/fake/adatum";
import { manyBook } from "../../lib/fake/many";
import type { FakeBook } from "../../lib/fake/model";
import { afterRun } from "../../testing/books";
import { diskError, renderApp } from "../../testing/renderApp";

/** 100.00 for three customers: 33.33 each, and the odd cent with the first. */
function splitBook(): FakeBook {
  const book = adatumBook();
  const [first] = book.shares.filter(({ id }) => id === "t1");
  if (first === undefined) throw new Error("the example has t1");
  const parts = [
    { id: "adatum", name: "Adatum Corporation", percent: 33.34, amount: 3334 },
    { id: "litware", name: "Litware Inc.", percent: 33.33, amount: 3333 },
    { id: "trey", name: "Trey Research", percent: 33.33, amount: 3334 },
  ];
  book.shares = [
    ...book.shares.filter(({ id }) => id !== "t1"),
    ...parts.map(({ amount, ...customer }, at) => ({
      ...first,
      customer,
      amount,
      status: at === 1 ? ("not_ready" as const) : first.status,
    })),
  ];
  return book;
}

describe("invoice", () => {
  it("shows the page as it prints and what it is made of", async () => {
    renderApp("/invoices/inv-1", { book: await afterRun() });
    expect(await screen.findByRole("img", { name: "Page 1 of 1" })).toBeVisible();
    const side = within(screen.getByRole("complementary", { name: "What it is made of" }));
    expect(side.getByRole("row", { name: /Requirements workshop, Amy Alberts 8 h × 200.00 1,600.00/ })).toBeVisible();
    expect(side.getByText("Tax, no tax set up")).toBeVisible();
  });

  it("leads to its contract, its customer's invoices and the process run that created it", async () => {
    const { user, path } = renderApp("/invoices/inv-1", { book: await afterRun() });
    const side = within(await screen.findByRole("complementary", { name: "What it is made of" }));
    expect(side.getByRole("link", { name: "Implementation services for Adatum" })).toHaveAttribute(
      "href",
      "/contracts/ADATUM",
    );
    expect(side.getByRole("link", { name: "Adatum Corporation" })).toHaveAttribute("href", "/invoices?customer=adatum");
    await user.click(side.getByRole("link", { name: "process run of Mon 5 Oct 2020" }));
    await waitFor(() => expect(path()).toBe("/process-runs/2020-10-05"));
  });

  it("traces a detail: where it came from, who pays which part, and where the other parts went", async () => {
    const book = await afterRun(splitBook());
    for (const share of book.shares) {
      if (share.customer.id === "adatum") share.ready = { by: "hand", at: "2020-10-02T09:14:00Z" };
    }
    const { user } = renderApp("/invoices", { book });
    await user.click(await screen.findByRole("row", { name: /Trey Research/ }));
    await user.click(screen.getByRole("button", { name: "Open invoice" }));
    const side = within(await screen.findByRole("complementary", { name: "What it is made of" }));
    await user.click(await side.findByRole("button", { name: /Requirements workshop/ }));
    const shares = within(await side.findByRole("table", { name: "Where its shares went" }));
    expect(side.getByText(/100.01/)).toHaveTextContent("100.01 USD");
    expect(side.getByText(/Thu 1 Oct 2020, Amy Alberts/)).toBeVisible();
    const rows = shares.getAllByRole("row");
    expect(rows[1]).toHaveTextContent(
      /Adatum Corporation33.34 %33.34On a draftInvoice of 5 OctMarked ready 2 Oct 09:14/,
    );
    expect(rows[2]).toHaveTextContent(/Litware Inc.33.33 %33.33Not readyContract$/);
    expect(rows[3]).toHaveTextContent(
      /Trey Research33.33 %33.34with the odd centOn this invoiceWas ready when it was imported/,
    );
    expect(shares.getByRole("link", { name: "Invoice of 5 Oct" })).toBeVisible();
  });

  it("opens and closes what all details came from with E", async () => {
    const { user } = renderApp("/invoices/inv-1", { book: await afterRun() });
    await screen.findByRole("table", { name: "Lines of the invoice" });
    await user.keyboard("e");
    expect(await screen.findAllByRole("table", { name: "Where its shares went" })).toHaveLength(5);
    await user.keyboard("e");
    expect(screen.queryByRole("table", { name: "Where its shares went" })).not.toBeInTheDocument();
  });

  it("says why a trace could not be read, and tries again", async () => {
    const { user, fake } = renderApp("/invoices/inv-1", { book: await afterRun() }, (standIn) =>
      standIn.refuse("trace", diskError),
    );
    await user.click(await screen.findByRole("button", { name: /Requirements workshop/ }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Where it came from could not be read");
    fake.refuse("trace", null);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("table", { name: "Where its shares went" })).toBeVisible();
  });

  it("goes to the next and back with the brackets", async () => {
    const { user, path } = renderApp("/invoices", { book: await afterRun(manyBook(6)) });
    await user.click(await screen.findByRole("row", { name: /Adatum/ }));
    (await screen.findByRole("grid", { name: "Invoices" })).focus();
    await user.keyboard("{Enter}");
    await screen.findByRole("heading", { level: 1, name: "Adatum Corporation" });
    const here = path();
    expect(await screen.findByText(/^\d+ of \d+$/)).toBeVisible();
    await user.keyboard("{[}");
    await waitFor(() => expect(path()).not.toBe(here));
    await user.keyboard("]");
    await waitFor(() => expect(path()).toBe(here));
  });

  it("goes back to the list as it was filtered", async () => {
    const { user } = renderApp("/invoices?status=draft&search=adatum", { book: await afterRun(manyBook(6)) });
    (await screen.findByRole("grid", { name: "Invoices" })).focus();
    await user.keyboard("{Enter}");
    await screen.findByRole("heading", { level: 1, name: "Adatum Corporation" });
    await user.keyboard("{Escape}");
    expect(await screen.findByRole("searchbox", { name: "Find an invoice" })).toHaveValue("adatum");
    expect(screen.getByRole("tab", { name: /Draft/ })).toHaveAttribute("aria-selected", "true");
  });

  it("shows the rest where the page cannot be drawn, and says why", async () => {
    renderApp("/invoices/inv-1", { book: await afterRun() }, (fake) =>
      fake.refuse("invoicePages", { code: "failed", message: "the sign U+0007 cannot be printed", field: null }),
    );
    expect(await screen.findByRole("alert")).toHaveTextContent("The sign U+0007 cannot be printed");
    expect(screen.getByRole("table", { name: "Lines of the invoice" })).toBeVisible();
  });

  it("says that it is not there", async () => {
    renderApp("/invoices/nothing");
    expect(await screen.findByText(/There is no invoice nothing/)).toBeVisible();
  });
});
