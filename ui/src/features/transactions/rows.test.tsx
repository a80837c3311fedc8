import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { enteredBook } from "../../lib/fake/entered";
import { manyBook } from "../../lib/fake/many";
import { widthOf } from "../../lib/figures";
import { diskError, renderApp } from "../../testing/renderApp";
import { cell, entryGrid, texts } from "../../testing/transactions";

const PATH = "/contracts/ADATUM/transactions";

beforeEach(() => {
  localStorage.setItem("proforma.columns.transactions", '["role","category","unit","billing_type","id"]');
});

function withDraft(rows: number, ...ids: string[]) {
  const book = enteredBook(rows);
  for (const share of book.shares) {
    if (ids.includes(share.id)) Object.assign(share, { status: "invoice_created", invoice: "inv-1" });
  }
  return book;
}

describe("a locked row", () => {
  it("is not typed in, says why, and leads to its draft", async () => {
    const { user } = renderApp(PATH, { book: withDraft(2, "w00000") });
    const grid = await entryGrid();
    await user.keyboard("{ArrowDown}{ArrowRight}x{F2}{Delete}");
    expect(screen.queryByRole("textbox", { name: "Contract line" })).not.toBeInTheDocument();
    expect(texts(grid, 1)[1]).toBe("Implementation work");
    expect(cell(grid, 1, "Contract line")).toHaveAttribute("aria-readonly", "true");
    expect(await screen.findByText(/Cannot be changed. It is on draft inv-1/)).toBeVisible();
    expect(await screen.findByRole("link", { name: "Open the invoice" })).toHaveAttribute("href", "/invoices/inv-1");
  });

  it("is not deleted, and says why", async () => {
    const { user, fake } = renderApp(PATH, { book: withDraft(2, "w00000") });
    await entryGrid();
    await user.keyboard("{ArrowDown}{Control>}{Delete}{/Control}");
    expect(await screen.findByText(/^It is on draft inv-1/)).toBeVisible();
    expect(fake.calls.some(({ command }) => command === "deleteTransactions")).toBe(false);
  });
});

describe("keys before a cell has the focus", () => {
  it("choose all that match, and say at the foot what they do until then", async () => {
    const { user } = renderApp(PATH, { book: enteredBook(3) });
    const grid = await entryGrid();
    const foot = within(screen.getByRole("contentinfo"));
    expect(grid).not.toHaveFocus();
    expect(foot.getByText("into the cells")).toBeInTheDocument();
    await user.keyboard("{Control>}a{/Control}");
    expect(await screen.findByText("3 selected")).toBeVisible();
    await user.keyboard("{Escape}{ArrowDown}");
    expect(grid).toHaveFocus();
    expect(foot.getByText("leave the cells")).toBeInTheDocument();
    expect(foot.queryByText("into the cells")).not.toBeInTheDocument();
  });
});

describe("a book that is only read", () => {
  it("keeps what was typed before, and says why it is not saved", async () => {
    const book = enteredBook(1);
    const first = renderApp(PATH, { book });
    await entryGrid();
    await first.user.keyboard("n6 oct{Tab}imp{Tab}{Tab}{Tab}Work{Tab}2{Tab}10{Enter}");
    expect(await screen.findByText("1 row is not saved")).toBeVisible();
    cleanup();
    const { user, fake } = renderApp(PATH, { book: { ...book, readOnly: "Another program has it open." } });
    expect(await screen.findByText(/they are saved once it can be changed/)).toBeVisible();
    expect(screen.getByRole("button", { name: /^Save 1 row/ })).toBeDisabled();
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(fake.calls.some(({ command }) => command === "saveTransactions")).toBe(false);
  });
});

describe("columns of numbers", () => {
  it("are as wide as the longest number that is drawn", async () => {
    const book = enteredBook(2);
    const [, share] = book.shares.filter(({ class: cls }) => cls === "time");
    Object.assign(share ?? {}, { price: "123456789.12", amount: 12_345_678_912, quantity: "1" });
    renderApp(PATH, { book });
    const grid = await entryGrid();
    await screen.findAllByText("123,456,789.12");
    const rems = (name: string) => Number.parseFloat(grid.style.getPropertyValue(name));
    expect(rems("--width-unit_price")).toBeGreaterThan(rems("--width-quantity") + 4);
    expect(rems("--width-amount")).toBe(rems("--width-unit_price"));
  });

  it("count what stands between figures as half a figure", () => {
    expect(widthOf("1,234.50")).toBe(7);
    expect(widthOf("")).toBe(0);
  });
});

