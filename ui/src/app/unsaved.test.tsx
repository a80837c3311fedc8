import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { renderApp, type Shown } from "../testing/renderApp";

const ASKED = "Close the book without saving?";

async function closeBook({ user }: Shown): Promise<void> {
  await user.click(screen.getByTitle("View, theme, and closing the book"));
  await user.click(await screen.findByRole("menuitem", { name: "Close the book" }));
}

const closed = ({ fake }: Shown) => fake.calls.some(({ command }) => command === "closeBook");

describe("closing the book over what is typed", () => {
  it("asks first, names it, and leaves everything as it is", async () => {
    const shown = renderApp("/contracts/ADATUM/set-up");
    const name = await screen.findByRole("textbox", { name: "Name" });
    await shown.user.type(name, "x");
    await closeBook(shown);
    const dialog = within(await screen.findByRole("dialog", { name: ASKED }));
    expect(dialog.getByText(/^Implementation services for Adatum has changes that are not saved/)).toBeVisible();
    await waitFor(() => expect(dialog.getByRole("button", { name: "Stay on the page" })).toHaveFocus());
    await shown.user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(name).toHaveValue("Implementation services for Adatumx");
    expect(closed(shown)).toBe(false);
  });

  it("closes once it is given up, and asks nothing more on the way", async () => {
    const shown = renderApp("/contracts/ADATUM/set-up");
    await shown.user.type(await screen.findByRole("textbox", { name: "Name" }), "x");
    await closeBook(shown);
    await shown.user.click(await screen.findByRole("button", { name: "Close without saving" }));
    await waitFor(() => expect(shown.path()).toBe("/"));
    expect(closed(shown)).toBe(true);
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  });

  it("asks about a row of a schedule that is typed in its place", async () => {
    const shown = renderApp("/contracts/ADATUM/lines/implementation");
    await shown.user.click(await screen.findByRole("button", { name: "Add row" }));
    await shown.user.type(screen.getByRole("textbox", { name: "Invoice run date" }), "20/11/2020{Enter}");
    await closeBook(shown);
    const dialog = within(await screen.findByRole("dialog", { name: ASKED }));
    expect(dialog.getByText(/^The row of the schedule has changes/)).toBeVisible();
    await shown.user.click(dialog.getByRole("button", { name: "Stay on the page" }));
    expect(screen.getByRole("textbox", { name: "Invoice run date" })).toHaveValue("Fri 20 Nov 2020");
  });

  it("asks about a record of the set-up too", async () => {
    const shown = renderApp("/settings/set-up/customers?record=adatum");
    await shown.user.type(await screen.findByRole("textbox", { name: "Name" }), "x");
    await closeBook(shown);
    const dialog = within(await screen.findByRole("dialog", { name: ASKED }));
    expect(dialog.getByText(/^Adatum Corporationx has changes/)).toBeVisible();
    await shown.user.click(dialog.getByRole("button", { name: "Stay on the page" }));
  });

  it("asks about rows of transactions that there is no room to keep, and only about those", async () => {
    const shown = renderApp("/contracts/ADATUM/transactions");
    await screen.findByRole("grid", { name: "Transactions" });
    await shown.user.keyboard("n");
    await shown.user.keyboard("1 Oct 2020{Tab}");
    expect(await screen.findByText("1 row is not saved")).toBeVisible();
    const room = vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("no room", "QuotaExceededError");
    });
    try {
      await shown.user.keyboard("{Escape}");
      await shown.user.keyboard("n");
      await shown.user.keyboard("2 Oct 2020{Tab}");
      // At once: before what was typed is kept, it is not known that there is no room.
      await closeBook(shown);
      const dialog = within(await screen.findByRole("dialog", { name: ASKED }));
      expect(
        dialog.getByText(/^The transactions grid of Implementation services for Adatum has changes/),
      ).toBeVisible();
      expect(shown.fake.calls).toContainEqual({ command: "holdUnsaved", args: [true] });
      await shown.user.click(dialog.getByRole("button", { name: "Stay on the page" }));
      await shown.user.click(screen.getByRole("link", { name: /^Home/ }));
      expect(
        await screen.findByText(/^There is no room to keep these rows on this computer\. They stay/),
      ).toBeVisible();
      await shown.user.click(screen.getByRole("button", { name: "Stay here" }));
    } finally {
      room.mockRestore();
    }
    await shown.user.click(screen.getByRole("button", { name: "Discard" }));
    await waitFor(() => expect(shown.fake.calls.at(-1)).toEqual({ command: "holdUnsaved", args: [false] }));
    await closeBook(shown);
    await waitFor(() => expect(shown.path()).toBe("/"));
  });

  it("asks nothing where nothing is typed", async () => {
    const shown = renderApp("/contracts/ADATUM/set-up");
    await screen.findByRole("textbox", { name: "Name" });
    await closeBook(shown);
    await waitFor(() => expect(shown.path()).toBe("/"));
  });
});

it("says what quitting would lose when the window is closed over it", async () => {
  const { user, fake } = renderApp("/contracts/ADATUM/set-up");
  await user.type(await screen.findByRole("textbox", { name: "Name" }), "x");
  act(() => fake.askToClose());
  const dialog = within(await screen.findByRole("dialog", { name: "Keep the batch job running?" }));
  expect(dialog.getByText(/^Not saved: Implementation services for Adatum\./)).toBeVisible();
});

describe("closing the window over what is typed", () => {
  const told = ({ fake }: Shown) =>
    fake.calls.filter(({ command }) => command === "holdUnsaved").map(({ args }) => args[0]);

  it("is known to the program as long as something is typed", async () => {
    const shown = renderApp("/contracts/ADATUM/set-up");
    const name = await screen.findByRole("textbox", { name: "Name" });
    expect(told(shown)).toEqual([]);
    await shown.user.type(name, "x");
    await waitFor(() => expect(told(shown)).toEqual([true]));
    await shown.user.keyboard("{Backspace}");
    await waitFor(() => expect(told(shown)).toEqual([true, false]));
  });

  it("asks, ends the program once it is given up, and asks again where a person stays", async () => {
    const shown = renderApp("/contracts/ADATUM/set-up");
    const quit = () => shown.fake.calls.some(({ command }) => command === "quit");
    await shown.user.type(await screen.findByRole("textbox", { name: "Name" }), "x");
    act(() => shown.fake.askToClose({ about_job: false }));
    await screen.findByRole("dialog", { name: "Close Proforma without saving?" });
    await shown.user.click(screen.getByRole("button", { name: "Stay on the page" }));
    await waitFor(() => expect(told(shown)).toEqual([true, true]));
    expect(quit()).toBe(false);
    act(() => shown.fake.askToClose({ about_job: false }));
    await shown.user.click(await screen.findByRole("button", { name: "Close without saving" }));
    await waitFor(() => expect(quit()).toBe(true));
  });
});
