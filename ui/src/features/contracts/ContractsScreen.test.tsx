import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { adatumBook } from "../../lib/fake/adatum";
import { manyBook } from "../../lib/fake/many";
import { diskError, renderApp } from "../../testing/renderApp";
import { hiddenAtWidth } from "./useContractColumns";

const emptyBook = { ...adatumBook(), contracts: [], rows: [], shares: [] };

describe("contracts", () => {
  it("lists name, id, customer, money and next run, with trouble under the name", async () => {
    renderApp("/contracts", { book: manyBook(15) });
    const grid = within(await screen.findByRole("grid", { name: "Contracts" }));
    const row = within(grid.getByRole("row", { name: /Implementation services for Adatum/ }));
    expect(row.getByText("ADATUM")).toBeVisible();
    expect(row.getByText("25,605.00")).toBeVisible();
    expect(row.getByText("5 Oct")).toBeVisible();
    expect(row.getByRole("img", { name: /Ready 25,605.00, Not ready 800.00 USD/ })).toBeInTheDocument();
    expect(within(grid.getByRole("row", { name: /Web shop support/ })).getByText("line not set up")).toBeVisible();
    expect(within(grid.getByRole("row", { name: /Warehouse integration/ })).getByText("parked")).toBeVisible();
  });

  it("say why no invoices can be created of all that are selected", async () => {
    const { user, fake } = renderApp("/contracts", { book: manyBook(15) });
    const grid = await screen.findByRole("grid", { name: "Contracts" });
    grid.focus();
    await user.keyboard("{Control>}a{/Control}");
    await screen.findByText("15 selected");
    fake.refuse("contracts", diskError);
    await user.keyboard("c");
    expect(await screen.findByText("The rows could not be selected")).toBeVisible();
    expect(screen.getByText("The disk does not answer")).toBeVisible();
  });

  it("totals each currency by itself", async () => {
    renderApp("/contracts", { book: manyBook(15) });
    const totals = await screen.findByRole("table", { name: /per currency/ });
    const currencies = within(totals).getAllByRole("rowheader");
    expect(currencies.map((one) => one.textContent)).toEqual(["BGN", "EUR", "JPY", "KWD", "SEK", "USD"]);
  });

  it("goes from row to row with the keys and opens with Enter", async () => {
    const { user, path } = renderApp("/contracts", { book: manyBook(15) });
    const grid = await screen.findByRole("grid", { name: "Contracts" });
    grid.focus();
    await user.keyboard("{ArrowDown}jk{Enter}");
    expect(await screen.findByRole("heading", { level: 1, name: "Managed services 2020" })).toBeVisible();
    expect(path()).toBe("/contracts/LITWARE-20");
  });

  it("finds with the slash key and says what to do where nothing fits", async () => {
    const { user } = renderApp("/contracts", { book: manyBook(15) });
    await screen.findByRole("grid", { name: "Contracts" });
    await user.keyboard("/");
    const search = screen.getByRole("searchbox", { name: "Name, customer, id" });
    expect(search).toHaveFocus();
    await user.keyboard("zzz");
    expect(await screen.findByRole("heading", { name: "No contract fits “zzz”" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: /^Show all .*contracts$/ }));
    expect(await screen.findByRole("row", { name: /Managed services 2020/ })).toBeVisible();
  });

  it("chooses a status with a digit", async () => {
    const { user } = renderApp("/contracts", { book: manyBook(40) });
    await screen.findByRole("grid", { name: "Contracts" });
    await user.keyboard("2");
    expect(await screen.findByRole("tab", { name: /Draft/, selected: true })).toBeVisible();
  });

  it("sorts by name, customer and next run date, and the other way round", async () => {
    const { user } = renderApp("/contracts", { book: manyBook(15) });
    const grid = within(await screen.findByRole("grid", { name: "Contracts" }));
    const heads = ["Project contract", "Customer", "Next run"];
    expect(grid.getAllByRole("button", { name: /./ }).map((one) => one.getAttribute("aria-label"))).toEqual(heads);
    await user.click(grid.getByRole("button", { name: "Customer" }));
    const rowAt = (index: number) => grid.getAllByRole("row")[index];
    await waitFor(() => expect(rowAt(1)).toHaveTextContent("Adatum Corporation"));
    expect(grid.getByRole("columnheader", { name: "Customer" })).toHaveAttribute("aria-sort", "ascending");
    await user.click(grid.getByRole("button", { name: "Customer" }));
    await waitFor(() => expect(rowAt(1)).toHaveTextContent("Woodgrove Bank"));
    await user.click(grid.getByRole("button", { name: "Next run" }));
    await waitFor(() => expect(rowAt(15)).toHaveTextContent(/none/));
  });

  it("filters by trouble and currency, says how many are hidden, and shows all again", async () => {
    const { user } = renderApp("/contracts", { book: manyBook(15) });
    await screen.findByRole("grid", { name: "Contracts" });
    await user.keyboard("f");
    await user.click(await screen.findByRole("menuitem", { name: "Trouble" }));
    await user.click(await screen.findByRole("menuitemradio", { name: "Parked" }));
    expect(await screen.findByText("Filtered: 1 of 15 shown, 14 hidden")).toBeVisible();
    expect(screen.getByRole("row", { name: /Warehouse integration/ })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show all" }));
    await waitFor(() => expect(screen.queryByText(/hidden/)).not.toBeInTheDocument());
  });

  it("takes trouble and currency from the address", async () => {
    renderApp("/contracts?currency=EUR&sort=customer", { book: manyBook(15) });
    const totals = within(await screen.findByRole("table", { name: /per currency/ }));
    expect(totals.getAllByRole("rowheader").map((one) => one.textContent)).toEqual(["EUR"]);
    expect(screen.getAllByRole("button", { name: /Currency is.*EUR/ })[0]).toBeVisible();
  });

  it("says so where nothing is in trouble", async () => {
    renderApp("/contracts?trouble=parked");
    expect(await screen.findByRole("heading", { name: "No contract is parked" })).toBeVisible();
  });

  it("keeps a view under a name", async () => {
    const { user } = renderApp("/contracts", { book: manyBook(15) });
    await screen.findByRole("grid", { name: "Contracts" });
    await user.click(screen.getByRole("button", { name: /Active contracts/ }));
    await user.click(await screen.findByRole("menuitemradio", { name: "Not set up" }));
    expect(await screen.findByText(/1 of 15 shown/)).toBeVisible();
    expect(screen.getByRole("row", { name: /Web shop support/ })).toBeVisible();
  });

  it("hides a column, and the sums stay under theirs", async () => {
    const { user } = renderApp("/contracts", { book: manyBook(15) });
    await screen.findByRole("grid", { name: "Contracts" });
    await user.click(screen.getByRole("button", { name: "Columns" }));
    await user.click(await screen.findByRole("menuitemcheckbox", { name: "Money" }));
    await waitFor(() => expect(screen.queryByRole("columnheader", { name: "Money" })).not.toBeInTheDocument());
    const sum = within(screen.getByRole("table", { name: /per currency/ })).getAllByRole("cell")[0];
    expect(sum).toHaveStyle({ gridColumn: "4" });
  });

  it("exports the list as it stands", async () => {
    const { user, fake } = renderApp("/contracts?trouble=parked&status=all", { book: manyBook(15) });
    await screen.findByRole("grid", { name: "Contracts" });
    await user.click(screen.getByRole("button", { name: "Export" }));
    await user.click(await screen.findByRole("menuitem", { name: /CSV/ }));
    await waitFor(() =>
      expect(fake.calls.find((call) => call.command === "exportList")?.args).toEqual([
        expect.objectContaining({ list: "contracts", status: null, trouble: "parked", sort: "name" }),
        "csv",
      ]),
    );
  });

  it("creates invoices for several contracts at once", async () => {
    const { user } = renderApp("/contracts", { book: manyBook(15) });
    const grid = await screen.findByRole("grid", { name: "Contracts" });
    grid.focus();
    await user.keyboard(" {ArrowDown} c");
    const dialog = within(await screen.findByRole("dialog", { name: /Create/ }));
    expect(await dialog.findByText(/2 contracts/)).toBeVisible();
  });

  it("says what to do in a book without contracts", async () => {
    renderApp("/contracts", { book: emptyBook });
    expect(await screen.findByRole("heading", { name: "This book has no contracts yet" })).toBeVisible();
  });

  it("keeps the layout while it waits", async () => {
    let release = () => {};
    renderApp("/contracts", {}, (fake) => {
      release = fake.hold("contracts");
    });
    expect(await screen.findByRole("status", { name: "Loading" })).toBeInTheDocument();
    expect(screen.getByRole("heading", { level: 1, name: "Contracts" })).toBeVisible();
    release();
    expect(await screen.findByRole("row", { name: /Adatum/ })).toBeVisible();
  });

  it("says what failed and why, and tries again", async () => {
    const { user, fake } = renderApp("/contracts", {}, (made) => made.refuse("contracts", diskError));
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("The contracts could not be listed");
    expect(alert).toHaveTextContent(/the disk does not answer/i);
    expect(alert).toHaveTextContent("Nothing was changed");
    fake.refuse("contracts", null);
    await user.click(within(alert).getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("row", { name: /Adatum/ })).toBeVisible();
  });
});

describe("columns that do not fit", () => {
  const long = 15 * 0.54;

  it("are hidden, the least telling first, the sooner the longer the sums are", () => {
    expect(hiddenAtWidth(66.25, {})).toEqual([]);
    expect(hiddenAtWidth(66.25, { invoiced: 3 })).toEqual([]);
    expect(hiddenAtWidth(66.25, { ready: long, not_ready: long })).toEqual(["bar"]);
    expect(hiddenAtWidth(60, { ready: long, not_ready: long })).toEqual(["bar", "customer"]);
    // What is hidden needs no room for its sums.
    expect(hiddenAtWidth(55, { invoiced: long, on_draft: long })).toEqual(["bar", "customer", "invoiced", "on_draft"]);
    expect(hiddenAtWidth(20, { ready: long })).toEqual(["bar", "customer", "invoiced", "on_draft"]);
    expect(hiddenAtWidth(0, { ready: long })).toEqual([]);
  });

  it("take their sums along where the list is moved sideways all the same", async () => {
    renderApp("/contracts");
    const grid = await screen.findByRole("grid", { name: "Contracts" });
    const sums = (await screen.findByRole("table", { name: /^Total of/ })).parentElement as HTMLElement;
    grid.scrollLeft = 40;
    fireEvent.scroll(grid);
    expect(sums.scrollLeft).toBe(40);
  });
});
