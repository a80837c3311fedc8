import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { adatumBook } from "../../../lib/fake/adatum";
import type { Fake } from "../../../lib/fake/backend";
import { withSleepingJob } from "../../../lib/fake/jobs";
import { manyBook } from "../../../lib/fake/many";
import type { FakeBook } from "../../../lib/fake/model";
import { diskError, renderApp } from "../../../testing/renderApp";

const TODAY = "2020-11-05";

const grid = async () => within(await screen.findByRole("grid", { name: "Missed run dates" }));
const dates = async () => (await grid()).getAllByRole("row").slice(1);
const dialog = async () => within(await screen.findByRole("dialog"));

/** A job that last covered a date, and is asleep. */
function covered(through: string, book: FakeBook = adatumBook(TODAY)): FakeBook {
  withSleepingJob(book, { wakeAt: "2020-11-06T09:12:06Z" });
  book.coverage = { activated: "2020-10-01", through };
  return book;
}

/** The same, past its timer: too many dates have passed for it to run them unasked. */
const waiting = () => {
  const book = covered("2020-10-01");
  for (const job of book.jobs ?? []) job.wakeAt = "2020-11-04T09:12:06Z";
  return book;
};

const calls = (fake: Fake, command: string) => fake.calls.filter((call) => call.command === command);