describe("rows that are chosen", () => {
  it("are deleted at once, those that are locked stay, and it is taken back", async () => {
    const { user, fake } = renderApp(PATH, { book: withDraft(3, "w00001") });
    await entryGrid();
    await user.keyboard("{ArrowDown}{Control>}a{/Control}");
    await user.click(await screen.findByRole("button", { name: "Delete" }));
    expect(await screen.findByText("2 transactions deleted")).toBeVisible();
    expect(screen.getByText(/^[\d,.]+ USD\. 1 stays as it is: it is on an invoice\.$/)).toBeVisible();
    expect(await screen.findByText("Rows 1 to 1 of 1")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Undo" }));
    expect(await screen.findByText("Rows 1 to 3 of 3")).toBeVisible();
    expect(fake.book().shares.filter(({ class: cls }) => cls === "time")).toHaveLength(3);
  });

  it("are marked by name: every customer's share of each", async () => {
    const book = manyBook(8);
    const contract = book.contracts.find(({ customers }) => customers.length > 1);
    const id = contract?.id ?? "";
    for (const share of book.shares) if (share.contract === id) share.status = "not_ready";
    const { user, fake } = renderApp(`/contracts/${id}/transactions`, { book });
    await entryGrid();
    await user.keyboard("{ArrowDown} {ArrowDown} {Control>}m{/Control}");
    expect(await screen.findByText("4 marked ready to invoice")).toBeVisible();
    expect(fake.calls.findLast(({ command }) => command === "mark")?.args[0]).toMatchObject({
      shares: { length: 4 },
      billing_status: "ready_to_invoice",
    });
  });

  it("are marked by the filter where all that match are meant, milestones never", async () => {
    const { user, fake } = renderApp(`${PATH}?status=not_ready`, { book: enteredBook(6) });
    await entryGrid();
    await user.keyboard("{ArrowDown}{Control>}a{/Control}{Control>}m{/Control}");
    expect(await screen.findByText("2 marked ready to invoice")).toBeVisible();
    expect(fake.calls.findLast(({ command }) => command === "markTransactions")?.args[0]).toMatchObject({
      filter: { contract: "ADATUM", billing_status: "not_ready", search: "" },
      except: [],
      billing_status: "ready_to_invoice",
    });
    expect(await screen.findByRole("heading", { name: "No transaction fits the filter" })).toBeVisible();
  });

  it("are marked by words as well, but those that were left out", async () => {
    const { user, fake } = renderApp(`${PATH}?search=workshop`, { book: enteredBook(6) });
    await entryGrid();
    await user.keyboard("{ArrowDown}{Control>}a{/Control} {Control>}{Shift>}m{/Shift}{/Control}");
    expect(await screen.findByText("1 marked not ready")).toBeVisible();
    const [asked] = fake.calls.findLast(({ command }) => command === "markTransactions")?.args ?? [];
    expect(asked).toMatchObject({ filter: { search: "workshop" }, except: { length: 1 } });
    expect(fake.calls.some(({ command }) => command === "backlog")).toBe(false);
  });

  it("says why marking was refused", async () => {
    const { user } = renderApp(PATH, { book: enteredBook(2) }, (fake) => fake.refuse("mark", diskError));
    await entryGrid();
    await user.keyboard("{ArrowDown} {Control>}m{/Control}");
    expect(await screen.findByRole("alert")).toHaveTextContent("The disk does not answer.");
  });
});

describe("marking what has to be read first", () => {
  it("marks once, however often it is asked for meanwhile", async () => {
    const { user, fake } = renderApp(PATH, { book: enteredBook(3) });
    await entryGrid();
    await user.keyboard("{ArrowDown}");
    const release = fake.hold("backlog");
    await user.keyboard("{Control>}mm{/Control}");
    release();
    expect(await screen.findByText("1 marked ready to invoice")).toBeVisible();
    expect(fake.calls.filter(({ command }) => command === "mark")).toHaveLength(1);
  });

  it("says where it could not be read", async () => {
    const { user, fake } = renderApp(PATH, { book: enteredBook(3) });
    await entryGrid();
    fake.refuse("backlog", diskError);
    await user.keyboard("{ArrowDown}{Control>}m{/Control}");
    expect(await screen.findByText("Nothing was marked")).toBeVisible();
    expect(screen.getByText("The disk does not answer")).toBeVisible();
  });
});

describe("deleting while the rows of another filter are on their way", () => {
  it("deletes nothing, and says why", async () => {
    const { user, fake } = renderApp(PATH, { book: enteredBook(3) });
    const grid = await entryGrid();
    const release = fake.hold("transactions");
    await user.keyboard("{ArrowDown}{Escape}/workshop{Enter}");
    await waitFor(() => expect(grid).toHaveAttribute("aria-busy", "true"));
    grid.focus();
    await user.keyboard("{Control>}{Delete}{/Control}");
    expect(await screen.findByText(/^The rows of another filter are on their way/)).toBeVisible();
    release();
    expect(await screen.findByText("Filtered: 1 of 3 shown, 2 hidden")).toBeVisible();
    expect(fake.calls.some(({ command }) => command === "deleteTransactions")).toBe(false);
  });

  it("deletes those that are drawn where the book has changed beneath them", async () => {
    const { user, fake } = renderApp(PATH, { book: enteredBook(3) });
    await entryGrid();
    // What comes first now is not what stands there.
    const [first] = fake.book().shares.filter(({ class: cls }) => cls === "time");
    if (first !== undefined) fake.book().shares.push({ ...first, id: "w-before", date: "2020-01-01" });
    await user.keyboard("{ArrowDown}{Control>}{Delete}{/Control}");
    expect(await screen.findByText("1 transaction deleted")).toBeVisible();
    expect(fake.calls.find(({ command }) => command === "deleteTransactions")?.args).toEqual([["w00000"]]);
  });
});

describe("more rows than can be named in one go", () => {
  const MANY = 10_001;

  it("are all deleted that match, but those taken out and those on invoices, and taken back", async () => {
    const { user, fake } = renderApp(PATH, { book: withDraft(MANY, "w00003") });
    await entryGrid();
    await user.keyboard("{ArrowDown}{Control>}a{/Control}");
    await screen.findByText("10,001 selected");
    await user.click(screen.getByRole("button", { name: "Delete" }));
    expect(await screen.findByText("10,000 transactions deleted")).toBeVisible();
    expect(screen.getByText(/1 stays as it is: it is on an invoice/)).toBeVisible();
    expect(fake.calls.findLast(({ command }) => command === "deleteMatchingTransactions")?.args).toMatchObject([
      { filter: { contract: "ADATUM" }, except: [], count: MANY },
    ]);
    expect(fake.calls.some(({ command }) => command === "deleteTransactions")).toBe(false);
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(fake.book().shares.some(({ id }) => id === "w00001")).toBe(true));
  }, 60_000);

  it("say that they are being deleted, and why they were not, also after a few were", async () => {
    const { user, fake } = renderApp(PATH, { book: enteredBook(MANY + 1) });
    const grid = await entryGrid();
    await user.keyboard("{ArrowDown}{Control>}{Delete}{/Control}");
    await screen.findByText("1 transaction deleted");
    fake.refuse("deleteMatchingTransactions", diskError);
    const release = fake.hold("deleteMatchingTransactions");
    await user.keyboard("{Control>}a{/Control}");
    await screen.findByText("10,001 selected");
    await user.click(screen.getByRole("button", { name: "Delete" }));
    await waitFor(() => expect(screen.getByRole("button", { name: "Delete" })).toBeDisabled());
    release();
    expect(await screen.findByRole("alert")).toHaveTextContent("Cannot be deleted. The disk does not answer.");
    grid.focus();
    await user.keyboard("{Control>}{Delete}{/Control}");
    await waitFor(() => expect(screen.queryByRole("alert")).not.toBeInTheDocument());
  }, 60_000);

  it("take what was typed into them along, but not what was typed into others, and bring it back", async () => {
    const { user } = renderApp(PATH, { book: enteredBook(MANY + 1) });
    const grid = await entryGrid();
    await user.keyboard(
      "{ArrowDown}{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}Gone{ArrowDown}Stays{ArrowUp}{ArrowDown}",
    );
    expect(await screen.findByText("2 rows are not saved")).toBeVisible();
    await user.keyboard("{Control>}a{/Control} ");
    await screen.findByText("10,001 selected");
    await user.click(screen.getByRole("button", { name: "Delete" }));
    expect(await screen.findByText("10,001 transactions deleted")).toBeVisible();
    expect(await screen.findByText("1 row is not saved")).toBeVisible();
    await waitFor(() => expect(cell(grid, 1, "Description")).toHaveTextContent("Stays"));
    await user.keyboard("{Control>}z{/Control}");
    expect(await screen.findByText("2 rows are not saved")).toBeVisible();
    await waitFor(() => expect(cell(grid, 1, "Description")).toHaveTextContent("Gone"));
  }, 60_000);

  it("are changed where all that match are chosen, and not where the number is another by now", async () => {
    const { user, fake } = renderApp(PATH, { book: withDraft(MANY, "w00003") });
    await entryGrid();
    await user.keyboard("{ArrowDown}{Control>}a{/Control}{Control>}e{/Control}");
    const dialog = within(await screen.findByRole("dialog", { name: "Change 10,001 transactions" }));
    expect(dialog.getByText(/What of them is on invoices stays as it is/)).toBeVisible();
    await user.click(dialog.getByRole("checkbox", { name: "Unit price" }));
    await user.type(dialog.getByRole("textbox", { name: "New value: Unit price" }), "250");
    const gone = fake.book().shares.findIndex(({ id }) => id === "w00009");
    const [before] = fake.book().shares.splice(gone, 1);
    await user.click(dialog.getByRole("button", { name: "Change 10,001 transactions" }));
    expect(await dialog.findByRole("alert")).toHaveTextContent(/10001 transactions were shown, and 10000 match by now/);
    if (before !== undefined) fake.book().shares.push(before);
    await user.click(dialog.getByRole("button", { name: "Change 10,001 transactions" }));
    expect(await screen.findByText("10,000 transactions changed")).toBeVisible();
    expect(fake.book().shares.find(({ id }) => id === "w00001")?.price).toBe("250");
  }, 60_000);
});

