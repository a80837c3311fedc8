import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { ChosenShares, MarkMatching } from "../../bindings";
import { adatumBook } from "../../lib/fake/adatum";
import { manyBook } from "../../lib/fake/many";
import { diskError, renderApp, type Shown } from "../../testing/renderApp";

async function grid(): Promise<HTMLElement> {
  return screen.findByRole("grid", { name: "Billing backlog" });
}

const rowsOf = (list: HTMLElement) => within(list).getAllByRole("row").slice(1);
const strip = () => screen.getByText(/^Filtered:/);

function last<Args>(shown: Shown, command: string): Args | undefined {
  return shown.fake.calls.findLast((call) => call.command === command)?.args[0] as Args | undefined;
}

describe("billing backlog", () => {
  it("lists what is on no invoice with its contract, line, class, amount and status", async () => {
    renderApp("/backlog");
    const list = await grid();
    expect(within(list).getByRole("row", { name: /Requirements workshop.*Time.*1,600.00 ?USD.*Ready/ })).toBeVisible();
    expect(within(list).getByRole("row", { name: /Notes of the workshop.*Not ready/ })).toBeVisible();
    expect(await screen.findByText("Rows 1 to 15 of 15")).toBeVisible();
    expect(screen.queryByText(/^Filtered/)).not.toBeInTheDocument();
  });

  it("says ready and not ready in the head, each currency by itself", async () => {
    renderApp("/backlog", { book: manyBook(12) });
    const totals = within(await screen.findByRole("table", { name: "Ready and not ready, per currency" }));
    expect(totals.getByRole("row", { name: /^ready .*EUR .*USD$/ })).toBeVisible();
    expect(totals.getByRole("row", { name: /^not ready/ })).toBeVisible();
  });

  it("says the same in one line where there is one currency", async () => {
    renderApp("/backlog");
    const totals = await screen.findByRole("group", { name: "Ready and not ready, per currency" });
    expect(totals).toHaveTextContent("25,605.00 USD ready 800.00 USD not ready");
  });

  it("stands in the navigation with its count, and opens with G B", async () => {
    const { user, path } = renderApp("/run");
    await screen.findByText("1 draft");
    expect(screen.getByRole("link", { name: /Billing backlog ?15/ })).toBeVisible();
    await user.keyboard("gb");
    await waitFor(() => expect(path()).toBe("/backlog"));
  });

  it("waits quietly, and says why it cannot be listed", async () => {
    let release = () => {};
    const { fake } = renderApp("/backlog", {}, (stand) => {
      release = stand.hold("backlog");
    });
    expect(await screen.findByRole("status", { name: "Loading" })).toBeInTheDocument();
    fake.refuse("backlog", diskError);
    release();
    expect(await screen.findByRole("alert")).toHaveTextContent("The billing backlog could not be listed");
  });
});

it("says why it cannot be counted, and asks again", async () => {
  const { user, fake } = renderApp("/backlog", {}, (stand) => stand.refuse("backlogTotals", diskError));
  expect(await screen.findByRole("alert")).toHaveTextContent("the disk does not answer");
  fake.refuse("backlogTotals", null);
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Rows 1 to 15 of 15")).toBeVisible();
});

describe("sorting", () => {
  it("asks the program for the order, and the address keeps it", async () => {
    const shown = renderApp("/backlog");
    await grid();
    await shown.user.click(screen.getByRole("button", { name: "Amount" }));
    await waitFor(() => expect(last(shown, "backlog")).toMatchObject({ sort: "amount", descending: true }));
    await waitFor(async () => expect(rowsOf(await grid())[0]).toHaveTextContent("Prototype accepted"));
    expect(screen.getByRole("columnheader", { name: "Amount" })).toHaveAttribute("aria-sort", "descending");
  });

  it("keeps the rows on the screen until those in the new order are there", async () => {
    const { user, fake } = renderApp("/backlog");
    const list = await grid();
    const release = fake.hold("backlog");
    await user.click(screen.getByRole("button", { name: "Amount" }));
    expect(rowsOf(list)).toHaveLength(15);
    expect(screen.queryByRole("status", { name: "Loading" })).not.toBeInTheDocument();
    release();
    await waitFor(() => expect(rowsOf(list)[0]).toHaveTextContent("Prototype accepted"));
  });
});

