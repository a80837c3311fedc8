import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { adatumBook } from "../../lib/fake/adatum";
import { greatBook } from "../../lib/fake/great";
import { manyBook } from "../../lib/fake/many";
import { backlogGrid, lastAsked, rowsOf } from "../../testing/backlog";
import { diskError, renderApp } from "../../testing/renderApp";

describe("billing backlog", () => {
  it("lists what is on no invoice with its contract, line, class, amount and status", async () => {
    renderApp("/backlog");
    const list = await backlogGrid();
    expect(within(list).getByRole("row", { name: /Requirements workshop.*Time.*1,600.00 ?USD.*Ready/ })).toBeVisible();
    expect(within(list).getByRole("row", { name: /Notes of the workshop.*Not ready/ })).toBeVisible();
    expect(await screen.findByText("Rows 1 to 15 of 15")).toBeVisible();
    expect(screen.queryByText(/^Filtered/)).not.toBeInTheDocument();
  });

  it("says whose part split work is, also where the customers have no column", async () => {
    localStorage.setItem("proforma.columns.backlog", '["customer"]');
    renderApp("/backlog", { book: greatBook() });
    const list = await backlogGrid();
    expect(screen.queryByRole("columnheader", { name: "Customer" })).not.toBeInTheDocument();
    const part = await within(list).findAllByRole("row", { name: /2020-06-15 ?Consolidated Messenger Water/ });
    expect(part[0]).toHaveTextContent("1,500,000,000.00 USD");
    // Who pays for all of it is said by its contract.
    expect(within(list).getByRole("row", { name: /Requirements workshop/ })).not.toHaveTextContent(
      "Adatum Corporation",
    );
    // Twelve figures and four signs between them, none of which is cut.
    expect(list.style.getPropertyValue("--width-amount")).toBe("7.560rem");
  });

  it("says ready and not ready in the head, each currency by itself", async () => {
    renderApp("/backlog", { book: manyBook(12) });
    const totals = within(await screen.findByRole("table", { name: "Ready and not ready, per currency" }));
    expect(totals.getByRole("row", { name: /^ready .*EUR .*USD$/ })).toBeVisible();
    expect(totals.getByRole("row", { name: /^not ready/ })).toBeVisible();
  });

  it("says the same in one line where there is one currency", async () => {
    renderApp("/backlog");
    const totals = await screen.findByRole("group", { name: "Ready and not ready, per currency" });
    expect(totals).toHaveTextContent("25,605.00 USD ready 800.00 USD not ready");
  });

  it("stands in the navigation with its count, and opens with G B", async () => {
    const { user, path } = renderApp("/run");
    await screen.findByText("1 draft");
    expect(screen.getByRole("link", { name: /Billing backlog ?15/ })).toBeVisible();
    await user.keyboard("gb");
    await waitFor(() => expect(path()).toBe("/backlog"));
  });

  it("waits quietly, and says why it cannot be listed", async () => {
    let release = () => {};
    const { fake } = renderApp("/backlog", {}, (stand) => {
      release = stand.hold("backlog");
    });
    expect(await screen.findByRole("status", { name: "Loading" })).toBeInTheDocument();
    fake.refuse("backlog", diskError);
    release();
    expect(await screen.findByRole("alert")).toHaveTextContent("The billing backlog could not be listed");
  });
});

it("says why it cannot be counted, and asks again", async () => {
  const { user, fake } = renderApp("/backlog", {}, (stand) => stand.refuse("backlogTotals", diskError));
  expect(await screen.findByRole("alert")).toHaveTextContent(/the disk does not answer/i);
  fake.refuse("backlogTotals", null);
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Rows 1 to 15 of 15")).toBeVisible();
});

describe("sorting", () => {
  it("asks the program for the order, and the address keeps it", async () => {
    const shown = renderApp("/backlog");
    await backlogGrid();
    await shown.user.click(screen.getByRole("button", { name: "Amount" }));
    await waitFor(() => expect(lastAsked(shown, "backlog")).toMatchObject({ sort: "amount", descending: true }));
    await waitFor(async () => expect(rowsOf(await backlogGrid())[0]).toHaveTextContent("Prototype accepted"));
    expect(screen.getByRole("columnheader", { name: "Amount" })).toHaveAttribute("aria-sort", "descending");
  });

  it("keeps the rows on the screen until those in the new order are there", async () => {
    const { user, fake } = renderApp("/backlog");
    const list = await backlogGrid();
    const release = fake.hold("backlog");
    await user.click(screen.getByRole("button", { name: "Amount" }));
    expect(rowsOf(list)).toHaveLength(15);
    expect(screen.queryByRole("status", { name: "Loading" })).not.toBeInTheDocument();
    release();
    await waitFor(() => expect(rowsOf(list)[0]).toHaveTextContent("Prototype accepted"));
  });
});

