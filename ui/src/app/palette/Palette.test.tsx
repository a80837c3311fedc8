import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { FakeOptions } from "../../lib/fake/backend";
import { manyBook } from "../../lib/fake/many";
import { diskError, renderApp } from "../../testing/renderApp";

async function openPalette(
  path = "/contracts",
  options: Partial<FakeOptions> = {},
  ...rest: [Parameters<typeof renderApp>[2]?]
) {
  const shown = renderApp(path, options, ...rest);
  await screen.findByRole("heading", { level: 1 });
  await shown.user.keyboard("{Control>}k{/Control}");
  const dialog = within(await screen.findByRole("dialog", { name: "Search" }));
  await waitFor(() => expect(dialog.getByRole("combobox")).toHaveFocus());
  return { ...shown, dialog };
}

type Dialog = Awaited<ReturnType<typeof openPalette>>["dialog"];

function group(dialog: Dialog, name: string) {
  return within(dialog.getByRole("group", { name }));
}

/** The row that the field names. */
function active(dialog: Dialog): HTMLElement | null {
  return document.getElementById(dialog.getByRole("combobox").getAttribute("aria-activedescendant") ?? "");
}

const afterRun = async (fake: Parameters<NonNullable<Parameters<typeof renderApp>[2]>>[0]) => {
  await fake.commands.startRun("2020-10-05", null);
};

