// Every list in every state: waiting, refused, empty, filtered to nothing, filled. A new list is a new entry.
import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { adatumBook } from "../lib/fake/adatum";
import type { FakeOptions } from "../lib/fake/backend";
import type { FakeBook } from "../lib/fake/model";
import { afterParking, afterRun, jobBook } from "./books";
import { diskError, renderApp, type Shown } from "./renderApp";

type Look = () => Promise<HTMLElement>;
type Options = () => Partial<FakeOptions> | Promise<Partial<FakeOptions>>;

type List = {
  name: string;
  path: string;
  /** What is asked for its rows. */
  command: keyof Shown["fake"]["commands"];
  filled: [Options, Look];
  problem: string;
  empty: [Options, Look];
  /** None where the list cannot be filtered. */
  filtered?: [path: string, reach: (shown: Shown) => Promise<void>, look: Look];
};

const heading = (name: string | RegExp) => () => screen.findByRole("heading", { name });
const grid = (name: string | RegExp) => () => screen.findByRole("grid", { name });
const nothingMore = async () => {};

const adatum = () => ({ book: adatumBook() });
const run = async () => ({ book: await afterRun() });
const emptied = (book: FakeBook): Partial<FakeOptions> => ({ book: { ...book, contracts: [], rows: [], shares: [] } });
const noContracts = () => emptied(adatumBook());
const noWork = () => ({ book: { ...adatumBook(), rows: [], shares: [] } });
const recent = [{ id: "1", name: "Contoso", place: "Documents", last_used_at: "2020-10-19T07:14:00Z", found: true }];

const PROCESS_RUN = "/process-runs/2020-10-05";

