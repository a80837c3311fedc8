import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { CalendarDay } from "../../bindings";
import { adatumBook } from "../../lib/fake/adatum";
import type { Fake } from "../../lib/fake/backend";
import { manyBook } from "../../lib/fake/many";
import { diskError, renderApp } from "../../testing/renderApp";

const emptyBook = { ...adatumBook(), contracts: [], rows: [], shares: [] };

const day = (given: Partial<CalendarDay>): CalendarDay => ({
  date: "2020-10-05",
  contracts: 0,
  cut_offs: 0,
  milestones: [],
  more_milestones: 0,
  is_missed: false,
  expected: [],
  run: null,
  invoices: 0,
  invoiced: [],
  ...given,
});

const usd = (amount: string) => ({ amount, currency: "USD" });

/** Answers the calendar with one day. */
function answering(given: Partial<CalendarDay>) {
  return (fake: Fake) => {
    fake.commands.calendar = async () => ({ status: "ok", data: [day(given)] });
  };
}

// Finding one of many days by its long name takes its time where several tests share a machine.
const cell = (name: RegExp | string) => screen.findByRole("button", { name }, { timeout: 10_000 });

describe("a day", () => {
  const milestone = {
    id: "m1",
    name: "Prototype demonstrated",
    contract: "ADATUM",
    contract_name: "Implementation services for Adatum",
    amount: usd("5000.00"),
    billing_status: "not_ready" as const,
  };
  it.each<[Partial<CalendarDay>, string]>([
    [{ contracts: 3, expected: [usd("7420.00")] }, "3 contracts to run, 7,420.00 USD"],
    [
      { contracts: 1, is_missed: true, expected: [usd("10.00"), { amount: "90", currency: "JPY" }] },
      "1 missed: a contract was to run and did not, 10.00 USD, 90 JPY",
    ],
    [{ run: "completed", invoices: 6, invoiced: [usd("23305.50")] }, "Run: Completed. 6 invoices, 23,305.50 USD"],
    [{ run: "completed_with_failures" }, "Run: Completed, some parked. No invoice"],
    [{ run: "running" }, "Run: Processing. No invoice"],
    [{ run: "interrupted" }, "Run: Stopped between two contracts. No invoice"],
    [{ invoices: 2, invoiced: [usd("1.00")] }, "2 invoices carry this date, 1.00 USD"],
    [
      { milestones: [milestone] },
      "Milestone Prototype demonstrated, Implementation services for Adatum: Not ready, 5,000.00 USD",
    ],
    [{ cut_offs: 4 }, "4 cut-offs of contracts"],
  ])("case %#: is named with all that stands on it, and the agenda says the same", async (given, text) => {
    const { user } = renderApp("/calendar", {}, answering(given));
    expect(await cell(`Monday 5 October 2020. ${text}`)).toBeVisible();
    await user.click(screen.getByRole("radio", { name: "Agenda" }));
    const list = await screen.findByRole("list", { name: "Days of October 2020 on which something stands" });
    for (const part of text.split(/, (?=[\d,.]+ [A-Z]{3})/)) expect(list).toHaveTextContent(part);
  });

  it("is named although nothing stands on it", async () => {
    renderApp("/calendar");
    expect(await cell(/^Tuesday 6 October 2020\. Nothing is due on this day$/)).toBeVisible();
  });

  it("with something to run shows the drafts it would bring, and leads to the run", async () => {
    const { user, path } = renderApp("/calendar?date=2020-10-05");
    const panel = within(await screen.findByRole("complementary", { name: /Monday 5 October 2020/ }));
    expect(await panel.findByText("Adatum Corporation")).toBeVisible();
    expect(panel.getAllByText("7,420.00").length).toBeGreaterThan(0);
    await user.click(panel.getByRole("link", { name: "Run this date" }));
    await waitFor(() => expect(path()).toBe("/run"));
  });

  it("to come can be previewed, not run", async () => {
    renderApp("/calendar?date=2020-10-19");
    expect(await screen.findByRole("link", { name: "Preview this date" })).toHaveAttribute(
      "href",
      "/run?date=2020-10-19",
    );
  });

  it("that was missed leads to all missed run dates", async () => {
    renderApp("/calendar?date=2020-10-05", { book: adatumBook("2020-10-10") });
    expect(await screen.findByRole("link", { name: "Show missed run dates" })).toHaveAttribute("href", "/missed");
  });

  it("says where nothing of it is ready", async () => {
    const book = adatumBook();
    for (const share of book.shares) share.status = "not_ready";
    renderApp("/calendar?date=2020-10-05", { book });
    expect(await screen.findByText(/Nothing of it is ready up to the cut-off/)).toBeVisible();
  });

  it("says beside it why its drafts could not be previewed", async () => {
    renderApp("/calendar?date=2020-10-05", {}, (fake) => fake.refuse("previewRun", diskError));
    expect(await screen.findByRole("alert")).toHaveTextContent(/the disk does not answer/i);
  });

  it("that was run shows what it made", async () => {
    const { fake } = renderApp("/calendar?date=2020-10-05");
    await fake.commands.startRun("2020-10-05", null);
    const invoices = within(await screen.findByRole("region", { name: "Invoices" }));
    const link = await invoices.findByRole("link", { name: "Adatum Corporation" });
    expect(link).toHaveAttribute("href", "/invoices/inv-1");
    const run = within(screen.getByRole("region", { name: "Process run" }));
    expect(run.getByRole("link", { name: "Open" })).toHaveAttribute("href", "/process-runs/2020-10-05");
    expect(run.getByText("Completed")).toBeVisible();
  });

  it("that made many shows the first, and leads to all of its invoices", async () => {
    const { fake } = renderApp("/calendar?date=2020-10-05", { book: manyBook(48) });
    await fake.commands.startRun("2020-10-05", null);
    expect(await screen.findByRole("link", { name: /^All \d+ in the list of invoices/ })).toHaveAttribute(
      "href",
      "/invoices?from=2020-10-05&to=2020-10-05",
    );
  });

  it("names its milestones with their contract and status", async () => {
    renderApp("/calendar?date=2020-11-03");
    const milestones = within(await screen.findByRole("region", { name: "Milestones" }));
    expect(milestones.getByText("Prototype accepted")).toBeVisible();
    expect(milestones.getByText("Ready to invoice")).toBeVisible();
    expect(milestones.getByRole("link")).toHaveAttribute("href", "/contracts/ADATUM");
  });
});

