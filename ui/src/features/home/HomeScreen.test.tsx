import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { HomeView, Matter } from "../../bindings";
import { adatumBook } from "../../lib/fake/adatum";
import type { Fake } from "../../lib/fake/backend";
import { withHistory } from "../../lib/fake/history";
import { manyBook } from "../../lib/fake/many";
import { diskError, renderApp } from "../../testing/renderApp";

const emptyBook = { ...adatumBook(), contracts: [], rows: [], shares: [] };

const matter = (kind: Matter["kind"], given: Partial<Matter> = {}): Matter => ({
  kind,
  count: 1,
  contract: "ADATUM",
  contract_name: "Implementation services for Adatum",
  what: null,
  id: null,
  shares: given.id == null ? [] : [{ id: given.id, customer: "adatum" }],
  reason: null,
  amounts: [{ amount: "12000.00", currency: "USD" }],
  waiting: [],
  date: "2020-10-01",
  ...given,
});

/** Answers home with what a test needs, the rest as the stand-in says. */
const lastRun = {
  run_date: "2020-10-05",
  status: "completed_with_failures" as const,
  started_at: "2020-10-05T09:02:00Z",
  ended_at: "2020-10-05T09:02:01Z",
  took_milliseconds: 1_000,
  attempts: 2,
  contracts: 1,
  drafts: 0,
  parked: 1,
  totals: [],
  asked_for: "person" as const,
  is_caught_up: false,
  undone_at: null,
};

function answering(given: Partial<HomeView>) {
  return (fake: Fake) => {
    const { home } = fake.commands;
    fake.commands.home = async () => {
      const answer = await home();
      return answer.status === "ok" ? { ...answer, data: { ...answer.data, ...given } } : answer;
    };
  };
}

beforeEach(() => {
  // A drawing is made for the room it has.
  const room = { width: 400, height: 168, top: 0, left: 0, right: 400, bottom: 168, x: 0, y: 0, toJSON: () => ({}) };
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockReturnValue(room);
});

