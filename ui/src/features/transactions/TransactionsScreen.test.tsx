import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { adatumBook } from "../../lib/fake/adatum";
import { enteredBook } from "../../lib/fake/entered";
import { manyBook } from "../../lib/fake/many";
import { diskError, renderApp } from "../../testing/renderApp";
import { cell, entryGrid } from "../../testing/transactions";
import { forgetEntries } from "./entry/draftStore";

const PATH = "/contracts/ADATUM/transactions";
const KEPT = "proforma.entry.";

const keptRows = () =>
  Object.entries(localStorage)
    .filter(([name]) => name.startsWith(KEPT))
    .map(([, text]) => JSON.parse(text as string).rows);

describe("the list", () => {
  it("says what the contract has, its total, and which rows are seen", async () => {
    renderApp(PATH);
    const grid = await entryGrid();
    expect(screen.getByText("Rows 1 to 13 of 13")).toBeVisible();
    expect(screen.getByText("9,405.00")).toBeVisible();
    expect(within(cell(grid, 3, "Billing status")).getByText("Not ready")).toBeVisible();
    expect(screen.getByRole("link", { name: "Project contract" })).toHaveAttribute(
      "href",
      "/contracts/ADATUM?tab=transactions",
    );
  });

  it("says how many rows a filter hides, and shows them again", async () => {
    const { user } = renderApp(`${PATH}?line=expenses&search=taxi`);
    await entryGrid();
    expect(await screen.findByText("Filtered: 2 of 13 shown, 11 hidden")).toBeVisible();
    expect(screen.getByRole("button", { name: /^Contract line is.*Expenses incurred, change$/ })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show all" }));
    expect(await screen.findByText("Rows 1 to 13 of 13")).toBeVisible();
  });

  it("is shown by a view, latest first", async () => {
    const { user } = renderApp(PATH);
    const grid = await entryGrid();
    await user.click(screen.getByRole("button", { name: "View: All transactions" }));
    await user.click(await screen.findByRole("menuitemradio", { name: "Latest first" }));
    await waitFor(() => expect(cell(grid, 1, "Date")).toHaveTextContent("2 Nov"));
  });

  it("keeps no line in a view, because a line is of one contract alone", async () => {
    const KEPT_VIEWS = "proforma.views.transactions";
    const before = { name: "Of a line", state: { line: "implementation", search: "workshop" } };
    localStorage.setItem(KEPT_VIEWS, JSON.stringify([before]));
    const { user } = renderApp(`${PATH}?line=expenses&search=taxi`);
    await entryGrid();
    await user.click(await screen.findByRole("button", { name: "Save view" }));
    await user.type(await screen.findByRole("textbox", { name: "Name" }), "Taxis{Enter}");
    await screen.findByText(/Taxis.*saved/);
    expect(JSON.parse(localStorage.getItem(KEPT_VIEWS) ?? "[]")).toEqual([
      before,
      { name: "Taxis", state: { search: "taxi" } },
    ]);
    await user.click(screen.getByRole("button", { name: "View: Taxis" }));
    await user.click(await screen.findByRole("menuitemradio", { name: "Of a line" }));
    expect(await screen.findByRole("searchbox", { name: "Find in this list" })).toHaveValue("workshop");
    expect(screen.queryByRole("button", { name: /^Contract line is/ })).not.toBeInTheDocument();
  });

  it("hides columns and shows them, also one that a problem is in", async () => {
    localStorage.setItem("proforma.columns.transactions", '["role","category","unit","billing_type","id","resource"]');
    const { user } = renderApp(PATH, { book: enteredBook(1) });
    const grid = await entryGrid();
    expect(within(grid).queryByRole("columnheader", { name: "Resource" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Columns" }));
    await user.click(await screen.findByRole("menuitemcheckbox", { name: "Resource" }));
    expect(within(grid).getByRole("columnheader", { name: "Resource" })).toBeInTheDocument();
    await user.keyboard("{Escape}");
  });

  it("is exported as it is filtered and sorted", async () => {
    const { user, fake } = renderApp(`${PATH}?line=expenses&search=taxi&order=descending`);
    await entryGrid();
    await screen.findByText("Filtered: 2 of 13 shown, 11 hidden");
    await user.click(screen.getByRole("button", { name: "Export" }));
    await user.click(await screen.findByRole("menuitem", { name: /XLSX/ }));
    expect(await screen.findByText("List exported as XLSX")).toBeVisible();
    expect(fake.calls.find(({ command }) => command === "exportList")?.args).toEqual([
      {
        list: "transactions",
        filter: {
          contract: "ADATUM",
          contract_line: "expenses",
          class: null,
          billing_status: null,
          from: null,
          to: null,
          search: "taxi",
        },
        descending: true,
      },
      "xlsx",
    ]);
    fake.refuse("exportList", diskError);
    await user.click(screen.getByRole("button", { name: "Export" }));
    await user.click(await screen.findByRole("menuitem", { name: /CSV/ }));
    expect(await screen.findByText("Nothing was exported.")).toBeVisible();
  });

  it("says that nothing fits, and leads back", async () => {
    const { user } = renderApp(`${PATH}?search=nowhere`);
    expect(await screen.findByRole("heading", { name: "No transaction fits the filter" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show all 13" }));
    expect(await screen.findByText("Rows 1 to 13 of 13")).toBeVisible();
  });

  it("has an empty row where there is nothing yet, and says how to begin", async () => {
    const { user } = renderApp(PATH, { book: enteredBook(0) });
    const grid = await entryGrid();
    const empty = within(await screen.findByRole("region", { name: "No transactions on this contract yet" }));
    await user.click(empty.getByRole("button", { name: /New transaction/ }));
    expect(grid).toHaveFocus();
    await user.keyboard("6 oct{Enter}");
    expect(cell(grid, 1, "Date")).toHaveTextContent("6 Oct");
    expect(screen.queryByRole("region", { name: /No transactions/ })).not.toBeInTheDocument();
  });

  it("is only read where the book is", async () => {
    const { user } = renderApp(PATH, { book: { ...adatumBook(), readOnly: "Another program has it open." } });
    const grid = await entryGrid();
    expect(screen.queryByRole("button", { name: /New transaction/ })).not.toBeInTheDocument();
    await user.keyboard("{ArrowDown}x{F2}");
    expect(within(grid).queryByRole("textbox")).not.toBeInTheDocument();
    expect(within(grid).getAllByRole("row")).toHaveLength(14);
  });

  it("says why it cannot be listed, and tries again", async () => {
    const { user, fake } = renderApp(PATH, {}, (made) => made.refuse("transactions", diskError));
    expect(await screen.findByText(/the disk does not answer/i)).toBeVisible();
    fake.refuse("transactions", null);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await entryGrid();
  });
});

describe("the contract", () => {
  it("is chosen at first, and remembered", async () => {
    const first = renderApp("/transactions", { book: manyBook(8) });
    const field = await screen.findByRole("searchbox", { name: "Project contract" });
    await first.user.type(field, "sensor");
    await first.user.click(await screen.findByRole("button", { name: /Sensor data platform/ }));
    await entryGrid();
    expect(screen.getByRole("button", { name: "Contract: Sensor data platform, choose another" })).toBeVisible();
    cleanup();
    const { user } = renderApp("/home", { book: manyBook(8) });
    await user.click(await screen.findByRole("link", { name: "Transactions" }));
    expect(await screen.findByRole("button", { name: "Contract: Sensor data platform, choose another" })).toBeVisible();
  });

  it("says that it is gone where the address names it", async () => {
    renderApp("/contracts/NOWHERE/transactions");
    expect(await screen.findByText(/there is no contract NOWHERE/i)).toBeVisible();
  });
});

describe("rows that are not saved", () => {
  it("are asked about before they are left, and kept for later", async () => {
    const { user, path } = renderApp(PATH, { book: enteredBook(1) });
    await entryGrid();
    await user.keyboard("n6 oct{Tab}{Escape}");
    await user.click(screen.getByRole("link", { name: "Home" }));
    const dialog = within(await screen.findByRole("dialog", { name: "1 row is not saved" }));
    await user.click(dialog.getByRole("button", { name: "Stay here" }));
    expect(path()).toBe(PATH);
    await user.click(screen.getByRole("link", { name: "Home" }));
    await user.click(await screen.findByRole("button", { name: "Keep for later" }));
    await waitFor(() => expect(path()).toBe("/home"));
    await user.click(screen.getByRole("link", { name: "Transactions" }));
    const grid = await entryGrid();
    expect(cell(grid, 2, "Date")).toHaveTextContent("6 Oct");
    expect(screen.getByText("1 row is not saved")).toBeVisible();
  });

  it("are saved on the way out", async () => {
    const { user, fake, path } = renderApp(PATH, { book: enteredBook(1) });
    await entryGrid();
    await user.keyboard("{ArrowDown}{End}{ArrowLeft}{Home}7 oct{Enter}{Escape}");
    await user.click(screen.getByRole("link", { name: "Home" }));
    await user.click(await screen.findByRole("button", { name: "Save and go on" }));
    await waitFor(() => expect(path()).toBe("/home"));
    expect(fake.book().shares.find(({ id }) => id === "w00000")?.date).toBe("2020-10-07");
  });

  it("are not asked about where the filter alone changes", async () => {
    const { user } = renderApp(PATH, { book: enteredBook(3) });
    await entryGrid();
    await user.keyboard("n6 oct{Tab}{Escape}/workshop{Enter}");
    expect(await screen.findByText("Filtered: 1 of 3 shown, 2 hidden")).toBeVisible();
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    expect(screen.getByText("1 row is not saved")).toBeVisible();
  });

  it("come back with the page, and say so", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const before = renderApp(PATH, { book: enteredBook(1) });
    await entryGrid();
    await before.user.keyboard("n6 oct{Tab}imp{Tab}");
    act(() => void vi.advanceTimersByTime(400));
    vi.useRealTimers();
    expect(keptRows()).toEqual([
      [expect.objectContaining({ form: { date: "2020-10-06", contract_line: "implementation" } })],
    ]);
    // The page is loaded anew: nothing is left but what is kept.
    cleanup();
    forgetEntries();
    const { user } = renderApp(PATH, { book: enteredBook(1) });
    expect(await screen.findByText("1 row that was not saved is back.")).toBeVisible();
    const grid = await entryGrid();
    expect(cell(grid, 2, "Date")).toHaveTextContent("6 Oct");
    await user.click(screen.getByRole("button", { name: "Discard" }));
    expect(await screen.findByText("1 unsaved row discarded")).toBeVisible();
    expect(screen.queryByText("1 row is not saved")).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Undo" }));
    expect(await screen.findByText("1 row is not saved")).toBeVisible();
  });
});
