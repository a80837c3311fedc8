import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { remember } from "../../lib/fake/historyAnswers";
import { bookWithHistory, bookWithLongHistory } from "../../testing/histories";
import { diskError, renderApp } from "../../testing/renderApp";

const CONTRACT = "/contracts/ADATUM";
const HISTORY = `${CONTRACT}?tab=history`;

async function entries(): Promise<HTMLElement[]> {
  const group = await screen.findByRole("group", { name: "Entries, the latest first" });
  return within(group)
    .getAllByRole("listitem")
    .filter((item) => item.closest("dl") === null);
}

describe("the history of a contract", () => {
  // "Who changed what and when, old and new value; the person is the system user's name."
  it("is a tab: who, when, what, and each field with the old and the new value", async () => {
    const { user } = renderApp(CONTRACT, { book: bookWithHistory() });
    await user.click(await screen.findByRole("tab", { name: "History" }));
    const [draft, mark, change] = await entries();
    expect(change).toHaveTextContent("Changed the contract");
    expect(change).toHaveTextContent(/ann, Mon 19 Oct 2020, \d\d:00/);
    expect(change).toHaveTextContent("Delivery dateFri 20 Nov 2020→Fri 18 Dec 2020");
    expect(change).toHaveTextContent("Not to exceednothing→20,000.00 USD");
    // Written down is the id; who it is, is known beside it.
    await waitFor(() => expect(change).toHaveTextContent("Takes rounding, Adatum Corporation adatumnothing→Yes"));
    expect(mark).toHaveTextContent("Billing status, Adatum Corporation adatumNot ready→Ready to invoice");
    expect(draft).toHaveTextContent("Not recorded, Mon 19 Oct 2020");
    expect(screen.getByText("These are all 3 entries.")).toBeVisible();
  });

  it("names the records that values name, as far as they are there still", async () => {
    const book = bookWithHistory();
    const change = { record: "transaction", id: "t1", name: null, part: null } as const;
    const text = (id: string) => ({ kind: "text", text: id, currency: null }) as const;
    remember(book, {
      command: "save_transactions",
      about: "transactions",
      text: "Changed 1 transaction",
      changes: [
        { ...change, field: "resource", before: text("gone"), after: text("amy") },
        { ...change, field: "description", before: text("amy"), after: text("Workshop") },
      ],
      of: ["contract ADATUM"],
    });
    renderApp(HISTORY, { book });
    const [entry] = await entries();
    await waitFor(() => expect(entry).toHaveTextContent("Resourcegone→Amy Alberts amy"));
    expect(entry).toHaveTextContent("Descriptionamy→Workshop");
  });

  it("is narrowed by what it is about, by line and by words, and shown whole again", async () => {
    const { user } = renderApp(HISTORY, { book: bookWithHistory() });
    await entries();
    await user.click(screen.getByRole("button", { name: /^Filter/ }));
    await user.click(await screen.findByRole("menuitem", { name: "What" }));
    await user.click(await screen.findByRole("menuitemradio", { name: "Drafts and runs" }));
    await waitFor(async () => expect(await entries()).toHaveLength(1));
    await user.type(screen.getByRole("searchbox", { name: "Find in the history" }), "nobody");
    expect(await screen.findByText(/No entry has these words/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show all" }));
    await waitFor(async () => expect(await entries()).toHaveLength(3));
    await user.click(screen.getByRole("button", { name: /^Filter/ }));
    await user.click(await screen.findByRole("menuitem", { name: "Line" }));
    await user.click(await screen.findByRole("menuitemradio", { name: "Implementation work" }));
    await waitFor(async () => expect(await entries()).toHaveLength(2));
  });

  it("leads to the history of one transaction, and back to all of it", async () => {
    const { user } = renderApp(HISTORY, { book: bookWithHistory() });
    await user.click(await screen.findByRole("link", { name: "Transaction or milestone t1" }));
    await waitFor(async () => expect(await entries()).toHaveLength(2));
    await user.click(
      screen.getByRole("button", { name: /^Remove.*Transaction or milestone|Transaction or milestone is t1, remove/ }),
    );
    await waitFor(async () => expect(await entries()).toHaveLength(3));
  });

  it("comes a hundred entries at a time", async () => {
    const { user } = renderApp(HISTORY, { book: bookWithLongHistory(250) });
    expect(await screen.findByText("100 of 250 entries")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show older entries" }));
    expect(await screen.findByText("200 of 250 entries")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show older entries" }));
    expect(await screen.findByText("These are all 250 entries.")).toBeVisible();
    const all = await entries();
    expect(all[0]).toHaveTextContent("number 250");
    expect(all.at(-1)).toHaveTextContent(/number 1,?ann/);
  });

  it("goes into a file as it is narrowed", async () => {
    const { user, fake } = renderApp(HISTORY, { book: bookWithHistory() });
    await entries();
    await user.type(screen.getByRole("searchbox", { name: "Find in the history" }), "marked{Enter}");
    await waitFor(async () => expect(await entries()).toHaveLength(1));
    await user.click(screen.getByRole("button", { name: "Export" }));
    await user.click(await screen.findByRole("menuitem", { name: /^CSV/ }));
    await waitFor(() => expect(fake.calls.some(({ command }) => command === "exportList")).toBe(true));
    expect(fake.calls.find(({ command }) => command === "exportList")?.args).toEqual([
      { list: "history", of: { of: "contract", id: "ADATUM", line: null }, about: null, search: "marked" },
      "csv",
    ]);
  });

  it("says that nothing was changed yet, and why it cannot be read", async () => {
    const { fake, user } = renderApp(HISTORY);
    expect(await screen.findByRole("heading", { name: "Nothing was changed yet" })).toBeVisible();
    fake.refuse("recordHistory", diskError);
    await user.type(screen.getByRole("searchbox", { name: "Find in the history" }), "x{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("The history cannot be read");
  });

  it("is still there when the contract is not", async () => {
    const book = bookWithHistory();
    book.contracts = book.contracts.filter(({ id }) => id !== "ADATUM");
    renderApp(HISTORY, { book });
    expect(await entries()).toHaveLength(3);
  });

  it("is reached from a line", async () => {
    const { user } = renderApp("/contracts/ADATUM/lines/implementation", { book: bookWithHistory() });
    await user.click(await screen.findByRole("button", { name: "History" }));
    await waitFor(async () => expect(await entries()).toHaveLength(2));
    expect(screen.getByRole("button", { name: /^Line is Implementation work/ })).toBeVisible();
  });

  it("is reached from a transaction", async () => {
    renderApp(`${CONTRACT}?tab=transactions`, { book: bookWithHistory() });
    const grid = await screen.findByRole("grid", { name: "Transactions" });
    grid.focus();
    const why = await screen.findByRole("complementary", { name: "Why panel" });
    expect(within(why).getByRole("link", { name: "History" })).toHaveAttribute(
      "href",
      expect.stringMatching(/ADATUM\?tab=history&item=/),
    );
  });
});