describe("what needs a person", () => {
  it.each<[Matter, string, string, string, string]>([
    [
      matter("drafts_to_review", { count: 9 }),
      "9 drafts to review",
      "The oldest waits 4 days",
      "since 1 Oct",
      "Review",
    ],
    [matter("drafts_to_review", { date: "2020-10-05" }), "1 draft to review", "All of today", "today", "Review"],
    [matter("stale_drafts", { count: 2 }), "2 drafts are older than 7 days", "is not billed", "since 1 Oct", "Review"],
    [
      matter("contract_parked", { reason: "no price for role Integrator" }),
      "Contract parked: Implementation services for Adatum",
      "no price for role Integrator",
      "since 1 Oct",
      "Parked contracts",
    ],
    [
      matter("missed_run_date", { count: 3 }),
      "Missed run date: Thu 1 Oct",
      "3 contracts were to run and did not",
      "4 days ago",
      "Preview",
    ],
    [
      matter("milestone_not_ready", { what: "Prototype accepted", id: "m2" }),
      "Milestone past its date, not ready: Prototype accepted",
      "Implementation services for Adatum",
      "4 days ago",
      "Mark ready",
    ],
    [
      matter("milestone_soon", { what: "Prototype accepted", id: "m2", date: "2020-10-16" }),
      "Milestone not ready: Prototype accepted",
      "Implementation services for Adatum",
      "in 11 days",
      "Mark ready",
    ],
    [
      matter("line_not_set_up", { what: "Seasonal support" }),
      "Contract line not set up: Seasonal support",
      "without a schedule no run takes its work",
      "since 1 Oct",
      "Set up schedule",
    ],
  ])("case %#: has its sentence, amount, age and way out", async (given, title, text, age, action) => {
    renderApp("/home", {}, answering({ matters: [given] }));
    const row = within((await screen.findByText(title)).closest("li") as HTMLElement);
    expect(row.getByText(new RegExp(text))).toBeVisible();
    expect(row.getByText("12,000.00")).toBeVisible();
    expect(row.getByText(age)).toBeVisible();
    // Read alone, an action names what it is about.
    const name = `${action}: ${title}`;
    expect(row.queryByRole("link", { name }) ?? row.getByRole("button", { name })).toBeVisible();
  });

  it("says what comes next where nothing needs anybody", async () => {
    renderApp("/home", {}, answering({ matters: [] }));
    expect(await screen.findByText("Nothing needs you.")).toBeVisible();
    expect(screen.getByText("The next run date is Mon 5 Oct 2020, today.")).toBeVisible();
    expect(screen.getByText("Amounts are net of tax.")).toBeVisible();
  });

  it("leads to the radar for what is not listed", async () => {
    const { user, path } = renderApp("/home", {}, answering({ matters: [matter("stale_drafts")], more: 12 }));
    await user.click(await screen.findByRole("link", { name: "12 more matters on the stranded-revenue radar" }));
    await waitFor(() => expect(path()).toBe("/radar"));
  });

  it("names the first of many currencies, and reads all of them", async () => {
    const amounts = ["BGN", "EUR", "SEK"].map((currency) => ({ amount: "10.00", currency }));
    renderApp("/home", {}, answering({ matters: [matter("stale_drafts", { amounts })] }));
    const row = within((await screen.findByText(/draft is older/)).closest("li") as HTMLElement);
    expect(row.getByText("and 2 other currencies")).toBeVisible();
    expect(row.getByText("10.00 EUR, 10.00 SEK")).toBeInTheDocument();
  });

  it("goes from row to row with J and K", async () => {
    const { user } = renderApp(
      "/home",
      {},
      answering({ matters: [matter("stale_drafts"), matter("contract_parked"), matter("line_not_set_up")] }),
    );
    await screen.findByText(/draft is older/);
    await user.keyboard("jjk");
    expect(screen.getByRole("link", { name: /^Review: 1 draft is older/ })).toHaveFocus();
  });

  it("leads to the parked contracts and to the missed run dates", async () => {
    const matters = [matter("contract_parked"), matter("missed_run_date")];
    const { user, path } = renderApp("/home", {}, answering({ matters }));
    await user.click(await screen.findByRole("link", { name: /^Parked contracts: / }));
    await waitFor(() => expect(path()).toBe("/parked"));
    await user.keyboard("{Alt>}{ArrowLeft}{/Alt}");
    await user.click(await screen.findByRole("link", { name: /^Missed run dates: / }));
    await waitFor(() => expect(path()).toBe("/missed"));
  });

  it("marks a milestone ready, and undoes it", async () => {
    const book = adatumBook();
    for (const share of book.shares) if (share.id === "m2") share.status = "not_ready";
    const { user, fake } = renderApp(
      "/home",
      { book },
      answering({ matters: [matter("milestone_soon", { what: "Prototype accepted", id: "m2" })] }),
    );
    await user.click(await screen.findByRole("button", { name: /^Mark ready: / }));
    expect(await screen.findByText("1 marked ready to invoice")).toBeVisible();
    const status = () => fake.book().shares.find((share) => share.id === "m2")?.status;
    expect(status()).toBe("ready_to_invoice");
    await user.click(screen.getByRole("button", { name: /^Undo/ }));
    await waitFor(() => expect(status()).toBe("not_ready"));
  });

  it("says beside the milestone why it was not marked", async () => {
    const { user, fake } = renderApp(
      "/home",
      {},
      answering({ matters: [matter("milestone_soon", { what: "Prototype accepted", id: "m2" })] }),
    );
    fake.refuse("mark", { code: "refused", message: "the limit of the contract is reached", field: null });
    await user.click(await screen.findByRole("button", { name: /^Mark ready: / }));
    expect(await screen.findByRole("alert")).toHaveTextContent("the limit of the contract is reached");
  });
});

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

  it("draws how old the backlog is, in one currency, and writes it as a table", async () => {
    const { user, fake } = renderApp("/home", { book: adatumBook("2020-11-20") });
    const figure = within(await screen.findByRole("region", { name: "Backlog by age" }));
    expect(
      await figure.findByLabelText(
        /^Backlog by age, in USD. Dated after today: Ready 0.00 USD.*61 to 90 days: .*Over 90 days: /,
      ),
    ).toBeInTheDocument();
    await user.click(figure.getByRole("radio", { name: "Table" }));
    const table = within(figure.getByRole("table", { name: "Backlog by age, in USD." }));
    expect(table.getAllByRole("rowheader").map((one) => one.textContent)).toEqual([
      "Dated after today",
      "Up to 30 days",
      "31 to 60 days",
      "61 to 90 days",
      "Over 90 days",
    ]);
    await user.click(figure.getByRole("button", { name: /^Export/ }));
    await user.click(await screen.findByRole("menuitem", { name: /^CSV/ }));
    await waitFor(() =>
      expect(fake.calls.find((call) => call.command === "exportList")?.args).toEqual([
        { list: "backlog_by_age" },
        "csv",
      ]),
    );
  });

  it("draws what the run dates of the weeks to come would bring, and writes it as a table", async () => {
    const { user } = renderApp("/home");
    const figure = within(await screen.findByRole("region", { name: "Forecast by week" }));
    expect(
      await figure.findByLabelText(/5 Oct: Expected 7,420.00 USD, not ready 800.00 USD. 12 Oct: Expected nothing/),
    ).toBeInTheDocument();
    await user.click(figure.getByRole("radio", { name: "Table" }));
    const rows = within(figure.getByRole("table", { name: /next twelve weeks would bring, in USD/ })).getAllByRole(
      "row",
    );
    expect(rows).toHaveLength(13);
    expect(rows[1]).toHaveTextContent(/^5 Oct1/);
  });

  it("does not wait for the figures, and says why they did not come", async () => {
    const { user, fake } = renderApp("/home", {}, (made) => made.refuse("figures", diskError));
    expect(await screen.findByRole("region", { name: "Next run dates" })).toBeVisible();
    expect(await screen.findByText("The figures could not be read")).toBeVisible();
    fake.refuse("figures", null);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("region", { name: "Forecast by week" })).toBeVisible();
  });

  it("keeps money of two currencies apart", async () => {
    renderApp("/home", { book: manyBook(15) });
    const table = await screen.findByRole("table", { name: /Not yet invoiced/ });
    const currencies = within(table).getAllByRole("rowheader");
    expect(currencies.map((one) => one.textContent)).toEqual(["BGN", "EUR", "JPY", "KWD", "SEK", "USD"]);
  });

  it("proves the last run, and opens it", async () => {
    const { user, fake, path } = renderApp("/home");
    await fake.commands.startRun("2020-10-05", null);
    const last = within(await screen.findByRole("region", { name: "Last run" }));
    expect(await last.findByText(/Ready before = invoiced \+ left out, to the cent, in 1 currency/)).toBeVisible();
    await user.click(last.getByRole("link", { name: "Open the process run of Mon 5 Oct" }));
    await waitFor(() => expect(path()).toBe("/process-runs/2020-10-05"));
  });

  it("says what the last run left out and why, and leads to what that was said of", async () => {
    const { user, fake, path } = renderApp("/home");
    await fake.commands.startRun("2020-10-05", null);
    const left = within(await screen.findByRole("list", { name: "Left out" }));
    const rows = (await left.findAllByRole("listitem")).map((row) => row.textContent);
    expect(rows).toContain("Later run date, 1 share12,000.00 USD");
    await user.click(left.getByRole("link", { name: "Later run date, 1 share" }));
    await waitFor(() => expect(path()).toBe("/process-runs/2020-10-05"));
    expect(await screen.findByRole("button", { name: /^Reason.*Later run date, 1/ })).toBeVisible();
    const verdicts = within(await screen.findByRole("grid", { name: "Verdicts of the run" }));
    expect(await verdicts.findByRole("row", { name: /Prototype accepted/ })).toBeVisible();
    expect(verdicts.getAllByRole("row")).toHaveLength(2);
  });

  it("says what was left out in contracts that the run did not look into", async () => {
    const row = { currency: "USD", ready_before: "84.00", invoiced: "0.00", left_out: "84.00", adds_up: true };
    const reasons = [{ code: "no_later_run_date" as const, count: 2, amount: "12.00" }];
    renderApp("/home", {}, (fake) => {
      answering({ last_run: lastRun })(fake);
      fake.commands.runProof = async () => ({ status: "ok", data: [{ ...row, reasons, elsewhere: "72.00" }] });
    });
    const rows = within(await screen.findByRole("list", { name: "Left out" })).getAllByRole("listitem");
    expect(rows.map((one) => one.textContent)).toEqual([
      "No later run date, 2 shares12.00 USD",
      "in contracts without a row on the date72.00 USD",
    ]);
  });

  it("says in which currency a proof does not add up", async () => {
    const proof = {
      currency: "SEK",
      ready_before: "3.00",
      invoiced: "1.00",
      left_out: "1.00",
      adds_up: false,
      reasons: [],
      elsewhere: null,
    };
    renderApp(
      "/home",
      {},
      answering({
        last_proof: [proof],
        last_run: lastRun,
      }),
    );
    expect(await screen.findByText(/Ready before is not invoiced \+ left out in SEK/)).toBeVisible();
    expect(screen.getByText("Completed, some parked")).toBeVisible();
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

describe("charts", () => {
  // The chart library is loaded with the first chart.
  const DRAWN = { timeout: 10_000 };
  const book = () => withHistory(manyBook(15));

  it("billed per month are drawn with a name that says every amount", async () => {
    renderApp("/home", { book: book() });
    const drawing = await screen.findByRole("application", { name: /^Billed per month, in BGN/ }, DRAWN);
    expect(drawing).toHaveAccessibleName(/July 2020: Confirmed [\d,]+\.00 BGN, On drafts 0\.00 BGN/);
    expect(drawing.querySelectorAll(".recharts-bar-rectangle").length).toBeGreaterThan(0);
  });

  it("change their currency", async () => {
    const { user } = renderApp("/home", { book: book() });
    const billed = within(await screen.findByRole("region", { name: "Billed per month" }));
    await user.click(await billed.findByRole("radio", { name: "USD" }));
    expect(await billed.findByRole("application", { name: /^Billed per month, in USD/ }, DRAWN)).toBeVisible();
  });

  it("show the same figures as a table, and remember that", async () => {
    const { user } = renderApp("/home", { book: book() });
    const billed = within(await screen.findByRole("region", { name: "Billed per month" }));
    await user.click(billed.getByRole("radio", { name: "Table" }));
    const table = within(billed.getByRole("table", { name: /in BGN/ }));
    expect(table.getByRole("row", { name: /^July 2020/ })).toBeVisible();
    expect(localStorage.getItem("proforma.view.billed")).toBe("table");
  });

  it("draw the money that is not invoiced, each currency by itself", async () => {
    const { user } = renderApp("/home", { book: book() });
    const money = within(await screen.findByRole("region", { name: "Not yet invoiced" }));
    await user.click(money.getByRole("radio", { name: "Chart" }));
    const drawing = await money.findByRole("application", { name: /^Not yet invoiced, per currency/ }, DRAWN);
    expect(drawing).toHaveAccessibleName(/Ready [\d,]+\.00 BGN, Not ready [\d,]+\.00 BGN, On drafts 0\.00 BGN/);
  });

  it("draw what the next run dates would bring", async () => {
    const { user } = renderApp("/home");
    const dates = within(await screen.findByRole("region", { name: "Next run dates" }));
    await user.click(dates.getByRole("radio", { name: "Chart" }));
    const drawing = await dates.findByRole("application", { name: /^Expected on the next run dates, in USD/ }, DRAWN);
    expect(drawing).toHaveAccessibleName(/5 Oct: Expected 7,420.00 USD, not ready 800.00 USD/);
  });

  it("are read with the arrow keys", async () => {
    const { user } = renderApp("/home");
    const dates = within(await screen.findByRole("region", { name: "Next run dates" }));
    await user.click(dates.getByRole("radio", { name: "Chart" }));
    (await dates.findByRole("application", {}, DRAWN)).focus();
    await user.keyboard("{ArrowRight}");
    expect(await dates.findByText("1,800.00 USD")).toBeInTheDocument();
  });

  it("are exported as a list", async () => {
    const { user, fake } = renderApp("/home", { book: book() });
    const billed = within(await screen.findByRole("region", { name: "Billed per month" }));
    await user.click(billed.getByRole("button", { name: /Export/ }));
    await user.click(await screen.findByRole("menuitem", { name: /CSV/ }));
    await waitFor(() =>
      expect(fake.calls.find((call) => call.command === "exportList")?.args).toEqual([
        { list: "billed_per_month" },
        "csv",
      ]),
    );
  });
});