const lists: List[] = [
  {
    name: "recent books",
    path: "/",
    command: "startState",
    filled: [() => ({ book: null, recent }), () => screen.findByRole("button", { name: /^Contoso/ })],
    problem: "The list of recent books could not be read",
    empty: [() => ({ book: null }), heading("What a book is")],
  },
  {
    name: "home",
    path: "/home",
    command: "home",
    filled: [adatum, heading("Next run dates")],
    problem: "Home could not be read",
    empty: [noContracts, heading("This book has no contracts yet")],
  },
  {
    name: "billing backlog",
    path: "/backlog",
    command: "backlog",
    filled: [adatum, grid("Billing backlog")],
    problem: "The billing backlog could not be listed",
    empty: [noWork, heading("The billing backlog is empty")],
    filtered: ["/backlog?search=nowhere", nothingMore, heading("Nothing fits “nowhere”")],
  },
  {
    name: "preview of a run",
    path: "/run?date=2020-10-05",
    command: "previewRun",
    filled: [adatum, grid("Drafts")],
    problem: "5 October could not be previewed",
    empty: [noWork, heading("5 October brings no drafts")],
  },
  {
    name: "invoices",
    path: "/invoices",
    command: "invoices",
    filled: [run, grid("Invoices")],
    problem: "The invoices could not be listed",
    empty: [adatum, heading("No invoices yet")],
    filtered: ["/invoices?search=nowhere", nothingMore, heading("No invoice fits “nowhere”")],
  },
  {
    name: "contracts",
    path: "/contracts",
    command: "contracts",
    filled: [adatum, grid("Contracts")],
    problem: "The contracts could not be listed",
    empty: [noContracts, heading("This book has no contracts yet")],
    filtered: ["/contracts?search=nowhere", nothingMore, heading("No contract fits “nowhere”")],
  },
  {
    name: "transactions of a contract",
    path: "/contracts/ADATUM?tab=transactions",
    command: "shares",
    filled: [adatum, grid("Transactions")],
    problem: "The transactions could not be listed",
    empty: [noWork, heading("No work on this contract yet")],
    filtered: [
      "/contracts/ADATUM?tab=transactions",
      async ({ user }) => user.click(await screen.findByRole("button", { name: "On a draft" })),
      heading("Nothing is in status “On a draft”"),
    ],
  },
  {
    name: "invoices of a contract",
    path: "/contracts/ADATUM?tab=invoices",
    command: "contract",
    filled: [run, () => screen.findByRole("table", { name: "Invoices" })],
    problem: "The contract could not be read",
    empty: [adatum, heading("No invoice yet")],
  },
  {
    name: "calendar",
    path: "/calendar",
    command: "calendar",
    filled: [adatum, () => screen.findByRole("link", { name: "Run this date" })],
    problem: "The calendar could not be read",
    empty: [noContracts, () => screen.findByText("Nothing is due in October 2020.")],
  },
  {
    name: "radar",
    path: "/radar",
    command: "radar",
    filled: [adatum, () => screen.findByRole("region", { name: "No later run date" })],
    problem: "The radar could not be read",
    empty: [noContracts, heading("This book has no contracts yet")],
  },
  {
    name: "process runs",
    path: "/process-runs",
    command: "processRuns",
    filled: [run, grid("Process runs")],
    problem: "The process runs could not be listed",
    empty: [adatum, heading("No date was run yet")],
    filtered: ["/process-runs?show=undone", nothingMore, heading("No run was undone")],
  },
  {
    name: "missed run dates",
    path: "/missed",
    command: "missedRunDates",
    filled: [() => ({ book: adatumBook("2020-11-05") }), grid("Missed run dates")],
    problem: "The missed run dates could not be listed",
    empty: [adatum, heading("No run date was missed")],
  },
  {
    name: "parked contracts",
    path: "/parked",
    command: "parkedContracts",
    filled: [async () => ({ book: await afterParking() }), grid("Parked contracts")],
    problem: "The parked contracts could not be listed",
    empty: [adatum, heading("No contract is parked")],
  },
  {
    name: "batch jobs",
    path: "/settings/jobs",
    command: "batchJobs",
    filled: [() => ({ book: jobBook("sleeping") }), grid("Recurring invoice setup")],
    problem: "The batch jobs could not be listed",
    empty: [adatum, heading("No batch job yet")],
  },
  {
    name: "batch job",
    path: "/settings/jobs/1",
    command: "batchJob",
    filled: [() => ({ book: jobBook("sleeping") }), () => screen.findByRole("img", { name: /^The loop/ })],
    problem: "The batch job could not be read",
    empty: [() => ({ book: jobBook("not_started") }), () => screen.findByText("No date was run yet.")],
  },
  {
    name: "verdicts",
    path: PROCESS_RUN,
    command: "verdicts",
    filled: [run, grid(/^Verdicts/)],
    problem: "The verdicts could not be listed",
    empty: [
      async () => {
        const book = await afterRun();
        for (const one of book.runs) one.verdicts = [];
        return { book };
      },
      heading("This run had no candidates"),
    ],
    filtered: [`${PROCESS_RUN}?search=nowhere`, nothingMore, heading("No verdict fits “nowhere”")],
  },
];

describe.each(lists)("$name", ({ path, command, filled, problem, empty }) => {
  it("waits in its place, then says why it cannot be listed, and lists at the next try", async () => {
    const [options, look] = filled;
    let release = () => {};
    const { fake, user } = renderApp(path, await options(), (stand) => {
      release = stand.hold(command);
    });
    expect(await screen.findByRole("status", { name: "Loading" })).toBeInTheDocument();
    fake.refuse(command, diskError);
    release();
    expect(await screen.findByRole("alert")).toHaveTextContent(problem);
    fake.refuse(command, null);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await look()).toBeVisible();
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });

  it("says what is missing where it is empty", async () => {
    const [options, look] = empty;
    renderApp(path, await options());
    expect(await look()).toBeVisible();
  });
});

const filterable = lists.flatMap(({ name, filled: [options], filtered }) =>
  filtered === undefined ? [] : [{ name, options, filtered }],
);

it.each(filterable)("$name: says that the filter lets nothing through", async ({ options, filtered }) => {
  const [path, reach, look] = filtered;
  await reach(renderApp(path, await options()));
  expect(await look()).toBeVisible();
});
