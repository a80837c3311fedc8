import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { adatumBook } from "../lib/fake/adatum";
import { renderApp } from "../testing/renderApp";

describe("window", () => {
  it("names only screens that exist", async () => {
    renderApp("/run");
    const nav = within(await screen.findByRole("navigation", { name: "Screens" }));
    // It is there as soon as the book is.
    await nav.findByRole("link", { name: /^Not started/ });
    expect(nav.getAllByRole("link").map((link) => link.textContent?.replace(/[\d,]+$/, ""))).toEqual([
      "Home",
      "Billing backlog",
      "Run",
      "Invoices",
      "Contracts",
      "Transactions",
      "Calendar",
      "Radar",
      "Process runs",
      "Utilization",
      "Import",
      "Settings",
      "Not started no batch job is running",
    ]);
  });

  it("goes to a screen with G and its letter", async () => {
    const { user, path } = renderApp("/run");
    await screen.findByText("1 draft");
    await user.keyboard("gc");
    await waitFor(() => expect(path()).toBe("/contracts"));
    await user.keyboard("gp");
    await waitFor(() => expect(path()).toBe("/process-runs"));
  });

  it("takes the focus to the list with the first key that moves", async () => {
    const { user } = renderApp("/contracts");
    const grid = await screen.findByRole("grid", { name: "Contracts" });
    await user.keyboard("j");
    expect(grid).toHaveFocus();
  });

  it("names its screens in tooltips where there is no room for words", async () => {
    const wide = window.innerWidth;
    Object.defineProperty(window, "innerWidth", { configurable: true, value: 800 });
    try {
      const { user } = renderApp("/run");
      await user.hover(await screen.findByRole("link", { name: /^Contracts/ }));
      expect(await screen.findByRole("tooltip")).toHaveTextContent("Contracts");
    } finally {
      Object.defineProperty(window, "innerWidth", { configurable: true, value: wide });
    }
  });

  it("shows all keys with the question mark, and they can be switched off", async () => {
    const { user } = renderApp("/run");
    await screen.findByText("1 draft");
    await user.keyboard("?");
    const dialog = within(await screen.findByRole("dialog", { name: "Keys" }));
    await waitFor(() => expect(dialog.getAllByText("Mark ready")[0]).toBeVisible());
    await user.click(dialog.getByRole("switch", { name: "Keys without Ctrl" }));
    expect(localStorage.getItem("proforma.single-keys")).toBe("off");
  });

  it("changes the theme", async () => {
    const { user } = renderApp("/run");
    await user.click(await screen.findByRole("button", { name: /Adatum example/ }));
    await user.click(await screen.findByRole("menuitemradio", { name: "Dark" }));
    await waitFor(() => expect(document.documentElement).toHaveAttribute("data-mantine-color-scheme", "dark"));
  });

  it("closes the book and is back at the start", async () => {
    const { user, path } = renderApp("/run");
    await user.click(await screen.findByRole("button", { name: /Adatum example/ }));
    await user.click(await screen.findByRole("menuitem", { name: "Close the book" }));
    expect(await screen.findByRole("button", { name: /Open the example/ })).toBeVisible();
    expect(path()).toBe("/");
  });

  it("says why the book stays open", async () => {
    const { user } = renderApp("/run", {}, (fake) =>
      fake.refuse("closeBook", { code: "refused", message: "a run is on its way", field: null }),
    );
    await user.click(await screen.findByRole("button", { name: /Adatum example/ }));
    await user.click(await screen.findByRole("menuitem", { name: "Close the book" }));
    expect(await screen.findByText("a run is on its way")).toBeVisible();
  });

  it("leads to the start where no book is open", async () => {
    const { path } = renderApp("/contracts", { book: null });
    await waitFor(() => expect(path()).toBe("/"));
  });

  it("says why a book can only be read", async () => {
    renderApp("/contracts", { book: { ...adatumBook(), readOnly: "The folder does not allow writing." } });
    expect(await screen.findByText(/The folder does not allow writing/)).toBeVisible();
    expect(screen.queryByText("This is a bad place for a book.")).toBeNull();
  });

  it("says what speaks against the place of a book", async () => {
    renderApp("/contracts", { book: { ...adatumBook(), placeRisk: "It lies on another computer." } });
    expect(await screen.findByText("This is a bad place for a book.")).toBeVisible();
    expect(screen.getByText(/It lies on another computer/)).toBeVisible();
    expect(screen.queryByText("This book is open for reading only.")).toBeNull();
  });
});
