import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { manyBook } from "../../lib/fake/many";
import { backlogGrid, lastAsked } from "../../testing/backlog";
import { diskError, renderApp } from "../../testing/renderApp";

const strip = () => screen.getByText(/^Filtered:/);

describe("filtering", () => {
  it("reads the address, says the filter in words, and how much it hides", async () => {
    const shown = renderApp("/backlog?contract=ADATUM&status=not_ready&search=notes");
    expect(await screen.findByText("Filtered: 1 of 15 shown, 14 hidden")).toBeVisible();
    expect(screen.getByRole("button", { name: "Status is Not ready, change" })).toBeVisible();
    expect(
      screen.getByRole("button", { name: "Project contract is Implementation services for Adatum, change" }),
    ).toBeVisible();
    expect(screen.getByRole("searchbox", { name: "Find in this list" })).toHaveValue("notes");
    expect(lastAsked(shown, "backlog")).toMatchObject({
      filter: { contract: "ADATUM", billing_status: "not_ready", search: "notes" },
    });
  });

  it("takes an id that looks like a number for an id", async () => {
    const shown = renderApp("/backlog?contract=1001");
    await screen.findByRole("heading", { name: "Nothing fits this filter" });
    expect(lastAsked(shown, "backlog")).toMatchObject({ filter: { contract: "1001" } });
  });

  it("adds and takes away classes from the menu, by keyboard alone", async () => {
    const shown = renderApp("/backlog");
    await backlogGrid();
    await shown.user.keyboard("f");
    const item = await screen.findByRole("menuitem", { name: "Status" });
    await waitFor(() => expect(item).toHaveFocus());
    await shown.user.keyboard("{ArrowDown}{Enter}");
    const first = await screen.findByRole("menuitemcheckbox", { name: "Time" });
    await waitFor(() => expect(first).toHaveFocus());
    await shown.user.keyboard("{ArrowDown}{Enter}");
    expect(await screen.findByText("Filtered: 5 of 15 shown, 10 hidden")).toBeVisible();
    await shown.user.keyboard("{ArrowUp}{Enter}");
    expect(await screen.findByRole("button", { name: "Class Time, Expense, change" })).toBeVisible();
    await shown.user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("menu")).not.toBeInTheDocument());
    expect(screen.getByRole("button", { name: "Class Time, Expense, change" })).toHaveFocus();
    await shown.user.click(screen.getByRole("button", { name: "Remove the filter Class Time, Expense" }));
    await waitFor(() => expect(screen.queryByText(/^Filtered/)).not.toBeInTheDocument());
    expect(screen.getByRole("button", { name: /^Filter/ })).toHaveFocus();
  });

  it("finds a contract by a part of its name", async () => {
    const { user } = renderApp("/backlog", { book: manyBook(20) });
    await backlogGrid();
    await user.keyboard("f");
    await user.click(await screen.findByRole("menuitem", { name: "Project contract" }));
    const field = await screen.findByRole("searchbox", { name: "Project contract" });
    await user.type(field, "payments");
    const found = await screen.findByRole("button", { name: /Payments compliance/ });
    await waitFor(() =>
      expect(within(screen.getByRole("list", { name: "Project contract" })).getAllByRole("button")).toEqual([found]),
    );
    await user.keyboard("{ArrowDown}");
    expect(found).toHaveFocus();
    await user.keyboard("{Enter}");
    expect(
      await screen.findByRole("button", { name: "Project contract is Payments compliance, change" }),
    ).toBeVisible();
  });

  it("says why a contract cannot be searched for", async () => {
    const { user } = renderApp("/backlog", {}, (fake) => fake.refuse("contracts", diskError));
    await backlogGrid();
    await user.keyboard("f");
    await user.click(await screen.findByRole("menuitem", { name: "Project contract" }));
    expect(await screen.findByRole("alert")).toHaveTextContent(/the disk does not answer/i);
  });

  it("takes a last day", async () => {
    const shown = renderApp("/backlog?from=2020-10-01");
    expect(await screen.findByText(/^Filtered/)).toBeVisible();
    await shown.user.click(screen.getByRole("button", { name: "Dated from 1 Oct, change" }));
    await shown.user.click(await screen.findByRole("button", { name: "Up to today" }));
    expect(await screen.findByRole("button", { name: "Dated up to 5 Oct, change" })).toBeVisible();
    expect(lastAsked(shown, "backlog")).toMatchObject({ filter: { from: null, to: "2020-10-05" } });
  });

  it("shows all again from the strip, in the same order", async () => {
    const shown = renderApp("/backlog?status=not_ready&sort=amount");
    await shown.user.click(await screen.findByRole("button", { name: "Show all" }));
    await waitFor(() => expect(screen.queryByText(/^Filtered/)).not.toBeInTheDocument());
    expect(lastAsked(shown, "backlog")).toMatchObject({ sort: "amount" });
  });

  it("searches once for what is typed without a pause", async () => {
    const shown = renderApp("/backlog");
    await backlogGrid();
    await shown.user.keyboard("/");
    await shown.user.keyboard("taxi");
    await waitFor(() => expect(strip()).toHaveTextContent("Filtered: 2 of 15 shown, 13 hidden"));
    const searches = shown.fake.calls
      .filter((call) => call.command === "backlog")
      .map((call) => (call.args[0] as { filter: { search: string } }).filter.search);
    expect([...new Set(searches)]).toEqual(["", "taxi"]);
  });
});