describe("search", () => {
  it("opens again with the very next key after Esc, fades or no fades", async () => {
    vi.stubEnv("MODE", "production");
    try {
      const { dialog } = await openPalette();
      fireEvent.keyDown(dialog.getByRole("combobox"), { key: "Escape" });
      expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
      fireEvent.keyDown(document.body, { key: "k", ctrlKey: true });
      // It may still be fading in.
      expect(await screen.findByRole("dialog", { name: "Search" })).toBeInTheDocument();
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it("opens from the navigation as well as with Ctrl K", async () => {
    const { user } = renderApp("/contracts");
    await user.click(await screen.findByRole("button", { name: "Search" }));
    expect(await screen.findByRole("dialog", { name: "Search" })).toBeVisible();
  });

  it("opens while something is typed elsewhere", async () => {
    const { user } = renderApp("/contracts");
    await user.click(await screen.findByRole("searchbox"));
    await user.keyboard("{Control>}k{/Control}");
    expect(await screen.findByRole("dialog", { name: "Search" })).toBeVisible();
  });

  it("groups what it found by kind, and marks what was typed", async () => {
    const { user, dialog } = await openPalette("/contracts", {}, (fake) => void afterRun(fake));
    await user.keyboard("ada");
    expect(await dialog.findByRole("option", { name: /Draft, Adatum Corporation.*7,420.00 USD/ })).toBeVisible();
    expect(dialog.getAllByRole("group").map((one) => one.firstElementChild?.textContent)).toEqual([
      "Contracts",
      "Invoices",
      "Customers",
      "Actions",
    ]);
    const contract = group(dialog, "Contracts").getByRole("option", { name: /Implementation services for Adatum/ });
    expect(within(contract).getAllByText("Ada", { selector: "mark" })[0]).toBeVisible();
    expect(group(dialog, "Customers").getByRole("option")).toHaveTextContent("1 contract");
    expect(active(dialog)).toBe(contract);
  });

  it.each(["7420", "7,420.00"])("finds the amount %s", async (typed) => {
    const { user, dialog } = await openPalette("/contracts", {}, (fake) => void afterRun(fake));
    await user.keyboard(typed);
    const invoice = await dialog.findByRole("option", { name: /Adatum Corporation/ });
    expect(within(invoice).getByText(/^7,420/, { selector: "mark" })).toBeVisible();
  });

  it("opens with Enter and with a click", async () => {
    const { user, dialog, path } = await openPalette("/run");
    await user.keyboard("adatum");
    await dialog.findByRole("group", { name: "Contracts" });
    await user.keyboard("{Enter}");
    await waitFor(() => expect(path()).toBe("/contracts/ADATUM"));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    await user.keyboard("{Control>}k{/Control}");
    const again = within(await screen.findByRole("dialog", { name: "Search" }));
    await user.keyboard("adatum c");
    await user.click(await again.findByRole("option", { name: /^Adatum Corporation/ }));
    await waitFor(() => expect(path()).toBe("/contracts"));
  });

  it("goes round with the arrows", async () => {
    const { user, dialog } = await openPalette();
    await user.keyboard("theme");
    const options = await dialog.findAllByRole("option");
    expect(options.length).toBeGreaterThan(1);
    await user.keyboard("{ArrowUp}");
    expect(active(dialog)).toBe(options.at(-1));
    await user.keyboard("{ArrowDown}");
    expect(active(dialog)).toBe(options[0]);
  });

  it("waits for the answer where Enter came before it, and opens the first of it", async () => {
    let release = () => {};
    const { user, path } = await openPalette("/run", {}, (fake) => {
      release = fake.hold("find");
    });
    await user.keyboard("adatum{Enter}");
    expect(path()).toBe("/run");
    release();
    await waitFor(() => expect(path()).toBe("/contracts/ADATUM"));
  });

  it("never shows an older answer after a newer one", async () => {
    const { user, dialog, fake } = await openPalette("/run", { book: manyBook(15) });
    const holds = fake.hold("find");
    await user.keyboard("adatum");
    await waitFor(() => expect(fake.calls.some((call) => call.command === "find")).toBe(true));
    await user.clear(dialog.getByRole("combobox"));
    await user.keyboard("litware");
    const asked = () => fake.calls.filter((call) => call.command === "find").at(-1)?.args;
    await waitFor(() => expect(asked()).toEqual(["litware"]));
    holds();
    expect(await dialog.findByRole("option", { name: /^Managed services 2020/ })).toBeVisible();
    expect(dialog.queryByRole("option", { name: /Implementation services/ })).not.toBeInTheDocument();
  });
});

describe("the actions of a row", () => {
  it("come with Tab, go with Esc, and the row is still chosen", async () => {
    const { user, dialog } = await openPalette();
    await user.keyboard("adatum");
    await dialog.findByRole("group", { name: "Contracts" });
    await user.keyboard("{Tab}");
    const field = dialog.getByRole("combobox", { name: "Actions of Implementation services for Adatum" });
    expect(field).toHaveFocus();
    expect(dialog.getAllByRole("option").map((one) => one.textContent?.replace(/Enter$/, "").trim())).toEqual([
      "Open the contract",
      "Show its billing backlog",
      "Preview its next run",
      "Show its transactions",
      "Show its invoices",
    ]);
    await user.keyboard("{Escape}");
    expect(dialog.getByRole("combobox", { name: "Search" })).toHaveValue("adatum");
    expect(active(dialog)).toHaveTextContent("Implementation services for Adatum");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  });

  it("narrow while typing", async () => {
    const { user, dialog, path } = await openPalette();
    await user.keyboard("adatum");
    await dialog.findByRole("group", { name: "Contracts" });
    await user.keyboard("{Tab}prev{Enter}");
    await waitFor(() => expect(path()).toBe("/run"));
  });

  it("of a transaction ask why it is not on an invoice", async () => {
    const { user, dialog, path } = await openPalette();
    await user.keyboard("weekend data");
    await dialog.findByRole("option", { name: /Weekend data load/ });
    await user.keyboard("{Tab}");
    await user.click(dialog.getByRole("option", { name: "Why is it not on an invoice?" }));
    await waitFor(() => expect(path()).toBe("/backlog"));
  });

  it("lead to the invoice where a transaction is on one", async () => {
    const { user, dialog, path } = await openPalette("/run", {}, (fake) => void afterRun(fake));
    await user.keyboard("flight");
    await dialog.findByRole("option", { name: /Flight to San Francisco/ });
    await user.keyboard("{Enter}");
    await waitFor(() => expect(path()).toBe("/invoices/inv-1"));
  });

  it("of an invoice write its PDF", async () => {
    const { user, dialog, fake, path } = await openPalette("/run", {}, (made) => void afterRun(made));
    await user.keyboard("7420");
    await dialog.findByRole("option", { name: /Adatum Corporation/ });
    await user.keyboard("{Tab}export{Enter}");
    await waitFor(() => expect(fake.calls.some((call) => call.command === "exportPdf")).toBe(true));
    expect(path()).toMatch("/invoices/");
  });

  it("can be shown with the mouse", async () => {
    const { user, dialog } = await openPalette();
    await user.keyboard("adatum");
    await dialog.findByRole("group", { name: "Contracts" });
    await user.click(dialog.getByRole("button", { name: "row actions" }));
    expect(dialog.getByRole("option", { name: "Open the contract" })).toBeVisible();
  });
});

describe("actions", () => {
  it("change the theme", async () => {
    const { user, dialog } = await openPalette();
    await user.keyboard("dark");
    await dialog.findByRole("option", { name: "Use the dark theme" });
    await user.keyboard("{Enter}");
    await waitFor(() => expect(document.documentElement).toHaveAttribute("data-mantine-color-scheme", "dark"));
  });

  it("name the date that is suggested", async () => {
    const { user, dialog, path } = await openPalette();
    await user.keyboard("preview");
    await dialog.findByRole("option", { name: /Preview 5 October/ });
    await user.keyboard("{Enter}");
    await waitFor(() => expect(path()).toBe("/run"));
  });

  it.each([
    ["missed", "Show missed run dates", "/missed"],
    ["parked", "Show parked contracts", "/parked"],
  ])("find the list by %s", async (typed, name, address) => {
    const { user, dialog, path } = await openPalette();
    await user.keyboard(typed);
    await dialog.findByRole("option", { name: new RegExp(name) });
    await user.keyboard("{Enter}");
    await waitFor(() => expect(path()).toBe(address));
  });

  it.each([
    ["new contract", "/new-contract"],
    ["new customer", "/settings/set-up/customers"],
    ["new invoice freq", "/settings/set-up/invoice-frequencies"],
  ])("begin what is new at its name: %s", async (typed, address) => {
    const { user, path } = await openPalette();
    await user.keyboard(typed);
    await waitFor(() => expect(screen.getAllByRole("option")[0]).toHaveTextContent(/^New/));
    await user.keyboard("{Enter}");
    await waitFor(() => expect(path()).toBe(address));
    await waitFor(() => expect(screen.getByRole("textbox", { name: "Name" })).toHaveFocus());
  });

  it("go to every screen of the navigation", async () => {
    const { dialog } = await openPalette();
    const actions = group(dialog, "Actions");
    for (const name of ["Run", "Invoices", "Contracts", "Process runs", "Utilization"]) {
      expect(actions.getByRole("option", { name: `Go to ${name}` })).toBeVisible();
    }
  });

  it("export a list", async () => {
    const { user, dialog, fake } = await openPalette();
    await user.keyboard("export contr");
    await dialog.findByRole("option", { name: /Export the contracts/ });
    await user.keyboard("{Enter}");
    await waitFor(() => expect(fake.calls.find((call) => call.command === "exportList")?.args[1]).toBe("xlsx"));
  });

  it("open the keys and the view", async () => {
    const { user, dialog } = await openPalette();
    await user.keyboard("show and change{Enter}");
    expect(await screen.findByRole("dialog", { name: "Keys" })).toBeVisible();
    await waitFor(() => expect(dialog.queryByRole("combobox")).not.toBeInTheDocument());
  });

  it("close the book", async () => {
    const { user, path } = await openPalette();
    await user.keyboard("close the{Enter}");
    await waitFor(() => expect(path()).toBe("/"));
  });
});

describe("states", () => {
  it("offers what was chosen lately where nothing is typed", async () => {
    const { user, dialog } = await openPalette("/run");
    expect(dialog.queryByRole("group", { name: "Chosen lately" })).not.toBeInTheDocument();
    await user.keyboard("adatum{Enter}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    await user.keyboard("{Control>}k{/Control}");
    const again = within(await screen.findByRole("dialog", { name: "Search" }));
    expect(await again.findByRole("group", { name: "Chosen lately" })).toHaveTextContent("Implementation services");
    expect(active(again as Dialog)).toHaveTextContent("Implementation services for Adatum");
  });

  it("keeps what was chosen in one book out of another", async () => {
    localStorage.setItem(
      "proforma.recent-choices",
      JSON.stringify([{ book: "Elsewhere/Lamna", choices: [{ kind: "action", id: "view" }] }]),
    );
    const { dialog } = await openPalette();
    expect(dialog.queryByRole("group", { name: "Chosen lately" })).not.toBeInTheDocument();
  });

  it("says what was searched where nothing fits", async () => {
    const { user, dialog } = await openPalette();
    await user.keyboard("zzz");
    expect(await dialog.findByText("Nothing fits “zzz”")).toBeVisible();
    expect(dialog.getByText(/invoices by number, customer, contract and total/)).toBeVisible();
    expect(dialog.getByRole("status")).toHaveTextContent("Nothing found");
  });

  it("says that it searches only once that takes long", async () => {
    let release = () => {};
    const { user, dialog } = await openPalette("/run", {}, (fake) => {
      release = fake.hold("find");
    });
    await user.keyboard("adatum");
    expect(await dialog.findByText("Searching")).toBeVisible();
    release();
    await waitFor(() => expect(dialog.queryByText("Searching")).not.toBeInTheDocument());
  });

  it("says why the book cannot be searched, keeps the actions, and tries again", async () => {
    const { user, dialog, fake } = await openPalette("/run", {}, (made) => made.refuse("find", diskError));
    await user.keyboard("run");
    expect(await dialog.findByRole("alert")).toHaveTextContent(/the disk does not answer/i);
    expect(dialog.getByRole("option", { name: /Go to Run/ })).toBeVisible();
    fake.refuse("find", null);
    await user.click(dialog.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(dialog.queryByRole("alert")).not.toBeInTheDocument());
  });

  it("gives the focus back where it was closed without a choice", async () => {
    const { user } = renderApp("/contracts");
    const field = await screen.findByRole("searchbox");
    await user.click(field);
    await user.keyboard("{Control>}k{/Control}");
    await waitFor(() => expect(screen.getByRole("combobox")).toHaveFocus());
    await user.keyboard("{Escape}");
    await waitFor(() => expect(field).toHaveFocus());
  });
});
