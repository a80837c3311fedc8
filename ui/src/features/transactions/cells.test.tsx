import { screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { enteredBook } from "../../lib/fake/entered";
import { diskError, renderApp } from "../../testing/renderApp";
import { cell, entryGrid } from "../../testing/transactions";

const PATH = "/contracts/ADATUM/transactions";
const TO_DESCRIPTION = "{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}";
/** From the cell down to the last row of the book. */
const ALL_BELOW = "{Shift>}{Control>}{ArrowDown}{/Control}{ArrowUp}{/Shift}";

beforeEach(() => {
  localStorage.setItem("proforma.columns.transactions", '["role","category","unit","billing_type","id"]');
});

describe("a range longer than the screen", () => {
  it("is copied row by row, also where nothing is loaded between both ends", async () => {
    const { user } = renderApp(PATH, { book: enteredBook(1_500) });
    const grid = await entryGrid();
    await user.keyboard(`{ArrowDown}${TO_DESCRIPTION}${ALL_BELOW}`);
    await waitFor(() => expect(cell(grid, 1_500, "Description")).toHaveTextContent(/\w/));
    await user.keyboard("{Control>}c{/Control}");
    expect(await screen.findByText("1,500 cells copied for a spreadsheet")).toBeVisible();
    const lines = (await navigator.clipboard.readText()).split("\n");
    expect(lines).toHaveLength(1_500);
    expect(lines.filter((line) => line === "")).toEqual([]);
  });

  it("is emptied and filled row by row", async () => {
    const { user } = renderApp(PATH, { book: enteredBook(1_500) });
    await entryGrid();
    await user.keyboard(`{ArrowDown}${TO_DESCRIPTION}${ALL_BELOW}{Delete}`);
    expect(await screen.findByText("1,500 rows are not saved")).toBeVisible();
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(screen.queryByText("1,500 rows are not saved")).not.toBeInTheDocument());
    await user.keyboard(`{Control>}{Home}{/Control}${TO_DESCRIPTION}${ALL_BELOW}{Control>}d{/Control}`);
    // Of four descriptions one is the first already.
    expect(await screen.findByText("1,125 rows are not saved")).toBeVisible();
  });

  it("is left as it is where its rows cannot be read", async () => {
    const { user, fake } = renderApp(PATH, { book: enteredBook(1_500) });
    await entryGrid();
    await user.keyboard(`{ArrowDown}${TO_DESCRIPTION}${ALL_BELOW}`);
    fake.refuse("transactions", diskError);
    await user.keyboard("{Delete}");
    expect(await screen.findByText("Nothing was changed")).toBeVisible();
    // Rows that come into sight may not be read either.
    expect(screen.getAllByText("The disk does not answer")[0]).toBeVisible();
    expect(screen.queryByText(/not saved/)).not.toBeInTheDocument();
  });

  it("is refused beyond what can be saved in one go", async () => {
    const { user } = renderApp(PATH, { book: enteredBook(10_002) });
    await entryGrid();
    await user.keyboard(`{ArrowDown}${TO_DESCRIPTION}${ALL_BELOW}{Delete}`);
    expect(await screen.findByText(/^No more than 10,000 rows can be saved in one go/)).toBeVisible();
    expect(screen.queryByText(/not saved/)).not.toBeInTheDocument();
  });
});

describe("cutting", () => {
  it("empties nothing that could not be copied", async () => {
    const { user } = renderApp(PATH, { book: enteredBook(2) });
    const grid = await entryGrid();
    const refuse = vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("no access"));
    await user.keyboard(`{ArrowDown}${TO_DESCRIPTION}{Control>}x{/Control}`);
    expect(await screen.findByText("Nothing was copied")).toBeVisible();
    expect(cell(grid, 1, "Description")).toHaveTextContent(/^Build: order import$/);
    refuse.mockRestore();
    await user.keyboard("{Control>}x{/Control}");
    await waitFor(() => expect(cell(grid, 1, "Description")).toHaveTextContent(/^$/));
    expect(await navigator.clipboard.readText()).toBe("Build: order import");
  });
});