describe("saved views", () => {
  const menu = (name: string | RegExp) => screen.findByRole("button", { name });

  it("keep filter and order under a name, and show which one it is", async () => {
    const { user } = renderApp("/backlog?class=expense&sort=amount");
    await user.click(await screen.findByRole("button", { name: "Save view" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Save this view" }));
    await user.click(dialog.getByRole("button", { name: "Save view" }));
    expect(dialog.getByText("Enter a name for the view.")).toBeVisible();
    await user.type(dialog.getByRole("textbox", { name: "Name" }), "Expenses");
    await user.click(dialog.getByRole("button", { name: "Save view" }));
    expect(await menu("View: Expenses")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show all" }));
    await user.click(await menu("View: Expenses, changed"));
    await user.click(await screen.findByRole("menuitemradio", { name: "Expenses" }));
    expect(await screen.findByText("Filtered: 5 of 15 shown, 10 hidden")).toBeVisible();
    expect(screen.getByRole("columnheader", { name: "Amount" })).toHaveAttribute("aria-sort", "ascending");
  });

  it("are renamed, deleted, and brought back by undo", async () => {
    localStorage.setItem("proforma.views.backlog", '[{"name":"Taxis","state":{"search":"taxi"}}]');
    const { user } = renderApp("/backlog?search=taxi");
    await user.click(await menu("View: Taxis"));
    await user.click(await screen.findByRole("menuitem", { name: "Rename “Taxis”" }));
    const field = await screen.findByRole("textbox", { name: "Name" });
    await user.clear(field);
    await user.type(field, "Not ready");
    expect(screen.getByText("Another view of this list has this name.")).toBeVisible();
    await user.clear(field);
    await user.type(field, "Cabs{Enter}");
    await user.click(await menu("View: Cabs"));
    await user.click(await screen.findByRole("menuitem", { name: "Delete “Cabs”" }));
    expect(await menu("View: Saved views")).toBeVisible();
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    expect(await menu("View: Cabs")).toBeVisible();
  });

  it("bring along what everybody asks for", async () => {
    const shown = renderApp("/backlog");
    await shown.user.click(await menu("View: Whole backlog"));
    await shown.user.click(await screen.findByRole("menuitemradio", { name: "Not ready" }));
    expect(await screen.findByText("Filtered: 1 of 15 shown, 14 hidden")).toBeVisible();
    expect(await menu("View: Not ready")).toBeVisible();
  });
});
