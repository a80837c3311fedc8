import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import type { TransactionEntry } from "../../bindings";
import { enteredBook } from "../../lib/fake/entered";
import { diskError, renderApp, type Shown } from "../../testing/renderApp";
import { cell, entryGrid, texts } from "../../testing/transactions";

const PATH = "/contracts/ADATUM/transactions";

// The columns of a window of usual width: the unit price is the last that is typed.
beforeEach(() => {
  localStorage.setItem("proforma.columns.transactions", '["role","category","unit","billing_type","id"]');
});

const saved = ({ fake }: Shown) =>
  fake.calls.filter(({ command }) => command === "saveTransactions").map(({ args }) => args[0] as TransactionEntry[]);

describe("entering by keyboard alone", () => {
  it("takes five rows, shows their amounts, and saves them in one go with a way back", async () => {
    const shown = renderApp(PATH, { book: enteredBook(2) });
    const { user, fake } = shown;
    const grid = await entryGrid();
    await user.keyboard("n");
    expect(grid).toHaveFocus();
    const work = ["Kick-off", "Plan", "Review", "Load test", "Report"];
    for (const [at, what] of work.entries()) {
      // Date, line as it is completed, class left out, resource, description, quantity, unit left out, price.
      await user.keyboard(`${5 + at} oct{Tab}imp{Tab}{Tab}lee{Tab}${what}{Tab}${at + 1}{Tab}200{Enter}`);
    }
    expect(await screen.findByText("5 rows are not saved")).toBeVisible();
    await waitFor(() =>
      expect(texts(grid, 5)).toEqual([
        "7 Oct",
        "Implementation work",
        "Time",
        "Lee Gu",
        "Review",
        "3",
        "200",
        "600.00 USD",
      ]),
    );
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText("5 transactions added")).toBeVisible();
    // 1 + 2 + 3 + 4 + 5 hours at 200.
    expect(screen.getByText("3,000.00 USD")).toBeVisible();
    expect(saved(shown)).toHaveLength(1);
    expect(saved(shown)[0]?.map(({ id, form }) => [id, form.date, form.contract_line, form.quantity])).toEqual([
      [null, "2020-10-05", "implementation", "1"],
      [null, "2020-10-06", "implementation", "2"],
      [null, "2020-10-07", "implementation", "3"],
      [null, "2020-10-08", "implementation", "4"],
      [null, "2020-10-09", "implementation", "5"],
    ]);
    expect(await screen.findByText("Rows 1 to 7 of 7")).toBeVisible();
    expect(screen.queryByRole("region", { name: "Not saved yet" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Undo" }));
    // None is in the book any more; what was typed is not lost.
    expect(await screen.findByText("5 rows are not saved")).toBeVisible();
    expect(fake.book().shares.filter((share) => share.class === "time")).toHaveLength(2);
  }, 60_000);

  it("marks what is wrong in its cell, says it at the cursor, and goes from one to the next", async () => {
    const { user, fake } = renderApp(PATH, { book: enteredBook(1) });
    const grid = await entryGrid();
    await user.keyboard("n6 oct{Tab}{Tab}{Tab}nobody{Tab}{Tab}a lot{Enter}");
    expect(await screen.findByText("2 problems in 1 row")).toBeVisible();
    expect(cell(grid, 2, "Resource")).toBeInvalid();
    expect(cell(grid, 2, "Quantity")).toBeInvalid();
    expect(cell(grid, 2, "Date")).not.toBeInvalid();
    expect(screen.getByRole("button", { name: /^Save 1 row/ })).toBeDisabled();
    await user.keyboard("{F8}");
    // Who asks for the problems of a row is shown all of them.
    await waitFor(() => expect(cell(grid, 2, "Unit price")).toBeInvalid());
    expect(cell(grid, 2, "Contract line")).toBeInvalid();
    await waitFor(() => expect(grid).toHaveAttribute("aria-activedescendant", expect.stringMatching(/contract_line$/)));
    expect(screen.getAllByText("Several lines of the contract may be meant: choose one.")[0]).toBeInTheDocument();
    await user.keyboard("{F8}");
    expect(screen.getAllByText("There is no resource “nobody”.")[0]).toBeInTheDocument();
    await user.keyboard("{F8}");
    expect(screen.getAllByText(/^“a lot” is no number/)[0]).toBeInTheDocument();
    // The program is never told what is not understood as something else, and nothing is saved.
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(fake.calls.some(({ command }) => command === "saveTransactions")).toBe(false);
    await user.keyboard("{Shift>}{F8}{/Shift}");
    expect(grid).toHaveFocus();
  });

  it("says of a row that is being typed only what is wrong in what was typed, until it is left", async () => {
    const { user, fake } = renderApp(PATH, { book: enteredBook(1) });
    const grid = await entryGrid();
    await user.keyboard("n6 oct{Tab}{Tab}{Tab}nobody{Tab}");
    await waitFor(() => expect(cell(grid, 2, "Resource")).toBeInvalid());
    expect(fake.calls.some(({ command }) => command === "lookAtTransactions")).toBe(true);
    expect(await screen.findByText("1 problem in 1 row")).toBeVisible();
    for (const head of ["Contract line", "Unit price"]) expect(cell(grid, 2, head)).not.toBeInvalid();
    // Left, and come back to: now it is looked at as a whole.
    await user.keyboard("{ArrowUp}");
    await waitFor(() => expect(cell(grid, 2, "Contract line")).toBeInvalid());
    expect(cell(grid, 2, "Unit price")).toBeInvalid();
    await user.keyboard("{ArrowDown}");
    expect(cell(grid, 2, "Contract line")).toBeInvalid();
    // The next row begins clean, although the cursor was in it before.
    await user.keyboard("{ArrowDown}{ArrowUp}{ArrowDown}");
    await user.keyboard("{Home}7 oct{Tab}");
    await waitFor(() => expect(cell(grid, 3, "Date")).toHaveTextContent("7 Oct"));
    const asked = () => fake.calls.filter(({ command }) => command === "lookAtTransactions").length;
    await waitFor(() => expect(asked()).toBeGreaterThan(1));
    expect(cell(grid, 3, "Contract line")).not.toBeInvalid();
  });

  it("says all that is wrong of a row that somebody tries to save", async () => {
    const { user, fake } = renderApp(PATH, { book: enteredBook(1) });
    const grid = await entryGrid();
    await user.keyboard("n6 oct{Tab}");
    await waitFor(() => expect(fake.calls.some(({ command }) => command === "lookAtTransactions")).toBe(true));
    expect(await screen.findByText("1 row is not saved")).toBeVisible();
    expect(screen.queryByText(/problems? in 1 row/)).not.toBeInTheDocument();
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(cell(grid, 2, "Contract line")).toBeInvalid());
    expect(await screen.findByText(/^\d problems in 1 row$/)).toBeVisible();
    expect(fake.book().shares.filter((share) => share.class === "time")).toHaveLength(1);
  });

  it("asks about the rows that changed only, after the last letter", async () => {
    const { user, fake } = renderApp(PATH, { book: enteredBook(1) });
    await entryGrid();
    await user.keyboard("n6 oct{Tab}imp{Tab}{Tab}{Tab}Work{Tab}2{Tab}10{Enter}");
    await waitFor(() => expect(fake.calls.some(({ command }) => command === "lookAtTransactions")).toBe(true));
    await screen.findByText(/20\.00/);
    await user.keyboard("7 oct{Enter}");
    await waitFor(() =>
      expect(fake.calls.findLast(({ command }) => command === "lookAtTransactions")?.args[0]).toMatchObject([
        { date: "2020-10-07" },
      ]),
    );
  });

  it("keeps what the program refuses at its row, and saves none", async () => {
    const { user, fake } = renderApp(PATH, { book: enteredBook(1) });
    const grid = await entryGrid();
    await user.keyboard("{ArrowDown}{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}Changed here{Enter}");
    await screen.findByText("1 row is not saved");
    // Somebody else has put it on a draft meanwhile.
    const share = fake.book().shares.find(({ id }) => id === "w00000");
    if (share !== undefined) share.invoice = "inv-9";
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText("1 problem in 1 row")).toBeVisible();
    expect(cell(grid, 1, "Description")).toHaveTextContent("Changed here");
    expect(fake.book().shares.find(({ id }) => id === "w00000")?.description).toBe("Build: order import");
  });

  it("says why saving failed, and keeps the rows", async () => {
    const { user } = renderApp(PATH, { book: enteredBook(1) }, (fake) => fake.refuse("saveTransactions", diskError));
    await entryGrid();
    await user.keyboard("n6 oct{Tab}imp{Tab}{Tab}{Tab}Work{Tab}2{Tab}10{Enter}");
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByRole("alert")).toHaveTextContent("Nothing was saved. The disk does not answer.");
    expect(screen.getByText("1 row is not saved")).toBeVisible();
  });

  it("says where rows could not be checked, and checks again", async () => {
    const { user, fake } = renderApp(PATH, { book: enteredBook(1) }, (made) =>
      made.refuse("lookAtTransactions", diskError),
    );
    await entryGrid();
    await user.keyboard("n6 oct{Tab}imp{Enter}");
    expect(await screen.findByText(/could not be checked: the disk does not answer/)).toBeVisible();
    fake.refuse("lookAtTransactions", null);
    const asked = () => fake.calls.filter(({ command }) => command === "lookAtTransactions").length;
    const before = asked();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(asked()).toBeGreaterThan(before));
    await user.keyboard("{F8}");
    expect(await screen.findByText(/^\d problems? in 1 row$/)).toBeVisible();
  });
});