describe("a row that is changed and not saved", () => {
  const typeInFirst = "{ArrowDown}{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}Mine{Enter}";
  const save = "{Control>}{Enter}{/Control}";
  const share = (book: ReturnType<typeof enteredBook>, id: string) => book.shares.find((one) => one.id === id);

  it("keeps what was changed of it in the book meanwhile", async () => {
    const { user, fake } = renderApp(PATH, { book: enteredBook(2) });
    const grid = await entryGrid();
    await user.keyboard(`${typeInFirst}{Control>}a{/Control}{Control>}e{/Control}`);
    const dialog = within(await screen.findByRole("dialog", { name: "Change 2 transactions" }));
    await user.click(dialog.getByRole("checkbox", { name: "Unit price" }));
    await user.type(dialog.getByRole("textbox", { name: "New value: Unit price" }), "250");
    await user.click(dialog.getByRole("button", { name: "Change 2 transactions" }));
    await waitFor(() => expect(texts(grid, 1).slice(4, 7)).toEqual(["Mine", "1", "250"]));
    await user.keyboard(save);
    expect(await screen.findByText("1 transaction changed")).toBeVisible();
    expect(share(fake.book(), "w00000")).toMatchObject({ description: "Mine", price: "250" });
  });

  it("comes back as it was typed where its deletion is taken back", async () => {
    const { user, fake } = renderApp(PATH, { book: enteredBook(2) });
    const grid = await entryGrid();
    await user.keyboard(`${typeInFirst}{ArrowUp}{Control>}{Home}{Delete}{/Control}`);
    expect(await screen.findByText("1 transaction deleted")).toBeVisible();
    expect(screen.queryByText(/not saved/)).not.toBeInTheDocument();
    await user.keyboard("{Control>}z{/Control}");
    expect(await screen.findByText("1 row is not saved")).toBeVisible();
    await waitFor(() => expect(texts(grid, 1)[4]).toBe("Mine"));
    expect(share(fake.book(), "w00000")?.description).toBe("Build: order import");
  });

  it("keeps it also where the row was not read again", async () => {
    const { user, fake } = renderApp(PATH, { book: enteredBook(2) });
    await entryGrid();
    await user.keyboard(typeInFirst);
    Object.assign(share(fake.book(), "w00000") ?? {}, { price: "250.00", date: "2020-12-24" });
    await user.keyboard(save);
    expect(await screen.findByText("1 transaction changed")).toBeVisible();
    expect(share(fake.book(), "w00000")).toMatchObject({ description: "Mine", price: "250.00", date: "2020-12-24" });
  });
});

