import { screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import type { TransactionEntry } from "../../bindings";
import { enteredBook } from "../../lib/fake/entered";
import { changeView } from "../../lib/viewSettings";
import { renderApp } from "../../testing/renderApp";
import { cell, copied, entryGrid, texts } from "../../testing/transactions";

const PATH = "/contracts/ADATUM/transactions";

beforeEach(() => {
  localStorage.setItem("proforma.columns.transactions", '["role","category","unit","billing_type","id"]');
});

describe("pasting from a spreadsheet", () => {
  it("puts 200 rows of three columns where their headings say, and saves them in one go", async () => {
    const { user, fake } = renderApp(PATH, { book: enteredBook(3) });
    const grid = await entryGrid();
    await user.keyboard("{ArrowDown}");
    const rows = Array.from({ length: 200 }, (_, at) => [`Work ${at}`, String(1 + (at % 8)), "150,00", "06.10.2020"]);
    changeView({ locale: "de-DE" });
    await user.paste(copied([["Text", "Hours", "Rate", "Work date"], ...rows]));
    expect(await screen.findByText("800 cells pasted into 200 rows")).toBeVisible();
    expect(await screen.findByText("200 rows are not saved")).toBeVisible();
    // Over nothing that was there: they stand behind it.
    expect(texts(grid, 3)[4]).toBe("Review of test cases");
    expect(grid).toHaveAttribute("aria-activedescendant", expect.stringMatching(/-3-date$/));
    await waitFor(() => expect(screen.getByText("200 problems in 200 rows")).toBeVisible());
    expect(fake.calls.filter(({ command }) => command === "lookAtTransactions")).toHaveLength(1);
    // Every row lacks its line: the first is chosen, and copied down to the rest.
    await user.keyboard("{ArrowRight}imp{Enter}{ArrowLeft}{Shift>}{Control>}{ArrowDown}{/Control}{ArrowUp}{/Shift}");
    await user.keyboard("{Control>}d{/Control}");
    await waitFor(() => expect(screen.queryByText(/problems? in/)).not.toBeInTheDocument());
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText("200 transactions added")).toBeVisible();
    const entries = fake.calls.find(({ command }) => command === "saveTransactions")?.args[0] as TransactionEntry[];
    expect(entries).toHaveLength(200);
    expect(entries[7]?.form).toMatchObject({
      date: "2020-10-06",
      contract_line: "implementation",
      description: "Work 7",
      quantity: "8",
      unit_price: "150.00",
    });
    changeView({ locale: null });
  }, 60_000);

  it("lands from the cell of the cursor to the right, over what is there, and adds the rows that lack", async () => {
    const { user } = renderApp(PATH, { book: enteredBook(2) });
    const grid = await entryGrid();
    await user.keyboard("{ArrowDown}{ArrowDown}{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}");
    await user.paste(
      copied([
        ["Mended", "3"],
        ["Added", "4"],
      ]),
    );
    expect(await screen.findByText("4 cells pasted into 2 rows")).toBeVisible();
    expect(texts(grid, 2).slice(4, 6)).toEqual(["Mended", "3"]);
    expect(texts(grid, 3).slice(4, 6)).toEqual(["Added", "4"]);
    expect(screen.getByText("1 new, 1 changed")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(texts(grid, 2).slice(4, 6)).toEqual(["Requirements workshop", "2"]));
    expect(screen.queryByText(/not saved/)).not.toBeInTheDocument();
  });

  it("marks in place what is no date, no number, and no name that is known", async () => {
    const { user } = renderApp(PATH, { book: enteredBook(0) });
    const grid = await entryGrid();
    await user.keyboard("n");
    await user.paste(
      copied([
        ["Date", "Line", "Class", "Resource", "Hours", "Price", "Approved by"],
        ["31/02/2020", "Implementation work", "Time", "Lee Gu", "2", "200", "Bo"],
        ["2020-10-06", "Painting", "Time", "Lee Gu", "two", "200", "Bo"],
        ["2020-10-06", "Implementation work", "Holiday", "Nobody", "2", "1,2,3", ""],
      ]),
    );
    expect(await screen.findByText("The column Approved by has no place here and was left out.")).toBeVisible();
    const wrong = (row: number) =>
      ["Date", "Contract line", "Class", "Resource", "Quantity", "Unit price"].filter(
        (head) => cell(grid, row, head).getAttribute("aria-invalid") === "true",
      );
    await waitFor(() => expect(wrong(3)).toEqual(["Class", "Resource", "Unit price"]));
    expect(wrong(1)).toEqual(["Date"]);
    expect(wrong(2)).toEqual(["Contract line", "Quantity"]);
    expect(cell(grid, 1, "Date")).toHaveTextContent("31/02/2020");
    expect(cell(grid, 1, "Date")).toHaveTextContent(/“31\/02\/2020” is no date/);
    expect(screen.getByText("6 problems in 3 rows")).toBeVisible();
  });

  it("reads a column of another country the other way round, once a person says so", async () => {
    const { user } = renderApp(PATH, { book: enteredBook(0) });
    const grid = await entryGrid();
    await user.keyboard("n");
    await user.paste(
      copied([
        ["Date", "Text"],
        ["10/25/2020", "One"],
        ["10/05/2020", "Two"],
      ]),
    );
    const way = await screen.findByRole("button", {
      name: "Read 2 dates the other way round: 10/25/2020 is 25 Oct 2020",
    });
    expect([1, 2].map((row) => cell(grid, row, "Date").getAttribute("aria-invalid"))).toEqual(["true", "true"]);
    await user.click(way);
    expect(cell(grid, 1, "Date")).toHaveTextContent("25 Oct");
    expect(cell(grid, 2, "Date")).toHaveTextContent("5 Oct");
    expect(screen.getByText("2 dates read the other way round")).toBeVisible();
  });

  it("asks how a column was meant that was written with another decimal sign, and reads all of it so", async () => {
    changeView({ locale: "en-US" });
    const { user } = renderApp(PATH, { book: enteredBook(0) });
    const grid = await entryGrid();
    await user.keyboard("n");
    const paste = () =>
      user.paste(
        copied([
          ["Text", "Hours"],
          ["One", "0,500"],
          ["Two", "7,75"],
          ["Three", "1,500"],
          ["Four", "2,250"],
        ]),
      );
    await paste();
    const other = await screen.findByRole("button", { name: "Read 2 numbers the other way round: 1,500 is 1.500" });
    expect(screen.getByRole("button", { name: "Read them as usual: 1,500 is 1500" })).toBeVisible();
    expect(cell(grid, 3, "Quantity")).toHaveTextContent(/“1,500” can be read in two ways/);
    await user.click(other);
    const hours = () => [1, 2, 3, 4].map((row) => cell(grid, row, "Quantity").textContent);
    expect(hours()).toEqual(["0.500", "7.75", "1.500", "2.250"]);
    expect(screen.getByText("2 numbers read: 1,500 is 1.500")).toBeVisible();
    await user.keyboard("{Control>}z{/Control}");
    await user.click(await screen.findByRole("button", { name: "Read them as usual: 1,500 is 1500" }));
    expect(hours()).toEqual(["0.500", "7.75", "1,500", "2,250"]);
    expect(screen.queryByRole("button", { name: /^Read/ })).not.toBeInTheDocument();
    changeView({ locale: null });
  });

  it("takes no amount of another currency for one of the contract", async () => {
    const { user } = renderApp(PATH, { book: enteredBook(0) });
    const grid = await entryGrid();
    await user.keyboard("n");
    await user.paste(
      copied([
        ["Text", "Price", "Currency"],
        ["One", "200", "USD"],
        ["Two", "200", "EUR"],
        ["Three", "€ 200", ""],
      ]),
    );
    await waitFor(() => expect(cell(grid, 2, "Unit price")).toBeInvalid());
    expect(cell(grid, 2, "Unit price")).toHaveTextContent(
      "“200 EUR” is in another currency, but the contract is in USD. Type the amount in USD.",
    );
    expect(cell(grid, 3, "Unit price")).toHaveTextContent(/^€ 200.*another currency/);
    expect(cell(grid, 1, "Unit price")).toHaveTextContent(/^200$/);
  });

  it("leaves out rows of other contracts, and says which", async () => {
    const { user } = renderApp(PATH, { book: enteredBook(0) });
    const grid = await entryGrid();
    await user.keyboard("n");
    const rows = (...contracts: string[]) =>
      copied([["Contract no.", "Text"], ...contracts.map((contract, at) => [contract, `Row ${at + 1}`])]);
    await user.paste(rows("NORTHWIND", "CONTOSO"));
    expect(await screen.findByText("Nothing was pasted")).toBeVisible();
    expect(
      screen.getByText(
        "2 rows are of other contracts (NORTHWIND, CONTOSO) and were left out: this is Implementation services for Adatum.",
      ),
    ).toBeVisible();
    await user.paste(rows("Adatum", "A", "B", "C", "D"));
    expect(await screen.findByText("1 cell pasted into 1 row")).toBeVisible();
    expect(screen.getByText(/^4 rows are of other contracts \(A, B, C, …\) and were left out/)).toBeVisible();
    expect(texts(grid, 1)[4]).toBe("Row 1");
  });

  it("fills every chosen cell with one text", async () => {
    const { user } = renderApp(PATH, { book: enteredBook(3) });
    const grid = await entryGrid();
    await user.keyboard("{ArrowDown}{End}{ArrowLeft}{ArrowLeft}{Shift>}{ArrowDown}{ArrowDown}{/Shift}");
    await user.paste(copied([["$ 175.50"]]));
    expect(await screen.findByText("3 cells pasted into 3 rows")).toBeVisible();
    expect([1, 2, 3].map((row) => cell(grid, row, "Unit price").textContent)).toEqual(["175.50", "175.50", "175.50"]);
  });

  it("leaves locked rows as they are, and says so", async () => {
    const book = enteredBook(2);
    const locked = book.shares.find(({ id }) => id === "w00000");
    if (locked !== undefined) Object.assign(locked, { status: "invoice_created", invoice: "inv-1" });
    const { user } = renderApp(PATH, { book });
    const grid = await entryGrid();
    await user.keyboard("{ArrowDown}{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}");
    await user.paste(copied([["One"], ["Two"]]));
    expect(await screen.findByText("1 row cannot be changed and stays as it is.")).toBeVisible();
    expect(texts(grid, 1)[4]).toBe("Build: order import");
    expect(texts(grid, 2)[4]).toBe("Two");
  });

  it("puts rows with headings behind new rows too, never over what was typed", async () => {
    const { user } = renderApp(PATH, { book: enteredBook(1) });
    const grid = await entryGrid();
    await user.keyboard("n6 oct{Tab}imp{Tab}{Tab}{Tab}Typed{Enter}{Home}");
    await user.paste(
      copied([
        ["Date", "Text"],
        ["2020-10-07", "Pasted"],
      ]),
    );
    expect(await screen.findByText("2 cells pasted into 1 row")).toBeVisible();
    expect(texts(grid, 2)[4]).toBe("Typed");
    expect(texts(grid, 3)[4]).toBe("Pasted");
  });

  it("says which columns found no place", async () => {
    const { user } = renderApp(PATH, { book: enteredBook(2) });
    await entryGrid();
    // From the last column that is typed: the amount is told by the program, the rest is beyond the edge.
    await user.keyboard("{ArrowDown}{End}{ArrowLeft}{ArrowLeft}");
    await user.paste(copied([["150", "300", "Ready", "Bo", "Lisa"]]));
    expect(await screen.findByText("2 columns did not fit to the right of the cell and were left out.")).toBeVisible();
    await user.paste(
      copied([
        ["Date", "Text", ""],
        ["2020-10-07", "Pasted", "Bo"],
      ]),
    );
    expect(await screen.findByText("1 column has no heading and was left out.")).toBeVisible();
  });

  it("fills no more rows with one text than can be saved", async () => {
    const { user } = renderApp(PATH, { book: enteredBook(10_001) });
    await entryGrid();
    await user.keyboard("{ArrowDown}{End}{ArrowLeft}{ArrowLeft}");
    await user.keyboard("{Shift>}{Control>}{ArrowDown}{/Control}{ArrowUp}{/Shift}");
    await user.paste(copied([["175"]]));
    expect(await screen.findByText(/10,001 rows would be more than the 10,000/)).toBeVisible();
    expect(screen.queryByText(/not saved/)).not.toBeInTheDocument();
  });

  it("may go over rows again that are not saved yet, however many they are", async () => {
    const { user } = renderApp(PATH, { book: enteredBook(0) });
    const grid = await entryGrid();
    await user.keyboard("n");
    const rows = (price: string) => copied(Array.from({ length: 6_000 }, () => ["2020-10-05", price]));
    await user.paste(rows("One"));
    expect(await screen.findByText("6,000 rows are not saved")).toBeVisible();
    grid.focus();
    await user.paste(rows("Two"));
    await waitFor(() => expect(screen.getAllByText("12,000 cells pasted into 6,000 rows")).toHaveLength(2));
    expect(screen.getByText("6,000 rows are not saved")).toBeVisible();
    expect(screen.queryByText("Nothing was pasted")).not.toBeInTheDocument();
  }, 60_000);

  it("says why nothing was pasted", async () => {
    const { user } = renderApp(PATH, { book: enteredBook(2) });
    await entryGrid();
    await user.keyboard("{ArrowDown}");
    await user.paste(copied(Array.from({ length: 10_001 }, () => ["2020-10-05"])));
    expect(await screen.findByText(/10,001 rows would be more than the 10,000/)).toBeVisible();
    expect(screen.queryByText(/not saved/)).not.toBeInTheDocument();
  });
});
