import { screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { enteredBook } from "../../lib/fake/entered";
import { renderApp } from "../../testing/renderApp";
import { cell, entryGrid } from "../../testing/transactions";

const PATH = "/contracts/ADATUM/transactions";
const TO_QUANTITY = "{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}";

beforeEach(() => {
  localStorage.setItem("proforma.columns.transactions", '["role","category","unit","billing_type","id"]');
});

describe("the next problem", () => {
  it("is gone to in a row that is not loaded", async () => {
    const { user } = renderApp(PATH, { book: enteredBook(1_500) });
    const grid = await entryGrid();
    await user.keyboard(`{ArrowDown}{ArrowDown}${TO_QUANTITY}a lot{Enter}`);
    expect(await screen.findByText("1 problem in 1 row")).toBeVisible();
    await user.keyboard("{Control>}{ArrowDown}{/Control}");
    await waitFor(() => expect(cell(grid, 1_500, "Description")).toHaveTextContent(/\w/));
    await user.keyboard("{F8}");
    await waitFor(() => expect(grid).toHaveAttribute("aria-activedescendant", expect.stringMatching(/-1-quantity$/)));
    expect(screen.queryByText("The filter hides it.")).not.toBeInTheDocument();
  });

  it("is said to be hidden where the filter hides it", async () => {
    const { user } = renderApp(PATH, { book: enteredBook(3) });
    await entryGrid();
    await user.keyboard(`{ArrowDown}${TO_QUANTITY}a lot{Enter}{Escape}/workshop{Enter}`);
    expect(await screen.findByText("Filtered: 1 of 3 shown, 2 hidden")).toBeVisible();
    await user.click(screen.getByRole("button", { name: /^1 problem in 1 row/ }));
    expect(await screen.findByText("The filter hides it.")).toBeVisible();
  });
});

describe("a changed row whose transaction is gone", () => {
  it("is named when the rest is saved, and discarded alone", async () => {
    const { user, fake } = renderApp(PATH, { book: enteredBook(2) });
    await entryGrid();
    await user.keyboard(`{ArrowDown}${TO_QUANTITY}3{ArrowDown}4{Enter}`);
    expect(await screen.findByText("2 rows are not saved")).toBeVisible();
    fake.book().shares = fake.book().shares.filter(({ id }) => id !== "w00000");
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText("1 changed row is not in the book any more")).toBeVisible();
    expect(screen.getByText(/^Build: order import of 1 Sep was deleted after it was typed in/)).toBeVisible();
    expect(fake.calls.some(({ command }) => command === "saveTransactions")).toBe(false);
    await user.click(screen.getByRole("button", { name: "Discard this row" }));
    expect(await screen.findByText("1 row is not saved")).toBeVisible();
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText("1 transaction changed")).toBeVisible();
    expect(fake.book().shares.find(({ id }) => id === "w00001")?.quantity).toBe("4");
  });

  it("is named also where it has a problem", async () => {
    const { user, fake } = renderApp(PATH, { book: enteredBook(2) });
    await entryGrid();
    await user.keyboard(`{ArrowDown}${TO_QUANTITY}a lot{Enter}{Escape}/workshop{Enter}`);
    await screen.findByText("Filtered: 1 of 2 shown, 1 hidden");
    fake.book().shares = fake.book().shares.filter(({ id }) => id !== "w00000");
    await user.click(screen.getByRole("button", { name: /^1 problem in 1 row/ }));
    expect(await screen.findByRole("button", { name: "Discard this row" })).toBeVisible();
  });
});