describe("changing many at once", () => {
  it("changes the chosen fields of the chosen rows, says what stays, and is taken back", async () => {
    const { user, fake } = renderApp(PATH, { book: withDraft(4, "w00003") });
    await entryGrid();
    await user.keyboard("{ArrowDown}{Control>}a{/Control}{Control>}e{/Control}");
    const dialog = within(await screen.findByRole("dialog", { name: "Change 3 transactions" }));
    expect(dialog.getByText(/1 more is on an invoice and stays as it is/)).toBeVisible();
    expect(dialog.getByRole("button", { name: "Change 3 transactions" })).toBeDisabled();
    expect(dialog.getByText("Choose at least one field.")).toBeVisible();
    await user.click(dialog.getByRole("checkbox", { name: "Unit price" }));
    expect(dialog.getByText("Unit price has no new value yet.")).toBeVisible();
    await user.type(dialog.getByRole("textbox", { name: "New value: Unit price" }), "1,250.50");
    await user.click(dialog.getByRole("checkbox", { name: "Resource" }));
    await user.type(dialog.getByRole("combobox", { name: "New value: Resource" }), "Lee Gu");
    await user.click(dialog.getByRole("checkbox", { name: "Description" }));
    await user.click(dialog.getByRole("button", { name: "Change 3 transactions" }));
    expect(await screen.findByText("3 transactions changed")).toBeVisible();
    expect(fake.calls.findLast(({ command }) => command === "changeTransactions")?.args).toEqual([
      ["w00000", "w00001", "w00002"],
      {
        contract_line: null,
        class: null,
        date: null,
        role: null,
        category: null,
        resource: "lee",
        unit: null,
        unit_price: "1250.50",
        billing_type: null,
        description: "",
      },
    ]);
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(fake.book().shares.find(({ id }) => id === "w00001")?.price).toBe("200.00"));
  });

  it("changes none where one may not be so, and says why", async () => {
    const { user, fake } = renderApp(PATH, { book: enteredBook(2) });
    await entryGrid();
    await user.keyboard("{ArrowDown} {Control>}e{/Control}");
    const dialog = within(await screen.findByRole("dialog", { name: "Change 1 transaction" }));
    await user.click(dialog.getByRole("checkbox", { name: "Class" }));
    await user.click(dialog.getByRole("combobox", { name: "New value: Class" }));
    await user.click(await screen.findByRole("option", { name: "Expense" }));
    await user.click(dialog.getByRole("button", { name: "Change 1 transaction" }));
    expect(await dialog.findByRole("alert")).toHaveTextContent(
      "Implementation work does not include expense: choose another line or class. Nothing was changed.",
    );
    expect(fake.book().shares.find(({ id }) => id === "w00000")?.class).toBe("time");
  });
});

