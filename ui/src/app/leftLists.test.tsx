import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderApp, type Shown } from "../testing/renderApp";

const EXPENSES = "Filtered: 5 of 15 shown, 10 hidden";

async function goTo({ user }: Shown, name: RegExp): Promise<void> {
  const nav = within(await screen.findByRole("navigation", { name: "Screens" }));
  await user.click(nav.getByRole("link", { name }));
}

async function leave(shown: Shown): Promise<void> {
  await goTo(shown, /^Process runs/);
  await screen.findByRole("heading", { name: "Process runs" });
}

/** The backlog, whole. */
async function isWhole(): Promise<void> {
  await screen.findByRole("grid", { name: "Billing backlog" });
  await waitFor(() => expect(screen.queryByText(/^Filtered:/)).not.toBeInTheDocument());
}

/** The backlog with its expenses alone, by amount. */
async function isAsLeft(): Promise<void> {
  expect(await screen.findByText(EXPENSES)).toBeVisible();
  expect(screen.getByRole("columnheader", { name: "Amount" })).toHaveAttribute("aria-sort", "ascending");
}

describe("a list that is gone to by its name", () => {
  it("is found as it was left, by the navigation, by key and by the palette", async () => {
    const shown = renderApp("/backlog?class=expense&sort=amount");
    await isAsLeft();
    await leave(shown);
    await goTo(shown, /^Billing backlog/);
    await isAsLeft();
    await leave(shown);
    await shown.user.keyboard("gb");
    await isAsLeft();
    await leave(shown);
    await shown.user.keyboard("{Control>}k{/Control}");
    await shown.user.type(await screen.findByRole("combobox", { name: "Search" }), "go to billing backlog");
    await screen.findByRole("option", { name: /Go to Billing backlog/ });
    await shown.user.keyboard("{Enter}");
    await isAsLeft();
  });

  it("is marked in the navigation, whatever it is filtered by", async () => {
    renderApp("/backlog?class=expense");
    await screen.findByText(EXPENSES);
    expect(screen.getByRole("link", { name: /^Billing backlog/ })).toHaveAttribute("aria-current", "page");
  });

  it("is whole once everything was shown", async () => {
    const shown = renderApp("/backlog?class=expense");
    await shown.user.click(await screen.findByRole("button", { name: "Show all" }));
    await isWhole();
    await leave(shown);
    await goTo(shown, /^Billing backlog/);
    await isWhole();
  });

  it("is found as it was left after a restart too", async () => {
    const before = renderApp("/invoices?status=draft&search=adatum&sort=total");
    expect(await screen.findByRole("searchbox", { name: "Find an invoice" })).toHaveValue("adatum");
    await goTo(before, /^Contracts/);
    await before.user.click(await screen.findByRole("tab", { name: /^All/ }));
    await waitFor(() => expect(screen.getByRole("tab", { name: /^All/ })).toHaveAttribute("aria-selected", "true"));
    cleanup();
    const after = renderApp("/process-runs");
    await goTo(after, /^Contracts/);
    expect(await screen.findByRole("tab", { name: /^All/ })).toHaveAttribute("aria-selected", "true");
    await goTo(after, /^Invoices/);
    expect(await screen.findByRole("searchbox", { name: "Find an invoice" })).toHaveValue("adatum");
    expect(screen.getByRole("tab", { name: /^Draft/ })).toHaveAttribute("aria-selected", "true");
  });

  it("is found as it was left in its own book only", async () => {
    localStorage.setItem(
      "proforma.left-lists",
      JSON.stringify([{ book: "Elsewhere/Another", lists: { backlog: { class: "expense" } } }]),
    );
    const shown = renderApp("/process-runs");
    await goTo(shown, /^Billing backlog/);
    await isWhole();
    expect(localStorage.getItem("proforma.left-lists")).toContain("Elsewhere/Another");
  });

  it.each(["[{", '[{"book":1}]', '[{"book":"Documents/Billing/Adatum example","lists":{"backlog":[1]}}]'])(
    "is whole where %s is remembered",
    async (stored) => {
      localStorage.setItem("proforma.left-lists", stored);
      const shown = renderApp("/process-runs");
      await goTo(shown, /^Billing backlog/);
      await isWhole();
    },
  );
});

describe("the address of a list", () => {
  it("shows what it says on the way back and forward, whatever was left last", async () => {
    const shown = renderApp("/backlog?class=expense&sort=amount");
    await isAsLeft();
    await leave(shown);
    await goTo(shown, /^Billing backlog/);
    await shown.user.click(await screen.findByRole("button", { name: "Show all" }));
    await isWhole();
    await shown.user.keyboard("{Alt>}{ArrowLeft}{/Alt}");
    await screen.findByRole("heading", { name: "Process runs" });
    await shown.user.keyboard("{Alt>}{ArrowLeft}{/Alt}");
    await isAsLeft();
    await shown.user.keyboard("{Alt>}{ArrowRight}{/Alt}");
    await screen.findByRole("heading", { name: "Process runs" });
    await shown.user.keyboard("{Alt>}{ArrowRight}{/Alt}");
    await isWhole();
  });

  it("is the whole list where it names no filter", async () => {
    renderApp("/backlog?class=expense");
    await screen.findByText(EXPENSES);
    cleanup();
    renderApp("/backlog");
    await isWhole();
  });

  it("shows exactly its own filter where another was left", async () => {
    const shown = renderApp("/invoices?search=nothing");
    await screen.findByRole("searchbox", { name: "Find an invoice" });
    await shown.user.keyboard("{Control>}k{/Control}");
    await shown.user.type(await screen.findByRole("combobox", { name: "Search" }), "drafts");
    await shown.user.click(await screen.findByRole("option", { name: /draft/i }));
    await waitFor(() => expect(screen.getByRole("tab", { name: /^Draft/ })).toHaveAttribute("aria-selected", "true"));
    expect(screen.getByRole("searchbox", { name: "Find an invoice" })).toHaveValue("");
  });
});
