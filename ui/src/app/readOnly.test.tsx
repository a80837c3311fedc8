import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { adatumBook } from "../lib/fake/adatum";
import { manyBook } from "../lib/fake/many";
import type { FakeBook } from "../lib/fake/model";
import { afterRun, jobBook } from "../testing/books";
import { renderApp } from "../testing/renderApp";

const WHY = "The book is open for reading only, so nothing can be changed here.";

function show(path: string, book: FakeBook = adatumBook()) {
  return renderApp(path, { book: { ...book, readOnly: "the file cannot be written" } });
}

/** Off, with the reason to be read, and reached like any other. */
function expectOff(verb: HTMLElement) {
  expect(verb).toHaveAttribute("aria-disabled", "true");
  expect(verb).toHaveAttribute("title", WHY);
  expect(verb).not.toHaveAttribute("disabled");
}

describe("a book that can only be read", () => {
  it("has contracts that can be looked at and exported, not added to or billed", async () => {
    const { user, path } = show("/contracts", manyBook(8));
    const grid = await screen.findByRole("grid", { name: "Contracts" });
    const add = screen.getByRole("button", { name: /^New contract/ });
    expectOff(add);
    await user.click(add);
    expect(await screen.findByText(WHY)).toBeVisible();
    await user.keyboard("n");
    expect(path()).toBe("/contracts");
    expect(screen.getByRole("button", { name: "Export" })).toBeEnabled();
    await user.click(within(grid).getAllByRole("checkbox", { name: /^Select/ })[1] as HTMLElement);
    const bar = await screen.findByRole("toolbar");
    const create = within(bar).getByRole("button", { name: /^Create invoice/ });
    expectOff(create);
    await user.click(create);
    await user.keyboard("c");
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  it("has a backlog that is marked neither by button nor by key", async () => {
    const { user, fake } = show("/backlog");
    const grid = await screen.findByRole("grid", { name: "Billing backlog" });
    await user.click((await within(grid).findAllByRole("checkbox", { name: /^Select/ }))[1] as HTMLElement);
    const bar = within(await screen.findByRole("toolbar"));
    for (const verb of [/^Mark ready/, /^Mark not ready/, /^Create invoice/]) {
      const button = bar.getByRole("button", { name: verb });
      expectOff(button);
      await user.click(button);
    }
    await user.keyboard("m{Shift>}M{/Shift}c");
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    expect(fake.calls.some(({ command }) => command.startsWith("mark"))).toBe(false);
    expect(screen.getByRole("button", { name: "Export" })).toBeEnabled();
  });

  it("has transactions that are not marked, changed or deleted", async () => {
    const { user, fake } = show("/contracts/ADATUM/transactions");
    const grid = await screen.findByRole("grid", { name: "Transactions" });
    await user.click((await within(grid).findAllByRole("checkbox", { name: /^Select/ }))[1] as HTMLElement);
    const bar = within(await screen.findByRole("toolbar"));
    for (const verb of [/^Mark ready/, /^Mark not ready/, /^Change/, /^Delete/]) {
      const button = bar.getByRole("button", { name: verb });
      expectOff(button);
      await user.click(button);
    }
    await user.keyboard("{Control>}m{/Control}{Control>}e{/Control}");
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    const writes = ["mark", "markTransactions", "changeTransactions", "deleteTransactions"];
    expect(fake.calls.filter(({ command }) => writes.includes(command))).toEqual([]);
  });

  it("has invoices that are exported, not deleted", async () => {
    const { user, fake } = show("/invoices", await afterRun(manyBook(6)));
    const grid = await screen.findByRole("grid", { name: "Invoices" });
    await user.click((await within(grid).findAllByRole("checkbox", { name: /^Select/ }))[1] as HTMLElement);
    const bar = within(await screen.findByRole("toolbar"));
    expectOff(bar.getByRole("button", { name: /^Delete/ }));
    expect(bar.getByRole("button", { name: /^Export/ })).not.toHaveAttribute("aria-disabled");
    await user.keyboard("d");
    expect(await screen.findByText(WHY)).toBeVisible();
    expect(fake.calls.some(({ command }) => command === "deleteDrafts")).toBe(false);
  });

  it("has a contract whose lines stay in their order, and that stays as it is", async () => {
    const { user, fake } = show("/contracts/ADATUM/set-up");
    const lines = await screen.findByRole("list", { name: "Contract lines" });
    const down = within(lines).getByRole("button", { name: "Move Prototype work down" });
    expectOff(down);
    await user.click(down);
    fireEvent.keyDown(down, { key: "ArrowDown", altKey: true });
    expectOff(screen.getByRole("button", { name: "Add line" }));
    await user.click(screen.getByRole("button", { name: "More" }));
    for (const verb of [/^Copy/, /^Close/]) expectOff(await screen.findByRole("menuitem", { name: verb }));
    await user.click(screen.getByRole("menuitem", { name: /^Close/ }));
    expect(fake.calls.filter(({ command }) => /^(move|set|copy|delete)/.test(command))).toEqual([]);
  });

  it("has a schedule whose rows are neither typed nor skipped", async () => {
    const { user } = show("/contracts/ADATUM/lines/implementation");
    const rows = await screen.findByRole("table", { name: "Rows of the schedule" });
    for (const edit of within(rows).getAllByRole("button", { name: /^Edit/ })) expectOff(edit);
    expectOff(screen.getByRole("button", { name: "Add row" }));
    await user.click(within(rows).getAllByRole("checkbox")[1] as HTMLElement);
    const bar = within(screen.getByRole("toolbar"));
    for (const button of bar.getAllByRole("button", { name: /^(Skip|Delete)/ })) expectOff(button);
  });

  it("has a job that is looked at, and a run that is previewed", async () => {
    const { user, path } = show("/settings/jobs/1", jobBook("sleeping"));
    expectOff(await screen.findByRole("button", { name: /^Run now/ }));
    expectOff(screen.getByRole("button", { name: /^Stop/ }));
    await user.keyboard("e");
    expect(path()).toBe("/settings/jobs/1");
    await user.keyboard("gr");
    const run = await screen.findByRole("button", { name: /^Run \d/ });
    expectOff(run);
    expect(screen.getByRole("button", { name: /^Preview/ })).not.toHaveAttribute("aria-disabled");
  });

  it("says in the palette what cannot be done, and lets the program itself be set", async () => {
    const { user, path } = show("/home");
    await screen.findByRole("heading", { name: "Home" });
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByRole("combobox"), "new contract");
    expect(await screen.findByRole("option", { name: new RegExp(`^New contract.*${WHY}`) })).toBeVisible();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(screen.queryByRole("combobox")).not.toBeInTheDocument());
    expect(path()).toBe("/home");
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByRole("combobox"), "compact");
    await user.keyboard("{Enter}");
    expect(document.documentElement).toHaveAttribute("data-density", "compact");
  });

  it("names at the foot of lists, and among all keys, no key that would do nothing", async () => {
    const { user } = show("/backlog");
    await screen.findByRole("grid", { name: "Billing backlog" });
    expect(screen.getByText("why panel")).toBeVisible();
    expect(screen.queryByText("mark ready")).not.toBeInTheDocument();
    await user.keyboard("gc");
    await screen.findByRole("grid", { name: "Contracts" });
    expect(screen.queryByText("new")).not.toBeInTheDocument();
    await user.keyboard("?");
    expect(await screen.findByText(/^The book is open for reading only: a key that would change/)).toBeVisible();
  });
});