describe("calendar", () => {
  it("begins weeks with Monday where no country says otherwise", async () => {
    renderApp("/calendar");
    const grid = within(await screen.findByRole("grid", { name: "Calendar of October 2020" }));
    expect(grid.getAllByRole("columnheader").map((head) => head.textContent)).toEqual([
      "Mon",
      "Tue",
      "Wed",
      "Thu",
      "Fri",
      "Sat",
      "Sun",
    ]);
  });

  it("goes from day to day with the arrows, from month to month with the pages, and home to today", async () => {
    const { user } = renderApp("/calendar");
    (await cell(/^Monday 5 October/)).focus();
    await user.keyboard("{ArrowRight}{ArrowDown}");
    await waitFor(() => expect(screen.getByRole("button", { name: /^Tuesday 13 October/ })).toHaveFocus());
    await user.keyboard("{PageDown}");
    await waitFor(() => expect(screen.getByRole("button", { name: /^Friday 13 November/ })).toHaveFocus());
    expect(screen.getByRole("grid", { name: "Calendar of November 2020" })).toBeVisible();
    await user.keyboard("{ArrowUp}{ArrowLeft}{PageUp}");
    await waitFor(() => expect(screen.getByRole("button", { name: /^Monday 5 October/ })).toHaveFocus());
    await user.keyboard("{PageUp}{Home}");
    await waitFor(() => expect(screen.getByRole("button", { name: /^Monday 5 October/ })).toHaveFocus());
  });

  it("holds one day in the order of the Tab key, and Enter goes into it", async () => {
    const { user } = renderApp("/calendar");
    const today = await cell(/^Monday 5 October/);
    const grid = within(screen.getByRole("grid"));
    expect(grid.getAllByRole("button").filter((one) => one.tabIndex === 0)).toEqual([today]);
    expect(today).toHaveAttribute("aria-current", "date");
    await screen.findByRole("link", { name: "Run this date" });
    today.focus();
    await user.keyboard("{Enter}");
    expect(screen.getByRole("link", { name: "Run this date" })).toHaveFocus();
  });

  it("goes from entry to entry of the agenda with the arrows", async () => {
    const { user } = renderApp("/calendar?date=2020-10-05&view=agenda");
    (await screen.findByRole("button", { name: /^Mon 5 Oct/ })).focus();
    await user.keyboard("{ArrowDown}{ArrowDown}");
    await waitFor(() => expect(screen.getByRole("button", { name: /^Mon 19 Oct/ })).toHaveFocus());
    expect(screen.getByRole("complementary", { name: /Monday 19 October 2020/ })).toBeVisible();
  });

  it("goes to another month and back to today with the buttons", async () => {
    const { user } = renderApp("/calendar");
    await user.click(await screen.findByRole("button", { name: "One month later" }));
    expect(await screen.findByRole("heading", { name: "November 2020" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "One month earlier" }));
    await user.click(screen.getByRole("button", { name: "One month earlier" }));
    expect(await screen.findByRole("heading", { name: "September 2020" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Today" }));
    expect(await screen.findByRole("heading", { name: "October 2020" })).toBeVisible();
  });

  it("chooses a day with the pointer", async () => {
    const { user } = renderApp("/calendar");
    await user.click(await cell(/^Monday 19 October/));
    expect(await screen.findByRole("complementary", { name: /Monday 19 October 2020/ })).toBeVisible();
    expect(screen.getByRole("gridcell", { selected: true })).toHaveTextContent("19");
  });

  it("leads out of a month without anything", async () => {
    const { user } = renderApp("/calendar?date=2020-08-12");
    expect(await screen.findByText("Nothing is due in August 2020.")).toBeVisible();
    await user.click(await screen.findByRole("button", { name: "Mon 5 Oct 2020" }));
    expect(await screen.findByRole("heading", { name: "October 2020" })).toBeVisible();
    await waitFor(() => expect(screen.getByRole("button", { name: /^Monday 5 October/ })).toHaveFocus());
  });

  it("says so where the book has no run date", async () => {
    renderApp("/calendar", { book: emptyBook });
    expect(await screen.findByText(/No schedule in this book calls out a run date/)).toBeVisible();
  });

  it("says amounts that do not fit a day in few signs, and whole beside it", async () => {
    renderApp(
      "/calendar",
      {},
      answering({
        contracts: 1,
        expected: ["USD", "EUR", "SEK", "BGN"].map((currency) => ({ amount: "123456789012.00", currency })),
      }),
    );
    const today = await cell(/123,456,789,012.00 USD/);
    expect(today).toHaveTextContent(/123\.5bn USD/);
    expect(today).toHaveTextContent("and 2 more");
    const panel = within(screen.getByRole("complementary"));
    expect(panel.getAllByText("123,456,789,012.00")).toHaveLength(4);
  });

  it("counts the milestones of a day with several", async () => {
    const book = manyBook(2);
    for (const share of book.shares) if (share.class === "milestone") share.date = "2020-10-05";
    renderApp("/calendar", { book });
    expect(await screen.findByText("2 milestones")).toBeVisible();
  });

  it("counts many milestones for who listens, too, and leads to those that it does not name", async () => {
    const milestone = {
      name: "Stage",
      contract: "ADATUM",
      contract_name: "Implementation services",
      amount: { amount: "1.00", currency: "USD" },
      billing_status: "not_ready" as const,
    };
    const milestones = Array.from({ length: 50 }, (_, number) => ({ ...milestone, id: `m${number}` }));
    renderApp("/calendar", {}, answering({ milestones, more_milestones: 1_950 }));
    const today = await cell(/2,000 milestones/);
    expect(today).not.toHaveTextContent("Stage");
    const panel = within(screen.getByRole("complementary"));
    expect(panel.getAllByText("Stage")).toHaveLength(50);
    expect(panel.getByRole("link", { name: /^1,950 more/ })).toHaveAttribute(
      "href",
      "/backlog?class=milestone&from=2020-10-05&to=2020-10-05",
    );
  });

  it("is exported for the days that are shown", async () => {
    const { user, fake } = renderApp("/calendar");
    await user.click(await screen.findByRole("button", { name: /Export/ }));
    await user.click(await screen.findByRole("menuitem", { name: /XLSX/ }));
    await waitFor(() =>
      expect(fake.calls.find((call) => call.command === "exportList")?.args).toEqual([
        { list: "calendar", from: "2020-09-28", to: "2020-11-01" },
        "xlsx",
      ]),
    );
  });

  it("keeps the days while it waits", async () => {
    let release = () => {};
    renderApp("/calendar", {}, (fake) => {
      release = fake.hold("calendar");
    });
    expect(await screen.findByRole("status", { name: "Loading" })).toBeInTheDocument();
    expect(screen.getByRole("grid", { name: "Calendar of October 2020" })).toHaveAttribute("aria-busy", "true");
    release();
    expect(await cell(/^Monday 5 October 2020\. 1 contract to run/)).toBeVisible();
  });

  it("says what went wrong and tries again", async () => {
    const { user, fake } = renderApp("/calendar", {}, (made) => made.refuse("calendar", diskError));
    expect(await screen.findByRole("alert")).toHaveTextContent(/the disk does not answer/i);
    fake.refuse("calendar", null);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("grid", { name: "Calendar of October 2020" })).toBeVisible();
  });
});
