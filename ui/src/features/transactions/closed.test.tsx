import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { enteredBook } from "../../lib/fake/entered";
import { renderApp } from "../../testing/renderApp";
import { copied, entryGrid } from "../../testing/transactions";

const PATH = "/contracts/ADATUM/transactions";
const CLOSED = "The contract is closed, so its transactions can be neither entered nor changed.";

function closedBook(rows: number) {
  const book = enteredBook(rows);
  Object.assign(book.contracts[0] ?? {}, { status: "closed" });
  return book;
}

describe("a closed contract", () => {
  it("has no row to type in, says why, and leads to where it is opened again", async () => {
    const { user } = renderApp(PATH, { book: closedBook(2) });
    const grid = await entryGrid();
    expect(screen.getByText(new RegExp(`^${CLOSED}`))).toBeVisible();
    expect(screen.getByRole("link", { name: "To the set-up" })).toHaveAttribute("href", "/contracts/ADATUM/set-up");
    expect(screen.queryByRole("button", { name: /New transaction/ })).not.toBeInTheDocument();
    expect(within(grid).getAllByRole("row")).toHaveLength(3);
    await user.keyboard("n");
    expect(await screen.findByText(CLOSED)).toBeVisible();
    await user.keyboard("{ArrowDown}x{F2}");
    expect(within(grid).queryByRole("textbox")).not.toBeInTheDocument();
  });

  it("takes nothing that is pasted, deletes and changes nothing, and says why", async () => {
    const { user, fake } = renderApp(PATH, { book: closedBook(2) });
    await entryGrid();
    await user.keyboard("{ArrowDown}");
    await user.paste(copied([["2020-10-05", "Implementation work"]]));
    expect(await screen.findByText("Nothing was pasted")).toBeVisible();
    expect(screen.getByText(CLOSED)).toBeVisible();
    await user.keyboard("{Control>}{Delete}{/Control}");
    await waitFor(() => expect(screen.getAllByText(CLOSED)).toHaveLength(2));
    await user.keyboard("{Control>}a{/Control}");
    expect(await screen.findByRole("button", { name: "Delete" })).toHaveAttribute("aria-disabled", "true");
    expect(screen.getByRole("button", { name: /^Change/ })).toHaveAttribute("aria-disabled", "true");
    await user.keyboard("{Control>}e{/Control}");
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    expect(fake.calls.some(({ command }) => command === "deleteTransactions")).toBe(false);
    // SPEC 4.14
    await user.keyboard("{Control>}m{/Control}");
    expect(await screen.findByText("1 marked ready to invoice")).toBeVisible();
  });

  it("keeps what was typed before it was closed, and takes entries once it is open again", async () => {
    const first = renderApp(PATH, { book: enteredBook(1) });
    await entryGrid();
    await first.user.keyboard("n6 oct{Tab}imp{Enter}");
    expect(await screen.findByText("1 row is not saved")).toBeVisible();
    cleanup();
    const { user, fake } = renderApp(PATH, { book: closedBook(1) });
    expect(await screen.findByText("The contract is closed: they are saved once it is open again.")).toBeVisible();
    expect(screen.getByRole("button", { name: /^Save 1 row/ })).toBeDisabled();
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(fake.calls.some(({ command }) => command === "saveTransactions")).toBe(false);
    Object.assign(fake.book().contracts[0] ?? {}, { status: "active" });
    fake.tell("contracts");
    expect(await screen.findByRole("button", { name: /New transaction/ })).toBeVisible();
    expect(screen.queryByText(/^The contract is closed/)).not.toBeInTheDocument();
  });

  it("says why nothing can be entered where it has none", async () => {
    renderApp(PATH, { book: closedBook(0) });
    const empty = within(await screen.findByRole("region", { name: "No transactions on this contract yet" }));
    expect(empty.getByText(CLOSED)).toBeVisible();
  });
});
