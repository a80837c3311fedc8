import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { manyBook } from "../../lib/fake/many";
import { afterRun, confirm } from "../../testing/books";
import { diskError, renderApp } from "../../testing/renderApp";

const list = () => screen.findByRole("grid", { name: "Invoices" });
const panel = () => screen.findByRole("complementary", { name: "The invoice at the cursor" });

describe("invoices", () => {
  it("lists number, status, customer, contract, date and total", async () => {
    renderApp("/invoices", { book: await afterRun() });
    const grid = within(await list());
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
    expect(await list()).toBeVisible();
  });

  it("counts each status, and chooses one by its digit", async () => {
    const book = confirm(await afterRun(manyBook(6)), 2);
    const { user } = renderApp("/invoices", { book });
    await list();
    expect(screen.getByRole("tab", { name: /Confirmed/ })).toHaveTextContent("2");
    await user.keyboard("4");
    await waitFor(() =>
      expect(screen.getByRole("tab", { name: /Confirmed/ })).toHaveAttribute("aria-selected", "true"),
    );
    expect(await screen.findByText("2 invoices")).toBeVisible();
  });

  it("is led to by an address with contract, customer and dates, and says how many it hides", async () => {
    const { user, fake } = renderApp("/invoices?contract=ADATUM&from=2020-10-01&to=2020-10-31", {
      book: await afterRun(manyBook(6)),
    });
    await list();
    expect(await screen.findByText(/Filtered: 1 of \d+ shown, \d+ hidden/)).toBeVisible();
    expect(fake.calls.findLast((call) => call.command === "invoices")?.args[0]).toMatchObject({
      contract: "ADATUM",
      customer: null,
      from: "2020-10-01",
      to: "2020-10-31",
    });
    expect(screen.getByTitle(/^Project contract.+Implementation services for Adatum$/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Export" }));
    await user.click(await screen.findByRole("menuitem", { name: /CSV/ }));
    await waitFor(() =>
      expect(fake.calls.find((call) => call.command === "exportList")?.args[0]).toMatchObject({
        contract: "ADATUM",
        from: "2020-10-01",
        to: "2020-10-31",
      }),
    );
    await user.click(screen.getByRole("button", { name: "Show all" }));
    await waitFor(() => expect(screen.queryByText(/hidden/)).not.toBeInTheDocument());
  });

  it("says that a filter hides all of them", async () => {
    renderApp("/invoices?from=2021-01-01", { book: await afterRun() });
    expect(await screen.findByRole("heading", { name: "No invoice fits the filter" })).toBeVisible();
  });

  it("sorts by a click on a head, in the program", async () => {
    const { user, fake } = renderApp("/invoices", { book: await afterRun(manyBook(6)) });
    const grid = within(await list());
    await user.click(grid.getByRole("button", { name: "Total incl. tax" }));
    await waitFor(() =>
      expect(fake.calls.findLast((call) => call.command === "invoices")?.args[0]).toMatchObject({
        sort: "total",
        descending: true,
      }),
    );
    expect(grid.getByRole("columnheader", { name: "Total incl. tax" })).toHaveAttribute("aria-sort", "descending");
  });

  it("exports the list as it is sorted and searched", async () => {
    const { user, fake } = renderApp("/invoices?status=draft&search=adatum", { book: await afterRun() });
    await list();
    await user.click(screen.getByRole("button", { name: "Export" }));
    await user.click(await screen.findByRole("menuitem", { name: /XLSX/ }));
    expect(await screen.findByText("List exported as XLSX")).toBeVisible();
    expect(fake.calls.find((call) => call.command === "exportList")?.args).toEqual([
      {
        list: "invoices",
        status: "draft",
        contract: null,
        customer: null,
        from: null,
        to: null,
        search: "adatum",
        sort: "date",
        descending: true,
      },
      "xlsx",
    ]);
  });

  it("says why they cannot be listed", async () => {
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

describe("the panel beside the list", () => {
  it("shows lines, totals and taxes of the row at the cursor without leaving the list", async () => {
    const { user, path } = renderApp("/invoices", { book: await afterRun(manyBook(6)) });
    await user.click(await screen.findByRole("row", { name: /Adatum/ }));
    const side = within(await panel());
    expect(await side.findByRole("table", { name: "Lines of the invoice" })).toBeVisible();
    expect(await side.findByRole("link", { name: "Implementation services for Adatum" })).toBeVisible();
    expect(side.getByText("Tax, no tax set up")).toBeVisible();
    expect(path()).toBe("/invoices");
  });

  it("shows the printed page", async () => {
    const { user } = renderApp("/invoices", { book: await afterRun() });
    const side = within(await panel());
    await user.click(side.getByRole("button", { name: "Show the page" }));
    expect(await side.findByRole("img", { name: "Page 1 of 1" })).toBeVisible();
  });

  it("is shown and hidden with P, and stays as it was left", async () => {
    const { user } = renderApp("/invoices", { book: await afterRun() });
    await panel();
    await user.keyboard("p");
    await waitFor(() => expect(screen.queryByRole("complementary", { name: /cursor/ })).not.toBeInTheDocument());
    expect(localStorage.getItem("proforma.invoice-panel")).toBe("hidden");
    await user.keyboard("p");
    expect(await panel()).toBeVisible();
  });

  it("opens the whole with Enter", async () => {
    const { user, path } = renderApp("/invoices", { book: await afterRun() });
    (await list()).focus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(path()).toBe("/invoices/inv-1"));
  });

  it("says why its invoice cannot be read", async () => {
    renderApp("/invoices", { book: await afterRun() }, (fake) => fake.refuse("invoice", diskError));
    expect(await within(await panel()).findByRole("alert")).toHaveTextContent("The invoice could not be read");
  });
});