describe("filtering", () => {
  it("reads the address, says the filter in words, and how much it hides", async () => {
    const shown = renderApp("/backlog?contract=ADATUM&status=not_ready&search=notes");
    expect(await screen.findByText("Filtered: 1 of 15 shown, 14 hidden")).toBeVisible();
    expect(screen.getByRole("button", { name: "Status is Not ready, change" })).toBeVisible();
    expect(
      screen.getByRole("button", { name: "Project contract is Implementation services for Adatum, change" }),
    ).toBeVisible();
    expect(screen.getByRole("searchbox", { name: "Find in this list" })).toHaveValue("notes");
    expect(last(shown, "backlog")).toMatchObject({
      filter: { contract: "ADATUM", billing_status: "not_ready", search: "notes" },
    });
  });

  it("takes an id that looks like a number for an id", async () => {
    const shown = renderApp("/backlog?contract=1001");
    await screen.findByRole("heading", { name: "Nothing fits this filter" });
    expect(last(shown, "backlog")).toMatchObject({ filter: { contract: "1001" } });
  });

  it("adds and takes away classes from the menu, by keyboard alone", async () => {
    const shown = renderApp("/backlog");
    await grid();
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
    await grid();
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
    await grid();
    await user.keyboard("f");
    await user.click(await screen.findByRole("menuitem", { name: "Project contract" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("the disk does not answer");
  });

  it("takes a last day", async () => {
    const shown = renderApp("/backlog?from=2020-10-01");
    expect(await screen.findByText(/^Filtered/)).toBeVisible();
    await shown.user.click(screen.getByRole("button", { name: "Dated from 1 Oct, change" }));
    await shown.user.click(await screen.findByRole("button", { name: "Up to today" }));
    expect(await screen.findByRole("button", { name: "Dated up to 5 Oct, change" })).toBeVisible();
    expect(last(shown, "backlog")).toMatchObject({ filter: { from: null, to: "2020-10-05" } });
  });

  it("shows all again from the strip, in the same order", async () => {
    const shown = renderApp("/backlog?status=not_ready&sort=amount");
    await shown.user.click(await screen.findByRole("button", { name: "Show all" }));
    await waitFor(() => expect(screen.queryByText(/^Filtered/)).not.toBeInTheDocument());
    expect(last(shown, "backlog")).toMatchObject({ sort: "amount" });
  });

  it("searches once for what is typed without a pause", async () => {
    const shown = renderApp("/backlog");
    await grid();
    await shown.user.keyboard("/");
    await shown.user.keyboard("taxi");
    await waitFor(() => expect(strip()).toHaveTextContent("Filtered: 2 of 15 shown, 13 hidden"));
    const searches = shown.fake.calls
      .filter((call) => call.command === "backlog")
      .map((call) => (call.args[0] as { filter: { search: string } }).filter.search);
    expect([...new Set(searches)]).toEqual(["", "taxi"]);
  });
});

describe("selecting all that match", () => {
  it("marks by the filter, leaves out what was taken out again, and takes it back", async () => {
    const shown = renderApp("/backlog?class=time");
    const { user, fake } = shown;
    const list = await grid();
    list.focus();
    await user.keyboard("{Control>}a{/Control}");
    const bar = within(await screen.findByRole("toolbar"));
    expect(bar.getByText("8 selected")).toBeVisible();
    await user.keyboard(" ");
    expect(bar.getByText("7 selected")).toBeVisible();
    await user.click(bar.getByRole("button", { name: /Mark not ready/ }));
    expect(await screen.findByText("6 marked not ready")).toBeVisible();
    expect(last<MarkMatching>(shown, "markMatching")).toMatchObject({
      filter: { classes: ["time"] },
      except: [{ id: "t1", customer: "adatum" }],
      billing_status: "not_ready",
    });
    expect(fake.book().shares.find((share) => share.id === "t1")?.status).toBe("ready_to_invoice");
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(fake.book().shares.filter((one) => one.status === "not_ready")).toHaveLength(1));
    expect(fake.calls.some((call) => call.command === "undo")).toBe(true);
  });

  it("says what all of it comes to, and less once a row is taken out", async () => {
    const shown = renderApp("/backlog?status=ready_to_invoice");
    (await grid()).focus();
    await shown.user.keyboard("{Control>}a{/Control}");
    const bar = within(await screen.findByRole("toolbar"));
    expect(await bar.findByText(/25,605.00/)).toBeVisible();
    await shown.user.keyboard(" ");
    await waitFor(() => expect(screen.getByRole("toolbar")).toHaveTextContent(/13 selected25,305.00/));
    expect(last<ChosenShares>(shown, "chosenSums")).toMatchObject({
      shares: [{ customer: "adatum" }],
      matching: { billing_status: "ready_to_invoice" },
    });
  });

  it("says no amount where the program gives none", async () => {
    const { user, fake } = renderApp("/backlog", {}, (made) => made.refuse("chosenSums", diskError));
    (await grid()).focus();
    await user.keyboard(" ");
    const bar = within(await screen.findByRole("toolbar"));
    await waitFor(() => expect(fake.calls.some((call) => call.command === "chosenSums")).toBe(true));
    expect(bar.getByText("1 selected")).toBeVisible();
    expect(bar.queryByText(/\d\.\d\d/)).not.toBeInTheDocument();
  });

  it("works wherever the focus is, but for what is typed into", async () => {
    const { user } = renderApp("/backlog");
    await grid();
    await user.keyboard("{Control>}a{/Control}");
    expect(await screen.findByText("15 selected")).toBeVisible();
  });

  it("is let go where the filter changes: nobody marks what was never seen", async () => {
    const { user } = renderApp("/backlog?status=ready_to_invoice");
    (await grid()).focus();
    await user.keyboard("{Control>}a{/Control}");
    await screen.findByRole("toolbar");
    await user.click(screen.getByRole("button", { name: "Show all" }));
    await waitFor(() => expect(screen.queryByRole("toolbar")).not.toBeInTheDocument());
  });

  it("says where it cannot be taken back", async () => {
    const { user } = renderApp("/backlog?class=time", {}, (fake) =>
      fake.refuse("undo", { code: "refused", message: "one of them is on a draft by now", field: null }),
    );
    (await grid()).focus();
    await user.keyboard("{Control>}a{/Control}m");
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    expect(await screen.findByText("one of them is on a draft by now")).toBeVisible();
  });
});

describe("marking rows", () => {
  it("marks those that are selected by name, and says that nothing was to change", async () => {
    const shown = renderApp("/backlog?class=expense");
    (await grid()).focus();
    await shown.user.keyboard(" {Shift>}{ArrowDown}{/Shift}");
    expect(await screen.findByText("2 selected")).toBeVisible();
    await waitFor(() => expect(screen.getByRole("toolbar")).toHaveTextContent(/2 selected420.00/));
    await shown.user.keyboard("m");
    expect(await screen.findByText("Nothing to change: already Ready to invoice")).toBeVisible();
    expect(last<{ shares: unknown[] }>(shown, "mark")?.shares).toHaveLength(2);
  });

  it("says why the program refuses", async () => {
    const { user } = renderApp("/backlog", {}, (fake) =>
      fake.refuse("mark", { code: "refused", message: "610.00 is left of the limit of 24,000.00", field: null }),
    );
    (await grid()).focus();
    await user.keyboard("m");
    expect(await screen.findByRole("alert")).toHaveTextContent("610.00 is left of the limit of 24,000.00");
  });
});

describe("the panel beside the list", () => {
  const panel = async () => within(await screen.findByRole("complementary", { name: "Why panel" }));

  it("says why, when and with what else, and leads to the contract", async () => {
    const { user } = renderApp("/backlog");
    await user.click(within(await grid()).getByRole("row", { name: /Build: order import/ }));
    const why = await panel();
    expect(await why.findByText("After the cut-off.")).toBeVisible();
    expect(why.getByText(/Implementation services for Adatum, Implementation work, Adatum Corporation/)).toBeVisible();
    expect(await why.findByText(/in 14 days, cut-off Sun 18 Oct 2020/)).toBeVisible();
    expect(why.getByText("Expected so far from this contract")).toBeVisible();
    expect(why.getByRole("link", { name: "Contract" })).toHaveAttribute(
      "href",
      expect.stringContaining("/contracts/ADATUM"),
    );
    expect(why.getByRole("link", { name: "Schedule" })).toHaveAttribute(
      "href",
      expect.stringContaining("tab=overview"),
    );
  });

  it("marks what is not ready with one click, and says why no invoice can be created before", async () => {
    const { user, fake } = renderApp("/backlog?status=not_ready");
    await grid();
    const why = await panel();
    await why.findByText("Not ready.");
    expect(why.getByRole("button", { name: /Create invoice now/ })).toBeDisabled();
    expect(why.getByText(/mark it ready first/)).toBeVisible();
    await user.click(why.getByRole("button", { name: /Mark ready/ }));
    expect(await screen.findByText("1 marked ready to invoice")).toBeVisible();
    expect(fake.book().shares.find((share) => share.id === "t4")?.status).toBe("ready_to_invoice");
  });

  it("closes by its cross and opens by its button", async () => {
    const { user } = renderApp("/backlog");
    await grid();
    await user.click((await panel()).getByRole("button", { name: "Close the why panel" }));
    await user.click(await screen.findByRole("button", { name: "Why panel" }));
    await panel();
    expect(screen.queryByRole("button", { name: "Why panel" })).not.toBeInTheDocument();
  });

  it("opens and closes with W", async () => {
    const { user } = renderApp("/backlog");
    (await grid()).focus();
    await panel();
    await user.keyboard("w");
    await waitFor(() => expect(screen.queryByRole("complementary")).not.toBeInTheDocument());
    await user.keyboard("w");
    await panel();
  });
});

describe("creating an invoice now", () => {
  it("shows the drafts first, writes nothing until told to, and says what was created", async () => {
    const { user, fake } = renderApp("/backlog");
    (await grid()).focus();
    await user.keyboard("c");
    const dialog = within(await screen.findByRole("dialog", { name: "Create invoice now" }));
    const drafts = within(await dialog.findByRole("table", { name: "Would-be drafts" }));
    expect(drafts.getByRole("row", { name: /Adatum Corporation.*8,700.00 ?USD/ })).toBeVisible();
    expect(fake.book().invoices).toHaveLength(0);
    await user.click(dialog.getByRole("button", { name: "Create 1 draft" }));
    expect(await screen.findByText("1 draft created")).toBeVisible();
    expect(fake.book().invoices).toHaveLength(1);
    await waitFor(() => expect(screen.getByText("Rows 1 to 8 of 8")).toBeVisible());
  });

  it("is for every contract of what is selected", async () => {
    const shown = renderApp("/backlog?sort=date", { book: manyBook(12) });
    (await grid()).focus();
    await shown.user.keyboard(" {Shift>}{ArrowDown}{ArrowDown}{ArrowDown}{/Shift}c");
    const dialog = within(await screen.findByRole("dialog", { name: "Create invoice now" }));
    await waitFor(() => expect(dialog.getByText(/^All ready work of \d contracts/)).toBeVisible());
  });

  it("asks for single rows where all that match may be of any contract", async () => {
    const { user } = renderApp("/backlog");
    (await grid()).focus();
    await user.keyboard("{Control>}a{/Control}c");
    expect(await screen.findByText(/Select single rows, or filter by one contract/)).toBeVisible();
  });

  it("says why the program refuses, and that nothing was changed", async () => {
    const { user } = renderApp("/backlog", {}, (fake) =>
      fake.refuse("previewCreate", { code: "refused", message: "the contract is not active", field: null }),
    );
    (await grid()).focus();
    await user.keyboard("c");
    const alert = within(await screen.findByRole("dialog", { name: "Create invoice now" }));
    expect(await alert.findByRole("alert")).toHaveTextContent("the contract is not active. Nothing was changed.");
  });

  it("says that nothing would be created, and why", async () => {
    const book = adatumBook();
    for (const share of book.shares) share.status = "not_ready";
    const { user } = renderApp("/backlog", { book });
    (await grid()).focus();
    await user.keyboard("c");
    expect(await screen.findByText(/Nothing would be created/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Create drafts" })).toBeDisabled();
  });
});

describe("columns", () => {
  it("are chosen, remembered, and as the window decides again", async () => {
    const { user } = renderApp("/backlog");
    await grid();
    await user.click(screen.getByRole("button", { name: "Columns" }));
    await user.click(await screen.findByRole("menuitemcheckbox", { name: "Resource" }));
    expect(screen.getByRole("columnheader", { name: "Resource", hidden: true })).toBeInTheDocument();
    expect(JSON.parse(localStorage.getItem("proforma.columns.backlog") ?? "[]")).not.toContain("resource");
    await user.click(screen.getByRole("menuitem", { name: "Reset the columns" }));
    expect(screen.queryByRole("columnheader", { name: "Resource", hidden: true })).not.toBeInTheDocument();
  });

  it("are those that were remembered", async () => {
    localStorage.setItem("proforma.columns.backlog", '["class","amount"]');
    renderApp("/backlog");
    await grid();
    expect(screen.queryByRole("columnheader", { name: "Amount" })).not.toBeInTheDocument();
    expect(screen.getByRole("columnheader", { name: "Id" })).toBeVisible();
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

describe("an empty list", () => {
  it("says what the contract has instead, and shows it", async () => {
    const book = adatumBook();
    for (const share of book.shares) share.status = "not_ready";
    const { user } = renderApp("/backlog?contract=ADATUM&status=ready_to_invoice&class=expense", { book });
    expect(
      await screen.findByRole("heading", {
        name: "Nothing of Implementation services for Adatum is ready to invoice",
      }),
    ).toBeVisible();
    expect(screen.getByText(/5 shares meet the other conditions, all not ready/)).toHaveTextContent("605.00 USD");
    expect(await screen.findByText(/next run date of the contract is Mon 5 Oct 2020/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show the 5 not ready" }));
    expect(await screen.findByText("Filtered: 5 of 15 shown, 10 hidden")).toBeVisible();
  });

  it("says what was searched", async () => {
    const { user } = renderApp("/backlog?search=nowhere");
    expect(await screen.findByRole("heading", { name: "Nothing fits “nowhere”" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show all 15 shares" }));
    expect(await screen.findByText("Rows 1 to 15 of 15")).toBeVisible();
  });

  it("says that all work is on an invoice", async () => {
    const book = { ...adatumBook(), shares: [] };
    renderApp("/backlog", { book });
    expect(await screen.findByRole("heading", { name: "The billing backlog is empty" })).toBeVisible();
    expect(screen.getByRole("button", { name: "Export" })).toBeDisabled();
  });

  it("says that there are no contracts yet", async () => {
    const book = { ...adatumBook(), contracts: [], rows: [], shares: [] };
    renderApp("/backlog", { book });
    expect(await screen.findByRole("heading", { name: "This book has no contracts yet" })).toBeVisible();
  });
});

describe("export", () => {
  it("writes what the filter lets through in its order, and says where it is", async () => {
    const shown = renderApp("/backlog?class=time&sort=amount");
    await grid();
    await shown.user.click(screen.getByRole("button", { name: "Export" }));
    await shown.user.click(await screen.findByRole("menuitem", { name: /CSV/ }));
    expect(await screen.findByText("List exported as CSV")).toBeVisible();
    expect(screen.getByText("backlog.csv in Documents/Billing")).toBeVisible();
    expect(last(shown, "exportList")).toMatchObject({ list: "backlog", filter: { classes: ["time"] }, sort: "amount" });
  });

  it("says in its place why it did not work", async () => {
    const { user } = renderApp("/backlog", {}, (fake) =>
      fake.refuse("exportList", { code: "failed", message: "the disk is full", field: null }),
    );
    await grid();
    await user.click(screen.getByRole("button", { name: "Export" }));
    await user.click(await screen.findByRole("menuitem", { name: /XLSX/ }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Nothing was exported. the disk is full.");
  });
});
