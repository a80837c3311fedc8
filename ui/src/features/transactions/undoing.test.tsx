import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { enteredBook } from "../../lib/fake/entered";
import { renderApp } from "../../testing/renderApp";
import { cell, copied, entryGrid, texts } from "../../testing/transactions";
import { forgetEntries } from "./entry/draftStore";

const PATH = "/contracts/ADATUM/transactions";
const TO_DESCRIPTION = "{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}";
const UNDO = "{Control>}z{/Control}";

beforeEach(() => {
  localStorage.setItem("proforma.columns.transactions", '["role","category","unit","billing_type","id"]');
});

describe("taking back by key", () => {
  it("takes back the cell that was typed, never what was saved before it", async () => {
    const { user, fake } = renderApp(PATH, { book: enteredBook(2) });
    const grid = await entryGrid();
    await user.keyboard("n6 oct{Tab}imp{Tab}{Tab}{Tab}Work{Tab}2{Tab}10{Control>}{Enter}{/Control}");
    expect(await screen.findByText("1 transaction added")).toBeVisible();
    const added = fake.book().shares.length;
    await user.keyboard(`{Control>}{Home}{/Control}${TO_DESCRIPTION}A typo{ArrowDown}`);
    expect(cell(grid, 1, "Description")).toHaveTextContent("A typo");
    await user.keyboard(UNDO);
    await waitFor(() => expect(cell(grid, 1, "Description")).toHaveTextContent(/^Build: order import$/));
    expect(screen.getByText("1 cell changed")).toBeVisible();
    expect(fake.book().shares).toHaveLength(added);
    expect(screen.queryByText("1 row is not saved")).not.toBeInTheDocument();
  });

  it("takes back cells that were emptied and those that were copied from above", async () => {
    const { user } = renderApp(PATH, { book: enteredBook(2) });
    const grid = await entryGrid();
    await user.keyboard(`{ArrowDown}${TO_DESCRIPTION}{Shift>}{ArrowDown}{ArrowRight}{/Shift}{Control>}d{/Control}`);
    expect(texts(grid, 2).slice(4, 6)).toEqual(["Build: order import", "1"]);
    await user.keyboard("{Delete}");
    expect(texts(grid, 1).slice(4, 6)).toEqual(["", ""]);
    await user.keyboard(UNDO);
    await waitFor(() => expect(texts(grid, 1).slice(4, 6)).toEqual(["Build: order import", "1"]));
    expect(texts(grid, 2).slice(4, 6)).toEqual(["Build: order import", "1"]);
    await user.keyboard(UNDO);
    await waitFor(() => expect(texts(grid, 2).slice(4, 6)).toEqual(["Requirements workshop", "2"]));
    expect(screen.queryByText(/not saved/)).not.toBeInTheDocument();
  });

  it("says where nothing of it is left", async () => {
    const { user } = renderApp(PATH, { book: enteredBook(2) });
    await entryGrid();
    await user.keyboard("{ArrowDown}{End}{ArrowLeft}{ArrowLeft}");
    await user.paste(copied([["175"]]));
    const pasted = await screen.findByText("1 cell pasted into 1 row");
    const undo = within(pasted.closest("li") ?? document.body).getByRole("button", { name: "Undo" });
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText("1 transaction changed")).toBeVisible();
    await user.click(undo);
    expect(await screen.findByText("Could not be taken back")).toBeVisible();
    expect(screen.getByText(/: what was typed has been saved, changed or discarded since/)).toBeVisible();
    expect(screen.queryByText("Taken back")).not.toBeInTheDocument();
  });

  it("gives the rows of a save back as they were typed, and then cell by cell", async () => {
    const { user, fake } = renderApp(PATH, { book: enteredBook(1) });
    const grid = await entryGrid();
    const before = fake.book().shares.length;
    await user.keyboard("n6 oct{Tab}imp{Tab}{Tab}{Tab}Work{Tab}2{Tab}10{Control>}{Enter}{/Control}");
    expect(await screen.findByText("1 transaction added")).toBeVisible();
    await user.keyboard(UNDO);
    expect(await screen.findByText("1 row is not saved")).toBeVisible();
    expect(fake.book().shares).toHaveLength(before);
    await waitFor(() => expect(texts(grid, 2).slice(4)).toEqual(["Work", "2", "10", "20.00 USD"]));
    await user.keyboard(UNDO);
    await waitFor(() => expect(cell(grid, 2, "Unit price")).toHaveTextContent("Enter a unit price."));
    expect(texts(grid, 2).slice(4, 6)).toEqual(["Work", "2"]);
  });
});

describe("rows that came back with the page", () => {
  it("are not discarded while they are saved", async () => {
    const book = enteredBook(1);
    const before = renderApp(PATH, { book });
    await entryGrid();
    await before.user.keyboard("{ArrowDown}7 oct{Enter}");
    cleanup();
    forgetEntries();
    const { user, fake } = renderApp(PATH, { book });
    await entryGrid();
    const notice = await screen.findByText("1 row that was not saved is back.");
    const release = fake.hold("saveTransactions");
    await user.click(screen.getByRole("button", { name: /^Save 1 row/ }));
    expect(notice).toBeVisible();
    expect(screen.getByRole("button", { name: "Discard" })).toBeDisabled();
    release();
    expect(await screen.findByText("1 transaction changed")).toBeVisible();
  });
});
