import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { adatumBook } from "../../lib/fake/adatum";
import { createFake } from "../../lib/fake/backend";
import { manyBook } from "../../lib/fake/many";
import type { FakeBook } from "../../lib/fake/model";
import { diskError, renderApp } from "../../testing/renderApp";

async function afterRun(book: FakeBook = adatumBook()): Promise<FakeBook> {
  await createFake({ book }).commands.startRun("2020-10-05", null);
  return book;
}

describe("invoices", () => {
  it("lists number, status, customer, contract, date and total", async () => {
    renderApp("/invoices", { book: await afterRun() });
    const grid = within(await screen.findByRole("grid", { name: "Invoices" }));
    const row = within(grid.getByRole("row", { name: /Adatum Corporation/ }));
    for (const text of ["No number yet", "Draft", "Implementation services for Adatum", "5 Oct"]) {
      expect(row.getByText(text)).toBeVisible();
    }
    expect(row.getByText(/7,420.00/)).toHaveTextContent("7,420.00 USD");
  });

  it("says where invoices come from before there are any", async () => {
    const { user, path } = renderApp("/invoices");
    expect(await screen.findByRole("heading", { name: "No invoices yet" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Preview a run date" }));
    await waitFor(() => expect(path()).toBe("/run"));
  });

  it("says why a status is empty, and shows all again", async () => {
    const { user } = renderApp("/invoices?status=paid", { book: await afterRun() });
    expect(await screen.findByRole("heading", { name: "No invoice is in status “Paid”" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show the 1 invoice" }));
    expect(await screen.findByRole("grid", { name: "Invoices" })).toBeVisible();
  });

  it("exports those that are selected, and says where they are", async () => {
    const { user, fake } = renderApp("/invoices", { book: await afterRun(manyBook(6)) });
    const grid = await screen.findByRole("grid", { name: "Invoices" });
    grid.focus();
    await user.keyboard(" {Shift>}{ArrowDown}{/Shift}");
    expect(await screen.findByText("2 selected")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Export 2 PDFs" }));
    expect(await screen.findByText("2 PDFs exported")).toBeVisible();
    const [ids] = fake.calls.find((call) => call.command === "exportPdf")?.args ?? [];
    expect(ids).toHaveLength(2);
  });

  it("says nothing where the native dialog was closed", async () => {
    const { user, fake } = renderApp("/invoices", { book: await afterRun(), exported: null });
    await user.click(await screen.findByRole("button", { name: "Export PDF" }));
    await waitFor(() => expect(fake.calls.some((call) => call.command === "exportPdf")).toBe(true));
    expect(screen.queryByText(/exported/)).not.toBeInTheDocument();
  });

  it("says why an export failed", async () => {
    const { user } = renderApp("/invoices", { book: await afterRun() }, (fake) =>
      fake.refuse("exportPdf", { code: "failed", message: "the disk is full", field: null }),
    );
    await user.click(await screen.findByRole("button", { name: "Export PDF" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("the disk is full");
  });

  it("waits quietly, and says why they cannot be listed", async () => {
    renderApp("/invoices", {}, (fake) => fake.refuse("invoices", diskError));
    expect(await screen.findByRole("alert")).toHaveTextContent("The invoices could not be listed");
  });

  it("keeps the layout while it waits", async () => {
    let release = () => {};
    renderApp("/invoices", { book: await afterRun() }, (fake) => {
      release = fake.hold("invoices");
    });
    expect(await screen.findByRole("status", { name: "Loading" })).toBeInTheDocument();
    release();
    expect(await screen.findByRole("row", { name: /Adatum/ })).toBeVisible();
  });
});

describe("invoice", () => {
  it("shows the page as it prints and what it is made of", async () => {
    renderApp("/invoices/inv-1", { book: await afterRun() });
    expect(await screen.findByRole("img", { name: "Page 1 of 1" })).toBeVisible();
    const side = within(screen.getByRole("complementary", { name: "What it is made of" }));
    expect(side.getByRole("row", { name: /Requirements workshop, Amy Alberts 8 h × 200.00 1,600.00/ })).toBeVisible();
    expect(side.getByText("Tax, no tax set up")).toBeVisible();
  });

  it("exports with O", async () => {
    const { user } = renderApp("/invoices/inv-1", { book: await afterRun() });
    await screen.findByRole("img", { name: "Page 1 of 1" });
    await user.keyboard("o");
    expect(await screen.findByText("1 PDF exported")).toBeVisible();
    expect(screen.getByText("Adatum 2020-10-05.pdf in Documents/Billing")).toBeVisible();
  });

  it("goes to the next and back with the brackets", async () => {
    const { user, path } = renderApp("/invoices", { book: await afterRun(manyBook(6)) });
    await user.click(await screen.findByRole("row", { name: /Adatum/ }));
    await screen.findByRole("heading", { level: 1, name: "Adatum Corporation" });
    const here = path();
    expect(await screen.findByText(/^\d+ of \d+$/)).toBeVisible();
    await user.keyboard("{[}");
    await waitFor(() => expect(path()).not.toBe(here));
    await user.keyboard("]");
    await waitFor(() => expect(path()).toBe(here));
  });

  it("shows the rest where the page cannot be drawn, and says why", async () => {
    renderApp("/invoices/inv-1", { book: await afterRun() }, (fake) =>
      fake.refuse("invoicePages", { code: "failed", message: "the sign U+0007 cannot be printed", field: null }),
    );
    expect(await screen.findByRole("alert")).toHaveTextContent("the sign U+0007 cannot be printed");
    expect(screen.getByRole("table", { name: "Lines of the invoice" })).toBeVisible();
  });

  it("says that it is not there", async () => {
    renderApp("/invoices/nothing");
    expect(await screen.findByText(/there is no invoice nothing/)).toBeVisible();
  });
});