describe("missed run dates", () => {
  it("lists each with what its run would bring, and what the job runs by itself and when", async () => {
    renderApp("/missed", { book: covered("2020-10-20") });
    expect(await screen.findByText(/A run date is missed where its day has passed/)).toBeVisible();
    const rows = await dates();
    expect(rows.map((row) => row.textContent?.slice(0, 15))).toEqual([
      "Mon 5 Oct 2020 ",
      "Mon 19 Oct 2020",
      "Mon 2 Nov 2020 ",
      "Tue 3 Nov 2020 ",
    ]);
    expect(rows[0]).toHaveTextContent("No, only by a person");
    expect(rows[0]).toHaveTextContent(/[\d,]+\.00 USD/);
    expect(rows[2]).toHaveTextContent("The batch job, 6 Nov 09:12");
    expect(screen.getByText("4 missed run dates")).toBeVisible();
  });

  it("creates the chosen dates in their order, one set of drafts each, and says what came of it", async () => {
    const { user, fake } = renderApp("/missed", { book: adatumBook(TODAY) });
    (await screen.findByRole("grid")).focus();
    // The later one is chosen first.
    await user.keyboard("{ArrowDown} {ArrowUp} ");
    expect(screen.getByText("2 selected")).toBeVisible();
    await user.click(screen.getByRole("button", { name: /^Create as scheduled/ }));
    expect(await screen.findByText("2 dates created as scheduled")).toBeVisible();
    expect(calls(fake, "startRun").map((call) => call.args)).toEqual([
      ["2020-10-05", null],
      ["2020-10-19", null],
    ]);
    expect(fake.book().invoices.map((invoice) => invoice.date)).toEqual(["2020-10-19", "2020-10-05"]);
    expect(screen.getByRole("button", { name: "Review 2 drafts" })).toBeVisible();
    await waitFor(async () => expect(await dates()).toHaveLength(2));
  });

  it("shows like any run while it is on its way, and tells of it once", async () => {
    const { user, fake } = renderApp("/missed", { book: manyBook(5, TODAY) });
    (await screen.findByRole("grid")).focus();
    const release = fake.hold("startRun");
    await user.keyboard("c");
    expect(await screen.findByRole("link", { name: /^Run of 5 October/ })).toBeVisible();
    release();
    expect(await screen.findByText("1 date created as scheduled")).toBeVisible();
    expect(screen.queryByRole("link", { name: /^Run of 5 October/ })).not.toBeInTheDocument();
    // Not once more as a run that nobody waits for.
    expect(screen.queryByText("Run of 5 October is done")).not.toBeInTheDocument();
  });

  it("says how far it is, and stops after the date that is being run", async () => {
    const { user, fake } = renderApp("/missed", { book: adatumBook(TODAY) });
    (await screen.findByRole("grid")).focus();
    const release = fake.hold("startRun");
    await user.keyboard("{Control>}a{/Control}c");
    expect(await screen.findByText("0 of 4 dates")).toBeVisible();
    expect(screen.getByText("Mon 5 Oct 2020 is being run.", { exact: false })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Stop after this date" }));
    release();
    expect(await screen.findByRole("alert")).toHaveTextContent(
      "Stopped at 19 October. You stopped it. 1 of 4 dates done, and what is done stays.",
    );
    expect(calls(fake, "startRun")).toHaveLength(1);
    expect(fake.book().invoices).toHaveLength(1);
    await user.click(screen.getByRole("button", { name: "Dismiss" }));
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });

  it("stops at the first refusal and says which date and why", async () => {
    const { user, fake } = renderApp("/missed", { book: adatumBook(TODAY) }, (standIn) => {
      const { startRun } = standIn.commands;
      standIn.commands.startRun = async (date, promise) =>
        date === "2020-10-19"
          ? { status: "error", error: { code: "refused", message: "the book is only read", field: null } }
          : startRun(date, promise);
    });
    (await screen.findByRole("grid")).focus();
    await user.keyboard("{Control>}a{/Control}c");
    expect(await screen.findByRole("alert")).toHaveTextContent(
      "Stopped at 19 October. The book is only read. 1 of 4 dates done, and what is done stays.",
    );
    expect(screen.getByText("1 of 4 dates created, stopped at 19 October")).toBeVisible();
    expect(fake.book().invoices.map((invoice) => invoice.date)).toEqual(["2020-10-05"]);
  });

  it("goes on while one is elsewhere, and tells of it there", async () => {
    const { user, fake } = renderApp("/missed", { book: adatumBook(TODAY) });
    (await screen.findByRole("grid")).focus();
    const release = fake.hold("startRun");
    await user.keyboard(" {ArrowDown} c");
    await screen.findByText("0 of 2 dates");
    await user.click(screen.getByRole("link", { name: /^Contracts/ }));
    await screen.findByRole("heading", { name: "Contracts" });
    release();
    expect(await screen.findByText("2 dates created as scheduled")).toBeVisible();
  });

  it("skips with a reason, and with none only", async () => {
    const { user, fake } = renderApp("/missed", { book: adatumBook(TODAY) });
    (await screen.findByRole("grid")).focus();
    await user.keyboard(" {ArrowDown} s");
    const ask = await dialog();
    expect(ask.getByText("5 Oct, 19 Oct.")).toBeVisible();
    expect(ask.getByRole("textbox", { name: "Reason" })).toHaveFocus();
    await user.keyboard("{Enter}");
    expect(ask.getByText("Say why, for whoever looks later.")).toBeVisible();
    expect(calls(fake, "skipRunDates")).toEqual([]);
    await user.keyboard("Billed by hand in October{Enter}");
    expect(await screen.findByText("2 run dates skipped")).toBeVisible();
    expect(calls(fake, "skipRunDates")[0]?.args).toEqual([["2020-10-05", "2020-10-19"], "Billed by hand in October"]);
    expect(fake.book().rows.find((row) => row.runDate === "2020-10-05")).toMatchObject({
      status: "skipped",
      reason: "Billed by hand in October",
    });
    await waitFor(async () => expect(await dates()).toHaveLength(2));
  });

  it("says in the dialog why nothing was skipped", async () => {
    const { user } = renderApp("/missed", { book: adatumBook(TODAY) }, (fake) =>
      fake.refuse("skipRunDates", diskError),
    );
    (await screen.findByRole("grid")).focus();
    await user.keyboard("s");
    await dialog();
    await user.keyboard("Late{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("Nothing was skipped. The disk does not answer.");
    expect(screen.getByRole("textbox", { name: "Reason" })).toHaveValue("Late");
  });

  it("looks inside a date with Enter", async () => {
    const { user, path } = renderApp("/missed", { book: adatumBook(TODAY) });
    (await screen.findByRole("grid")).focus();
    await user.keyboard("{ArrowDown}{Enter}");
    await waitFor(() => expect(path()).toBe("/run"));
    expect(await screen.findByRole("textbox", { name: "Run date" })).toHaveValue("Mon 19 Oct 2020");
  });

  it("says that no run date was missed", async () => {
    renderApp("/missed", { book: adatumBook() });
    expect(await screen.findByRole("heading", { name: "No run date was missed" })).toBeVisible();
  });
});

describe("a batch job that waits for a decision", () => {
  it("says how many dates and lets it run them all", async () => {
    const { user, fake } = renderApp("/missed", { book: waiting() });
    expect(await screen.findByText("The batch job waits for a decision about 35 dates.")).toBeVisible();
    expect(screen.getByText(/More than 31 dates were missed, 2 Oct to 5 Nov/)).toBeVisible();
    expect((await dates())[0]).toHaveTextContent("Waits for a decision");
    await user.click(screen.getByRole("button", { name: "Run them all" }));
    expect(await screen.findByText("The batch job runs the missed dates")).toBeVisible();
    expect(calls(fake, "decideForBatchJob")[0]?.args).toEqual(["1", "run"]);
  });

  it("does not speak of dates from before it was started", async () => {
    const book = adatumBook("2020-11-20");
    withSleepingJob(book, { wakeAt: "2020-11-19T09:12:06Z" });
    book.coverage = { activated: "2020-10-06", through: "2020-10-06" };
    renderApp("/missed", { book });
    await screen.findByText("The batch job waits for a decision about 45 dates.");
    const rows = await dates();
    expect(rows[0]).toHaveTextContent(/^Mon 5 Oct 2020.*No, only by a person/);
    expect(rows[1]).toHaveTextContent(/^Mon 19 Oct 2020.*Waits for a decision/);
  });

  it("skips those before today with a reason", async () => {
    const { user, fake } = renderApp("/missed", { book: waiting() });
    await user.click(await screen.findByRole("button", { name: "Skip those before today…" }));
    await dialog();
    await user.keyboard("The book was put away{Enter}");
    expect(await screen.findByText("The dates before today are skipped")).toBeVisible();
    expect(calls(fake, "decideForBatchJob")[0]?.args).toEqual(["1", { skip: { reason: "The book was put away" } }]);
  });

  it("says why it was not decided", async () => {
    const { user } = renderApp("/missed", { book: waiting() }, (fake) => fake.refuse("decideForBatchJob", diskError));
    await user.click(await screen.findByRole("button", { name: "Run them all" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Not decided. the disk does not answer.");
  });

  it("is not spoken of where no job waits", async () => {
    renderApp("/missed", { book: covered("2020-10-20") });
    await grid();
    expect(screen.queryByText(/waits for a decision/)).not.toBeInTheDocument();
  });
});
