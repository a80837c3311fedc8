import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { manyBook } from "../lib/fake/many";
import { afterRun } from "../testing/books";
import { renderApp } from "../testing/renderApp";

async function afterRuns() {
  const book = await afterRun();
  const [run] = book.runs;
  if (run !== undefined) book.runs.push({ ...run, date: "2020-09-28" });
  return book;
}

describe("back and forward", () => {
  it("go along the pages of the book by keys, mouse and buttons, and no further", async () => {
    const { user, path } = renderApp("/run");
    const back = await screen.findByRole("button", { name: "Back" });
    const forward = screen.getByRole("button", { name: "Forward" });
    expect(back).toHaveAttribute("aria-disabled", "true");
    const nav = within(screen.getByRole("navigation", { name: "Screens" }));
    await user.click(nav.getByRole("link", { name: /Contracts/ }));
    await waitFor(() => expect(path()).toBe("/contracts"));
    await user.click(nav.getByRole("link", { name: /Invoices/ }));
    await waitFor(() => expect(path()).toBe("/invoices"));
    expect(forward).toHaveAttribute("aria-disabled", "true");
    await user.click(back);
    await waitFor(() => expect(path()).toBe("/contracts"));
    await user.keyboard("{Alt>}{ArrowLeft}{/Alt}");
    await waitFor(() => expect(path()).toBe("/run"));
    await user.keyboard("{Alt>}{ArrowLeft}{/Alt}");
    expect(path()).toBe("/run");
    fireEvent.mouseUp(document.body, { button: 4 });
    await waitFor(() => expect(path()).toBe("/contracts"));
    await user.keyboard("{Alt>}{ArrowRight}{/Alt}");
    await waitFor(() => expect(path()).toBe("/invoices"));
    fireEvent.mouseUp(document.body, { button: 3 });
    await waitFor(() => expect(path()).toBe("/contracts"));
  });

  it("never lead into the book that was closed before", async () => {
    const recent = [
      { id: "1", name: "Contoso 2020", place: "Documents", last_used_at: "2020-10-19T07:14:00Z", found: true },
    ];
    const { user } = renderApp("/contracts", { recent });
    await user.click(await screen.findByRole("button", { name: /Adatum example/ }));
    await user.click(await screen.findByRole("menuitem", { name: "Close the book" }));
    await user.click(await screen.findByRole("button", { name: /^Contoso 2020/ }));
    expect(await screen.findByRole("button", { name: "Back" })).toHaveAttribute("aria-disabled", "true");
  });

  it("find a page scrolled to where it was left, and a new visit at its beginning", async () => {
    const { user, path } = renderApp("/contracts/ADATUM");
    const overview = async () =>
      (await screen.findByRole("table", { name: "Contract lines" })).closest<HTMLElement>("[class*=overview]");
    const left = await overview();
    if (left === null) throw new Error("the overview scrolls");
    left.scrollTop = 240;
    fireEvent.scroll(left);
    const nav = within(screen.getByRole("navigation", { name: "Screens" }));
    await user.click(nav.getByRole("link", { name: /Invoices/ }));
    await waitFor(() => expect(path()).toBe("/invoices"));
    await user.keyboard("{Alt>}{ArrowLeft}{/Alt}");
    await waitFor(async () => expect((await overview())?.scrollTop).toBe(240));
    await user.click(nav.getByRole("link", { name: /Contracts/ }));
    await user.click(await screen.findByText("Implementation services for Adatum"));
    expect((await overview())?.scrollTop).toBe(0);
  });

  it("find the row of the process runs where it was left, by key too", async () => {
    const { user, path } = renderApp("/process-runs", { book: await afterRuns() });
    (await screen.findByRole("grid", { name: "Process runs" })).focus();
    await user.keyboard("{ArrowDown}gc");
    await waitFor(() => expect(path()).toBe("/contracts"));
    await user.keyboard("gp");
    const grid = within(await screen.findByRole("grid", { name: "Process runs" }));
    await waitFor(() => expect(grid.getAllByRole("row")[2]).toHaveAttribute("data-cursor"));
  });

  it("find the row of a list where it was left", async () => {
    const { user, path } = renderApp("/contracts", { book: manyBook(30) });
    (await screen.findByRole("grid", { name: "Contracts" })).focus();
    await user.keyboard("{ArrowDown}{ArrowDown}{Enter}");
    await waitFor(() => expect(path()).toBe("/contracts/WOODGROVE"));
    await screen.findByRole("heading", { level: 1, name: "Payments compliance" });
    await user.keyboard("{Alt>}{ArrowLeft}{/Alt}");
    const row = await screen.findByRole("row", { name: /Payments compliance/ });
    expect(row).toHaveAttribute("data-cursor");
  });
});