describe("the recent changes", () => {
  it("hold what was entered and deleted, each with its way back", async () => {
    const { user, fake } = renderApp(PATH, { book: enteredBook(2) });
    await entryGrid();
    await user.keyboard("n6 oct{Tab}imp{Tab}{Tab}{Tab}Work{Tab}2{Tab}10{Enter}{Control>}{Enter}{/Control}");
    await screen.findByText("1 transaction added");
    await user.keyboard("{Control>}{Home}{Delete}{/Control}");
    await screen.findByText("1 transaction deleted");
    await user.keyboard("{Escape}gu");
    await user.click(await screen.findByRole("button", { name: "Undo 1 transaction entered" }));
    await waitFor(() => expect(fake.book().shares.some(({ description }) => description === "Work")).toBe(false));
    expect(screen.getByRole("button", { name: "Undo 1 transaction deleted" })).toBeVisible();
  });
});

describe("what a limit stops", () => {
  it("is said above the rows until it is closed", async () => {
    const book = enteredBook(2);
    for (const share of book.shares) share.status = "ready_to_invoice";
    const { user } = renderApp(PATH, { book });
    const grid = await entryGrid();
    await user.keyboard("{ArrowDown}{End}{ArrowLeft}{ArrowLeft}99999{Enter}{Control>}{Enter}{/Control}");
    const notice = await screen.findByRole("alert");
    expect(notice).toHaveTextContent("1 is not ready now: The limit of the contract, 50,000.00, would be passed.");
    expect(await within(grid).findByText("Stopped by a not-to-exceed limit")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Close the notice" }));
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });
});
