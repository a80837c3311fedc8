import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { adatumBook } from "../../lib/fake/adatum";
import { manyBook } from "../../lib/fake/many";
import { answering, giveDrawingsRoom, matter } from "../../testing/home";
import { diskError, renderApp } from "../../testing/renderApp";

const emptyBook = { ...adatumBook(), contracts: [], rows: [], shares: [] };

beforeEach(giveDrawingsRoom);

describe("home", () => {
  it("reviews drafts with R", async () => {
    const { user, fake, path } = renderApp("/home");
    await fake.commands.startRun("2020-10-05", null);
    expect(await screen.findByRole("button", { name: /Review 1 draft/ })).toBeVisible();
    await user.keyboard("r");
    await waitFor(() => expect(path()).toBe("/invoices"));
    expect(await screen.findByRole("tab", { name: /Draft/, selected: true })).toBeVisible();
  });

  it("previews the next run date with P where there is nothing to review", async () => {
    const { user, path } = renderApp("/home");
    expect(await screen.findByRole("button", { name: /Preview 5 October/ })).toBeVisible();
    await user.keyboard("p");
    await waitFor(() => expect(path()).toBe("/run"));
  });

  it("lists the next run dates with what they would bring, and last what has no date", async () => {
    renderApp("/home");
    const dates = within(await screen.findByRole("region", { name: "Next run dates" }));
    const rows = dates.getAllByRole("listitem");
    expect(rows[0]).toHaveTextContent(/Mon 5 Oct today 1 draft Implementation services for Adatum 7,420.00 USD/);
    expect(rows[0]).toHaveTextContent("800.00 USD not ready");
    expect(rows.at(-1)).toHaveTextContent(/No date No run .*60.00 USD/);
    expect(within(rows.at(-1) as HTMLElement).getByRole("link")).toHaveAttribute("href", "/radar");
  });

  it("says of a date what it has where nothing of it is ready", async () => {
    const agenda = [
      {
        date: "2020-11-03",
        waits_for_missed: false,
        contracts: 2,
        contract_names: [],
        drafts: 0,
        expected: [],
        not_ready: [],
      },
      {
        date: "2020-11-04",
        waits_for_missed: false,
        contracts: 7,
        contract_names: ["Adatum", "Payments", "Portal"],
        drafts: 4,
        expected: [],
        not_ready: [],
      },
    ];
    renderApp("/home", {}, answering({ agenda }));
    expect(await screen.findByText("No draft yet")).toBeVisible();
    expect(screen.getByText("2 contracts, nothing ready")).toBeVisible();
    expect(screen.getByText("Adatum, Payments and 5 more")).toBeVisible();
  });

  // SPEC 6.7: nothing is told twice, and what waits for a missed date is not said to have none.
  it("tells what waits for a missed run date apart from what no run date takes", async () => {
    renderApp("/home", { book: adatumBook("2020-11-20") });
    const dates = within(await screen.findByRole("region", { name: "Next run dates" }));
    const rows = dates.getAllByRole("listitem");
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringMatching(/^Missed Not run .*25,545.00/),
      expect.stringMatching(/^No date No run .*60.00/),
    ]);
    expect(within(rows[0] as HTMLElement).getByRole("link")).toHaveAttribute("href", "/radar");
    const matters = within(screen.getByRole("region", { name: "Needs you" }));
    expect(matters.getAllByText("1 contract was to run and did not. No later run takes it")).not.toHaveLength(0);
  });

  it("says how much of what a missed run date would bring no later run takes", async () => {
    const missed = matter("missed_run_date", { waiting: [{ amount: "2000.00", currency: "USD" }] });
    renderApp("/home", {}, answering({ matters: [missed] }));
    expect(await screen.findByText(/did not. No later run takes 2,000.00 USD of it$/)).toBeVisible();
  });

  it("keeps money of two currencies apart", async () => {
    renderApp("/home", { book: manyBook(15) });
    const table = await screen.findByRole("table", { name: /Not yet invoiced/ });
    const currencies = within(table).getAllByRole("rowheader");
    expect(currencies.map((one) => one.textContent)).toEqual(["BGN", "EUR", "JPY", "KWD", "SEK", "USD"]);
  });

  it("says what to do in a book without contracts", async () => {
    renderApp("/home", { book: emptyBook });
    expect(await screen.findByRole("heading", { name: "This book has no contracts yet" })).toBeVisible();
  });

  it("keeps the layout while it waits", async () => {
    let release = () => {};
    renderApp("/home", {}, (fake) => {
      release = fake.hold("home");
    });
    expect(await screen.findByRole("status", { name: "Loading" })).toBeInTheDocument();
    release();
    expect(await screen.findByRole("region", { name: "Needs you" })).toBeVisible();
  });

  it("says what went wrong and tries again", async () => {
    const { user, fake } = renderApp("/home", {}, (made) => made.refuse("home", diskError));
    expect(await screen.findByRole("alert")).toHaveTextContent(/the disk does not answer/i);
    fake.refuse("home", null);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("region", { name: "Needs you" })).toBeVisible();
  });
});