describe("keys of the cells", () => {
  const start = async (rows = 3) => {
    const shown = renderApp(PATH, { book: enteredBook(rows) });
    const grid = await entryGrid();
    await shown.user.keyboard("{ArrowDown}");
    expect(grid).toHaveFocus();
    return { ...shown, grid };
  };

  it("are one stop for the Tab key, and Esc leads out", async () => {
    const { user, grid } = await start();
    expect(grid.querySelectorAll('[tabindex="0"]')).toHaveLength(0);
    await user.keyboard("{Escape}");
    expect(document.getElementById("content")).toHaveFocus();
    // Out of the cells, single keys act again.
    await user.keyboard("f");
    expect(await screen.findByRole("menu")).toBeVisible();
  });

  it("give the cell back on Esc", async () => {
    const { user, grid } = await start();
    await user.keyboard("{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}{Enter}");
    const field = screen.getByRole("textbox", { name: "Description" });
    expect(field).toHaveValue("Build: order import");
    await user.keyboard(" and more");
    expect(await screen.findByText("1 row is not saved")).toBeVisible();
    await user.keyboard("{Escape}");
    expect(grid).toHaveFocus();
    expect(cell(grid, 1, "Description")).toHaveTextContent(/^Build: order import$/);
    expect(screen.queryByText("1 row is not saved")).not.toBeInTheDocument();
  });

  it("leave a cell that was typed anew with the arrows, and move within one that is mended", async () => {
    const { user, grid } = await start();
    await user.keyboard("{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}One{ArrowDown}");
    expect(cell(grid, 1, "Description")).toHaveTextContent("One");
    expect(grid).toHaveFocus();
    await user.keyboard("{F2}{ArrowLeft}x{Enter}");
    expect(cell(grid, 2, "Description")).toHaveTextContent("Requirements workshoxp");
  });

  it("copy from above, put today, empty cells, and take rows away", async () => {
    const { user, grid, fake } = await start();
    await user.keyboard("{End}{Control>}{ArrowDown}{/Control}{Home}");
    await user.keyboard("{Control>};{/Control}");
    expect(cell(grid, 4, "Date")).toHaveTextContent("5 Oct");
    await user.keyboard("{ArrowRight}{Control>}d{/Control}");
    expect(cell(grid, 4, "Contract line")).toHaveTextContent("Implementation work");
    await user.keyboard("{Shift>}{ArrowLeft}{/Shift}{Delete}");
    await waitFor(() => expect(screen.queryByText("1 row is not saved")).not.toBeInTheDocument());
    await user.keyboard("{ArrowUp}{Control>}{Delete}{/Control}");
    expect(await screen.findByText("1 transaction deleted")).toBeVisible();
    expect(fake.book().shares.some(({ id }) => id === "w00002")).toBe(false);
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(fake.book().shares.some(({ id }) => id === "w00002")).toBe(true));
  });

  it("copy the cells that are chosen, none of which a spreadsheet would run", async () => {
    const book = enteredBook(2);
    const [first] = book.shares.filter(({ class: cls }) => cls === "time");
    if (first !== undefined) first.description = "=HYPERLINK()";
    const { user } = renderApp(PATH, { book });
    await entryGrid();
    await user.keyboard("{ArrowDown}{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}");
    await user.keyboard("{Shift>}{ArrowRight}{ArrowDown}{/Shift}{Control>}c{/Control}");
    expect(await screen.findByText("4 cells copied for a spreadsheet")).toBeVisible();
    expect(await navigator.clipboard.readText()).toBe("'=HYPERLINK()\t1\nRequirements workshop\t2");
  });

  it("complete what there is to choose from, by letters and by arrows", async () => {
    const { user, grid } = await start();
    await user.keyboard("{ArrowRight}{ArrowRight}{ArrowRight}a");
    const list = await screen.findByRole("listbox", { name: "Resource" });
    expect(within(list).getByRole("option", { name: "Amy Alberts" })).toBeInTheDocument();
    await user.keyboard("{ArrowDown}{Enter}");
    expect(cell(grid, 1, "Resource")).toHaveTextContent("Amy Alberts");
    await user.keyboard("{ArrowLeft}{ArrowLeft}exp{Enter}");
    expect(cell(grid, 1, "Class")).toHaveTextContent("Expense");
    await waitFor(() => expect(cell(grid, 1, "Class")).toBeInvalid());
  });

  it("go on through the list by arrows, whatever was taken of it meanwhile", async () => {
    const { user, grid } = await start();
    await user.keyboard("{ArrowRight}{ArrowRight}{F2}{ArrowDown}{ArrowDown}");
    const field = screen.getByRole("combobox", { name: "Class" });
    expect(field).toHaveValue("Material");
    expect(screen.getAllByRole("option")).toHaveLength(4);
    // What is typed narrows it, and the arrows stay within that.
    await user.keyboard("{Control>}a{/Control}im{ArrowDown}{ArrowDown}");
    expect(screen.getAllByRole("option").map(({ textContent }) => textContent)).toEqual(["Time"]);
    await user.keyboard("{Control>}a{/Control}e{ArrowDown}{ArrowDown}{ArrowDown}{ArrowUp}{Enter}");
    expect(cell(grid, 1, "Class")).toHaveTextContent("Material");
  });

  it("take a first letter that is typed with AltGr, as Windows tells it", async () => {
    const { user, grid } = await start();
    await user.keyboard("{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}");
    // As the keyboard of Poland has "ś", and others "@" or ";".
    fireEvent.keyDown(grid, { key: ";", ctrlKey: true, altKey: true, modifierAltGraph: true });
    expect(screen.getByRole("textbox", { name: "Description" })).toHaveFocus();
    await user.keyboard("{Escape}");
    fireEvent.keyDown(grid, { key: ";", ctrlKey: true, altKey: true });
    expect(screen.queryByRole("textbox", { name: "Description" })).not.toBeInTheDocument();
  });

  it("offer what the book is set up with before what is only in use", async () => {
    const book = enteredBook(2);
    const [first] = book.shares.filter((share) => share.class === "time");
    // A unit that no record has, as a file may bring it; a role, a person and a unit that nothing has used yet.
    if (first !== undefined) first.unit = "day";
    book.records = [
      { kind: "role", id: "architect", name: "Architect", target_utilization_percent: "" },
      { kind: "resource", id: "zoe", name: "Zoe Nowak", role: "architect", hours_per_weekday: [], absences: [] },
      { kind: "unit", name: "hour", hours_per_unit: "" },
      { kind: "unit", name: "kilometre", hours_per_unit: "" },
      { kind: "transaction_category", name: "Travel", class: "" },
    ];
    localStorage.setItem("proforma.columns.transactions", '["id"]');
    const { user } = renderApp(PATH, { book });
    await entryGrid();
    await user.keyboard("{ArrowDown}{ArrowRight}{ArrowRight}{ArrowRight}");
    const offered = async (field: string) => {
      await user.keyboard("{F2}{Control>}a{/Control} ");
      const list = await screen.findByRole("listbox", { name: field });
      const names = within(list)
        .getAllByRole("option")
        .map(({ textContent }) => textContent);
      await user.keyboard("{Escape}{ArrowRight}");
      return names;
    };
    expect(await offered("Resource")).toEqual(["Zoe Nowak", "Amy Alberts", "Lee Gu"]);
    expect(await offered("Role")).toEqual(["Architect"]);
    expect(await offered("Category")).toEqual(["Travel"]);
    await user.keyboard("{ArrowRight}{ArrowRight}");
    expect(await offered("Unit")).toEqual(["hour", "kilometre", "day"]);
  });

  it("edits a row in place and marks what changed", async () => {
    const { user, grid, fake } = await start();
    await user.keyboard("{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}5{Enter}");
    await waitFor(() => expect(cell(grid, 1, "Amount")).toHaveTextContent("1,000.00"));
    expect(cell(grid, 1, "Billing status")).toHaveTextContent("Changed");
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText("1 transaction changed")).toBeVisible();
    expect(await screen.findByText("1,000.00 USD", { selector: "[class*=detail]" })).toBeVisible();
    expect(fake.book().shares.find(({ id }) => id === "w00000")?.quantity).toBe("5");
  });
});

describe("a list of ten thousand", () => {
  it("draws what is seen alone, and answers each key at once", async () => {
    const { user } = renderApp(PATH, { book: enteredBook(10_000) });
    const grid = await entryGrid();
    await user.keyboard("n");
    await waitFor(() => expect(grid).toHaveAttribute("aria-activedescendant", expect.stringMatching(/-10000-date$/)));
    expect(within(grid).getAllByRole("row").length).toBeLessThan(80);
    const before = performance.now();
    await user.keyboard("6 oct{Tab}imp{Tab}{Tab}lee{Tab}Work{Tab}2{Tab}10");
    // A generous bound for a busy machine: what grows with the list would be far beyond it.
    expect(performance.now() - before).toBeLessThan(6_000);
    expect(cell(grid, 10_001, "Description")).toHaveTextContent("Work");
  }, 60_000);
});
