import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { FakeOptions } from "../lib/fake/backend";
import { enteredBook } from "../lib/fake/entered";
import { withHistory } from "../lib/fake/history";
import { manyBook } from "../lib/fake/many";
import { renderApp } from "./renderApp";

async function serious(): Promise<string[]> {
  // Contrast needs a drawn page and is kept by the tokens; regions are judged on the whole window.
  const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

const recent = [
  { id: "1", name: "Contoso 2020", place: "Documents", last_used_at: "2020-10-19T07:14:00Z", found: true },
  { id: "2", name: "Lamna", place: "USB drive", last_used_at: "2020-09-03T07:14:00Z", found: false },
];

/** The chart library is loaded with the first chart. */
const DRAWN = { timeout: 10_000 };

const screens: [name: string, path: string, ready: () => Promise<unknown>, options: Partial<FakeOptions>][] = [
  ["start", "/", () => screen.findByRole("button", { name: /Contoso 2020 Documents/ }), { book: null, recent }],
  ["first start", "/", () => screen.findByRole("heading", { name: "What a book is" }), { book: null }],
  [
    "home",
    "/home",
    () => screen.findByRole("application", { name: /^Billed per month/ }, DRAWN),
    { book: withHistory(manyBook(30)) },
  ],
  ["calendar", "/calendar", () => screen.findByRole("link", { name: "Run this date" }), {}],
  ["agenda", "/calendar?view=agenda", () => screen.findByRole("link", { name: "Run this date" }), {}],
  ["radar", "/radar", () => screen.findByRole("region", { name: "No later run date" }), { book: manyBook(30) }],
  [
    "utilization",
    "/utilization",
    () => screen.findByRole("application", { name: /^Chargeable percent of Developer/ }, DRAWN),
    {},
  ],
  ["backlog", "/backlog", () => screen.findByText("Needed sooner?"), { book: manyBook(30) }],
  [
    "filtered backlog",
    "/backlog?status=not_ready&contract=ADATUM&to=2020-10-31",
    () => screen.findByText(/^Filtered: 1 of/),
    {},
  ],
  ["empty backlog", "/backlog?search=nowhere", () => screen.findByRole("heading", { name: /^Nothing fits/ }), {}],
  [
    "contract to filter by",
    "/backlog",
    async () => {
      const add = await screen.findByRole("button", { name: /^Filter/ });
      act(() => add.click());
      const item = await screen.findByRole("menuitem", { name: "Project contract" });
      act(() => item.click());
      await screen.findByRole("list", { name: "Project contract" });
    },
    {},
  ],
  [
    "days to filter by",
    "/backlog?to=2020-10-31",
    async () => {
      const chip = await screen.findByRole("button", { name: /^Dated/ });
      act(() => chip.click());
      await screen.findByRole("button", { name: "Up to today" });
    },
    {},
  ],
  ["contracts", "/contracts", () => screen.findByRole("grid", { name: "Contracts" }), { book: manyBook(30) }],
  ["contract", "/contracts/ADATUM", () => screen.findByRole("listbox"), {}],
  ["transactions", "/contracts/ADATUM?tab=transactions", () => screen.findByText("Why is this not on an invoice?"), {}],
  [
    "entering transactions",
    "/contracts/ADATUM/transactions",
    async () => {
      const grid = await screen.findByRole("grid", { name: "Transactions" });
      act(() => screen.getByRole("button", { name: /New transaction/ }).click());
      const user = userEvent.setup();
      await user.keyboard("6 oct{Tab}{Tab}{Tab}nobody{Tab}{Tab}two{Tab}{ArrowLeft}");
      await waitFor(() => expect(grid.querySelector("[aria-invalid]")).not.toBeNull());
      await screen.findByText(/problems in 1 row/);
    },
    {},
  ],
  [
    "choosing in a cell",
    "/contracts/ADATUM/transactions",
    async () => {
      await screen.findByRole("grid", { name: "Transactions" });
      act(() => screen.getByRole("button", { name: /New transaction/ }).click());
      await userEvent.setup().keyboard("{ArrowRight}{Enter}");
      await screen.findByRole("listbox", { name: "Contract line" });
    },
    {},
  ],
  [
    "no transactions",
    "/contracts/ADATUM/transactions",
    () => screen.findByRole("heading", { name: "No transactions on this contract yet" }),
    { book: enteredBook(0) },
  ],
  ["no contract chosen", "/transactions", () => screen.findByRole("heading", { name: "Choose a contract" }), {}],
  ["run", "/run", () => screen.findByRole("table", { name: "Lines of the invoice" }), {}],
  ["run without drafts", "/run?date=2020-10-06", () => screen.findByRole("heading", { name: /brings no drafts/ }), {}],
  ["no invoices", "/invoices", () => screen.findByRole("heading", { name: "No invoices yet" }), {}],
  ["no process runs", "/process-runs", () => screen.findByRole("heading", { name: "No date was run yet" }), {}],
];

beforeEach(() => {
  // A drawing is made for the room it has.
  const room = { width: 400, height: 168, top: 0, left: 0, right: 400, bottom: 168, x: 0, y: 0, toJSON: () => ({}) };
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockReturnValue(room);
});

describe.each(["light", "dark"])("in the %s theme", (theme) => {
  it.each(screens)("%s has no violation that axe finds", async (_name, path, ready, options) => {
    localStorage.setItem("mantine-color-scheme-value", theme);
    renderApp(path, options);
    await ready();
    expect(document.documentElement).toHaveAttribute("data-mantine-color-scheme", theme);
    expect(await serious()).toEqual([]);
  });
});
