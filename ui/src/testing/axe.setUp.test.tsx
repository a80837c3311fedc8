import { act, screen } from "@testing-library/react";
import axe from "axe-core";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { adatumBook } from "../lib/fake/adatum";
import type { FakeOptions } from "../lib/fake/backend";
import { manyBook } from "../lib/fake/many";
import { afterRun } from "./books";
import { bookWithHistory } from "./histories";
import { renderApp } from "./renderApp";

async function serious(): Promise<string[]> {
  // Contrast needs a drawn page and is kept by the tokens; regions are judged on the whole window.
  const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

async function press(name: string | RegExp) {
  const button = await screen.findByRole("button", { name });
  act(() => button.click());
}

function limited() {
  const book = adatumBook();
  Object.assign(book.contracts[0] ?? {}, { status: "draft", delivery: null, limit: "20000.00" });
  return book;
}

const IMPLEMENTATION = "/contracts/ADATUM/lines/implementation";

const screens: [name: string, path: string, ready: () => Promise<unknown>, options: Partial<FakeOptions>][] = [
  ["new contract", "/new-contract", () => screen.findByRole("textbox", { name: "Name" }), {}],
  [
    "set-up of a draft with a limit",
    "/contracts/ADATUM/set-up",
    () => screen.findByRole("list", { name: /^Ready to activate/ }),
    { book: limited() },
  ],
  [
    "set-up with two customers",
    "/contracts/NORTHWIND/set-up",
    () => screen.findByText(/gets the odd cent/),
    { book: manyBook(8) },
  ],
  ["fixed-price line", "/contracts/ADATUM/lines/prototype", () => screen.findByText("17,000.00 USD"), {}],
  ["new line", "/contracts/ADATUM/new-line", () => screen.findByRole("region", { name: "Limits" }), {}],
  [
    "history of a contract",
    "/contracts/ADATUM?tab=history",
    () => screen.findByText("Changed the contract"),
    { book: bookWithHistory() },
  ],
  [
    "history of a customer",
    "/settings/set-up/customers?record=adatum&history=true",
    () => screen.findByRole("heading", { name: "Nothing was changed yet" }),
    {},
  ],
  [
    "schedule with a row being added",
    IMPLEMENTATION,
    async () => {
      await press("Add row");
      await screen.findByText("A row needs both dates.");
    },
    {},
  ],
  [
    "schedule as a calendar",
    IMPLEMENTATION,
    async () => {
      const calendar = await screen.findByRole("radio", { name: "Calendar" });
      act(() => calendar.click());
      await screen.findByRole("group", { name: "Calendar" });
    },
    {},
  ],
  [
    "plan of a schedule",
    IMPLEMENTATION,
    async () => {
      await press("Generate again");
      await screen.findByRole("region", { name: "4 stay" });
    },
    {},
  ],
];

beforeEach(() => {
  const room = { width: 400, height: 168, top: 0, left: 0, right: 400, bottom: 168, x: 0, y: 0, toJSON: () => ({}) };
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockReturnValue(room);
});

describe("setting contracts up", () => {
  it.each(screens)(
    "%s has no violation that axe finds",
    async (_name, path, ready, options) => {
      renderApp(path, options);
      await ready();
      expect(await serious()).toEqual([]);
    },
    60_000,
  );

  it("locked milestones have no violation that axe finds", async () => {
    renderApp("/contracts/ADATUM/lines/prototype", { book: await afterRun() });
    await screen.findByText("It is on a draft; delete the draft first.");
    expect(await serious()).toEqual([]);
  }, 60_000);
});