describe("columns", () => {
  it("are chosen, remembered, and as the window decides again", async () => {
    const { user } = renderApp("/backlog");
    await backlogGrid();
    await user.click(screen.getByRole("button", { name: "Columns" }));
    await user.click(await screen.findByRole("menuitemcheckbox", { name: "Resource" }));
    expect(screen.getByRole("columnheader", { name: "Resource", hidden: true })).toBeInTheDocument();
    expect(JSON.parse(localStorage.getItem("proforma.columns.backlog") ?? "[]")).not.toContain("resource");
    await user.click(screen.getByRole("menuitem", { name: "Reset the columns" }));
    expect(screen.queryByRole("columnheader", { name: "Resource", hidden: true })).not.toBeInTheDocument();
  });

  it("are those that were remembered", async () => {
    localStorage.setItem("proforma.columns.backlog", '["class","amount"]');
    renderApp("/backlog");
    await backlogGrid();
    expect(screen.queryByRole("columnheader", { name: "Amount" })).not.toBeInTheDocument();
    expect(screen.getByRole("columnheader", { name: "Id" })).toBeVisible();
  });
});

describe("an empty list", () => {
  it("says what the contract has instead, and shows it", async () => {
    const book = adatumBook();
    for (const share of book.shares) share.status = "not_ready";
    const { user } = renderApp("/backlog?contract=ADATUM&status=ready_to_invoice&class=expense", { book });
    expect(
      await screen.findByRole("heading", {
        name: "Nothing of Implementation services for Adatum is ready to invoice",
      }),
    ).toBeVisible();
    expect(screen.getByText(/5 shares meet the other conditions, all not ready/)).toHaveTextContent("605.00 USD");
    expect(await screen.findByText(/next run date of the contract is Mon 5 Oct 2020/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show the 5 not ready" }));
    expect(await screen.findByText("Filtered: 5 of 15 shown, 10 hidden")).toBeVisible();
  });

  it("says what was searched", async () => {
    const { user } = renderApp("/backlog?search=nowhere");
    expect(await screen.findByRole("heading", { name: "Nothing fits “nowhere”" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show all 15 shares" }));
    expect(await screen.findByText("Rows 1 to 15 of 15")).toBeVisible();
  });

  it("says that all work is on an invoice", async () => {
    const book = { ...adatumBook(), shares: [] };
    renderApp("/backlog", { book });
    expect(await screen.findByRole("heading", { name: "The billing backlog is empty" })).toBeVisible();
    expect(screen.getByRole("button", { name: "Export" })).toBeDisabled();
  });

  it("says that there are no contracts yet", async () => {
    const book = { ...adatumBook(), contracts: [], rows: [], shares: [] };
    renderApp("/backlog", { book });
    expect(await screen.findByRole("heading", { name: "This book has no contracts yet" })).toBeVisible();
  });
});

describe("export", () => {
  it("writes what the filter lets through in its order, and says where it is", async () => {
    const shown = renderApp("/backlog?class=time&sort=amount");
    await backlogGrid();
    await shown.user.click(screen.getByRole("button", { name: "Export" }));
    await shown.user.click(await screen.findByRole("menuitem", { name: /CSV/ }));
    expect(await screen.findByText("List exported as CSV")).toBeVisible();
    expect(screen.getByText("backlog.csv in Documents/Billing")).toBeVisible();
    expect(lastAsked(shown, "exportList")).toMatchObject({
      list: "backlog",
      filter: { classes: ["time"] },
      sort: "amount",
    });
  });

  it("says in its place why it did not work", async () => {
    const { user } = renderApp("/backlog", {}, (fake) =>
      fake.refuse("exportList", { code: "failed", message: "the disk is full", field: null }),
    );
    await backlogGrid();
    await user.click(screen.getByRole("button", { name: "Export" }));
    await user.click(await screen.findByRole("menuitem", { name: /XLSX/ }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Nothing was exported. The disk is full.");
  });
});
