import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { JobStatus } from "../../bindings";
import { adatumBook } from "../../lib/fake/adatum";
import { withDaysRun } from "../../lib/fake/jobStates";
import { afterRun, jobBook } from "../../testing/books";
import { renderApp, type Shown } from "../../testing/renderApp";

const JOB = "/settings/jobs/1";

const loop = () => screen.findByRole("img", { name: /^The loop/ });
const head = async () => within((await screen.findByRole("heading", { level: 1 })).closest("header") as HTMLElement);

async function show(status: JobStatus, ...rest: [Parameters<typeof jobBook>[1]?]): Promise<Shown> {
  const shown = renderApp(JOB, { book: jobBook(status, ...rest) });
  await loop();
  return shown;
}

describe("what a job does just now", () => {
  it.each<[JobStatus, string, RegExp, RegExp, string[]]>([
    ["not_started", "Not started", /Not started/, /^Nothing has run yet/, ["Delete", "Run workflow"]],
    [
      "sleeping",
      "Sleeping",
      /Wakes in 24 h 0 min/,
      /^Then every date after 19 Oct up to that day is run, in order/,
      ["Pause", "Stop", "Run now"],
    ],
    ["processing", "Processing", /Processing/, /^Dates are run in order/, ["Pause", "Stop"]],
    [
      "retrying",
      "Trying again",
      /Tries again in 60 s/,
      /tried again by itself at 09:13, try 1 of 3\./,
      ["Pause", "Stop", "Run now"],
    ],
    ["waits_for_person", "Waits for you", /Waits for you/, /More than 31 were missed/, ["Pause", "Stop"]],
    [
      "clock_behind",
      "Clock is behind",
      /Clock is behind/,
      /It says Mon 19 Oct 2020, 09:12, but the book has already seen Mon 19 Oct 2020, 12:12/,
      ["Pause", "Stop"],
    ],
    ["paused", "Paused", /Paused/, /^Its timer goes on/, ["Stop", "Resume"]],
    ["stopped", "Stopped", /Stopped/, /Nothing is run by itself/, ["Delete", "Run workflow", "Restart"]],
    [
      "stopped_working",
      "Stopped working",
      /Stopped working/,
      /Proforma on billing-02 was last heard of Mon 19 Oct 2020, 09:02/,
      ["Stop", "Restart"],
    ],
    [
      "hung",
      "Not getting on",
      /Not getting on/,
      /^Proforma \(process 815 on billing-02\) is still there, but stands still\. End that program: nothing is lost/,
      ["Stop", "Restart"],
    ],
  ])("%s: in its loop, in a sentence, and in what may be done", async (status, word, drawn, says, actions) => {
    await show(status);
    const top = await head();
    expect(top.getByText(word)).toBeVisible();
    expect(await loop()).toHaveAccessibleName(drawn);
    expect(screen.getByText(says)).toBeVisible();
    const offered = top.getAllByRole("button").map((button) => button.textContent?.replace(/E$/, ""));
    expect(offered).toEqual(["Edit", ...actions]);
  });

  it("tells its facts", async () => {
    await show("sleeping");
    const facts = screen.getByRole("heading", { level: 1 }).ownerDocument.querySelector("dl");
    expect(facts).toHaveTextContent("Last end timeMon 19 Oct 2020, 09:12:06");
    expect(facts).toHaveTextContent("Covered throughMon 19 Oct 2020");
    expect(facts).toHaveTextContent("Next wake-upTue 20 Oct 2020, 09:12:06");
    expect(facts).toHaveTextContent("OwnerThis program, billing-01");
    expect(facts).toHaveTextContent("Heartbeat 6 s ago");
    expect(facts).toHaveTextContent(/StartedSat 19 Sep 2020, 09:10 by Amy Alberts/);
  });

  it("says why it was stopped, and by which fault it is tried again", async () => {
    await show("stopped");
    expect(screen.getByText("The disk is full: 2 drafts kept, 40 MB free.")).toBeVisible();
  });

  it("says since when nothing was finished, and what becomes of it where this program stands still", async () => {
    const book = jobBook("hung");
    if (book.owner !== undefined) book.owner = { ...book.owner, is_this_program: true };
    renderApp(JOB, { book });
    await loop();
    expect(screen.getByText("No contract was finished since Mon 19 Oct 2020, 08:50.")).toBeVisible();
    expect(within(await loop()).getByText("nothing finished since 08:50")).toBeInTheDocument();
    expect(screen.getByText(/^This program \(process 815 on billing-02\).* End it and start it again/)).toBeVisible();
    expect((await head()).queryByRole("button", { name: "Restart" })).not.toBeInTheDocument();
  });

  it("says which try the last one is", async () => {
    await show("retrying", { failures: 3 });
    expect(screen.getByText(/tried again by itself at 09:13, try 3 of 3\./)).toBeVisible();
  });

  it("counts no tries beyond the last, but says how often it goes on", async () => {
    await show("retrying", { failures: 7 });
    expect(screen.queryByText(/of 3/)).not.toBeInTheDocument();
    expect(screen.getByText(/^It did not go away\. It is tried again every 15 minutes; Run now/)).toBeVisible();
    expect((await head()).getByRole("button", { name: "Run now" })).toBeVisible();
  });

  it("is drawn in two boxes where it counts utilization", async () => {
    await show("sleeping", { workflow: "update_role_utilization" });
    expect(await loop()).toHaveAccessibleName(/^The loop: UpdateRoleUtilization, Sleep 7 days/);
    expect(screen.queryByRole("grid", { name: "Dates covered" })).not.toBeInTheDocument();
  });

  it("that is gone leads back to the list", async () => {
    renderApp("/settings/jobs/7");
    expect(await screen.findByRole("alert")).toHaveTextContent("The batch job could not be read");
    expect(screen.getByRole("link", { name: "All batch jobs" })).toBeVisible();
  });
});

describe("what a person does with a job", () => {
  it("is paused and goes on", async () => {
    const { user } = await show("sleeping");
    await user.click(screen.getByRole("button", { name: "Pause" }));
    expect(await screen.findByText("Paused by Amy Alberts.")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Resume" }));
    expect(await screen.findByRole("button", { name: "Pause" })).toBeVisible();
  });

  describe("that was paused while dates passed", () => {
    /** Paused on 1 October; on the 19th its timer has ended, and contracts were due on the 5th. */
    function paused(wakeAt = "2020-10-02T09:12:06Z", covered = "2020-10-01") {
      const book = jobBook("paused", { wakeAt });
      if (book.coverage !== undefined) book.coverage.through = covered;
      return book;
    }
    const dialog = async () => within(await screen.findByRole("dialog", { name: /^Resume “Project/ }));
    const acted = (fake: Shown["fake"]) => fake.calls.filter(({ command }) => command === "actOnBatchJob");

    it("says of the dates that it is Resume which asks about them, and of a timer that ended that it did", async () => {
      renderApp(JOB, { book: paused() });
      expect(await screen.findByText(/^It passed while the job was paused: Resume asks whether/)).toBeVisible();
      expect(screen.getByText(/^its timer ended Fri 2 Oct/)).toBeInTheDocument();
    });

    it("says of dates before its timer ended that they are run once it goes on", async () => {
      renderApp(JOB, { book: paused("2020-10-20T09:12:06Z") });
      expect(await screen.findByText(/^It passed while the job stood still/)).toBeVisible();
      expect(screen.getByText(/^its timer ends Tue 20 Oct/)).toBeInTheDocument();
    });

    it("asks first what becomes of them, and runs them in order", async () => {
      const { user, fake } = renderApp(JOB, { book: paused() });
      await user.click(await screen.findByRole("button", { name: "Resume" }));
      const asks = await dialog();
      expect(asks.getByText(/^17 dates passed .*: Fri 2 Oct 2020 to Sun 18 Oct 2020\./)).toBeVisible();
      expect(acted(fake)).toEqual([]);
      await user.click(asks.getByRole("button", { name: "Run 17 dates and resume" }));
      await waitFor(() => expect(acted(fake).map(({ args }) => args)).toEqual([["1", "resume"]]));
      expect(fake.calls.some(({ command }) => command === "skipRunDates")).toBe(false);
      await waitFor(() => expect(fake.book().runs).toHaveLength(18));
    });

    it("skips them with a reason, and not without, and runs today", async () => {
      const { user, fake } = renderApp(JOB, { book: paused() });
      await user.click(await screen.findByRole("button", { name: "Resume" }));
      await user.click((await dialog()).getByRole("button", { name: "Skip them…" }));
      const reason = screen.getByRole("textbox", { name: "Why are they skipped?" });
      expect(reason).toHaveFocus();
      await user.keyboard("{Enter}");
      await waitFor(() => expect(reason).toHaveAccessibleDescription(/Say why, for whoever looks later/));
      expect(acted(fake)).toEqual([]);
      await user.keyboard("Invoiced on paper{Enter}");
      await waitFor(() => expect(acted(fake).map(({ args }) => args)).toEqual([["1", "resume"]]));
      const skipped = fake.book().rows.filter(({ status }) => status === "skipped");
      expect(new Set(skipped.map(({ runDate, reason: why }) => `${runDate} ${why}`))).toEqual(
        new Set(["2020-10-05 Invoiced on paper"]),
      );
    });

    it("stays paused where nobody chooses, and says why it could not be resumed", async () => {
      const { user, fake } = renderApp(JOB, { book: paused() });
      await user.click(await screen.findByRole("button", { name: "Resume" }));
      fake.refuse("actOnBatchJob", { code: "failed", message: "the disk does not answer", field: null });
      await user.click((await dialog()).getByRole("button", { name: /^Run 17/ }));
      expect(await screen.findByRole("alert")).toHaveTextContent("That was not done. The disk does not answer.");
      await user.click((await dialog()).getByRole("button", { name: "Cancel" }));
      expect(fake.book().jobs?.[0]?.state).toBe("paused");
    });

    it.each([
      ["its timer goes on", "2020-10-20T09:12:06Z", "2020-10-01"],
      ["no contract was due on them", "2020-10-07T09:12:06Z", "2020-10-06"],
      ["only today is left", "2020-10-19T09:00:00Z", "2020-10-18"],
      // SPEC 6.6: beyond 31 dates the job waits for a person anyway.
      ["it would ask by itself", "2020-09-02T09:12:06Z", "2020-09-01"],
    ])("asks nothing where %s", async (_why, wakeAt, covered) => {
      const { user, fake } = renderApp(JOB, { book: paused(wakeAt, covered) });
      const resume = await screen.findByRole("button", { name: "Resume" });
      await waitFor(() => expect(fake.calls.some(({ command }) => command === "missedRunDates")).toBe(true));
      await new Promise((resolve) => setTimeout(resolve, 50));
      await user.click(resume);
      await waitFor(() => expect(acted(fake).map(({ args }) => args)).toEqual([["1", "resume"]]));
    });
  });

  it("is stopped once it was said what that means", async () => {
    const { user, fake } = await show("sleeping");
    await user.click(screen.getByRole("button", { name: "Stop" }));
    const dialog = within(await screen.findByRole("dialog", { name: /^Stop “Project/ }));
    expect(fake.calls.some(({ command }) => command === "actOnBatchJob")).toBe(false);
    await waitFor(() => expect(dialog.getByRole("button", { name: "Cancel" })).toHaveFocus());
    await user.click(dialog.getByRole("button", { name: "Stop the job" }));
    expect(await screen.findByText("Stopped by Amy Alberts.")).toBeVisible();
  });

  it("is deleted, and the list is shown", async () => {
    const { user, path } = await show("not_started");
    await user.click(screen.getByRole("button", { name: "Delete" }));
    await user.click(await screen.findByRole("button", { name: "Delete the job" }));
    expect(await screen.findByRole("heading", { name: "No batch job yet" })).toBeVisible();
    expect(path()).toBe("/settings/jobs");
  });

  it("runs the dates that wait for them", async () => {
    const { user, fake } = await show("waits_for_person");
    expect(screen.getByText("34 dates wait for you.")).toBeVisible();
    expect(screen.getByRole("link", { name: "See what they would bring" })).toHaveAttribute("href", "/missed");
    await user.click(screen.getByRole("button", { name: "Run 34 dates" }));
    expect(fake.calls).toContainEqual({ command: "decideForBatchJob", args: ["1", "run"] });
    await waitFor(() => expect(fake.book().runs).toHaveLength(34));
    expect(fake.book().runs.every(({ askedFor }) => askedFor === "batch_job")).toBe(true);
    expect(await screen.findByText(/^Then every date after 19 Oct/)).toBeVisible();
  });

  it("skips them with a reason, and not without", async () => {
    const { user, fake } = await show("waits_for_person");
    await user.click(screen.getByRole("button", { name: "Skip them…" }));
    const reason = screen.getByRole("textbox", { name: "Why are they skipped?" });
    expect(reason).toHaveFocus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(reason).toHaveAccessibleDescription(/Say why, for whoever looks later/));
    await user.keyboard("Invoiced on paper{Enter}");
    await waitFor(() =>
      expect(fake.book().rows.filter(({ reason: why }) => why === "Invoiced on paper").length).toBeGreaterThan(0),
    );
  });

  it("goes on when the clock is said to be right", async () => {
    const { user } = await show("clock_behind");
    await user.click(screen.getByRole("button", { name: "The clock is right" }));
    expect(await screen.findByText(/^Then every date after 19 Oct/)).toBeVisible();
  });

  it("is told that dates to come count as covered, and has them covered from today on", async () => {
    const book = jobBook("sleeping");
    if (book.coverage !== undefined) book.coverage.through = "2020-12-10";
    const { user, fake } = renderApp(JOB, { book });
    expect(await screen.findByText(/^Dates up to 10 Dec.* count as covered already\.$/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Cover from today on" }));
    await waitFor(() => expect(fake.book().coverage?.through).toBe("2020-10-19"));
    expect(screen.queryByText(/count as covered already/)).not.toBeInTheDocument();
  });

  it("is told why something was not done", async () => {
    const { user, fake } = await show("sleeping");
    fake.refuse("actOnBatchJob", { code: "refused", message: "the book is open for reading only", field: null });
    await user.click(screen.getByRole("button", { name: "Pause" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("That was not done. The book is open for reading only.");
  });

  it("sees how far the run is that the job makes, also on the screen of runs, where it cannot be cancelled", async () => {
    const step = Promise.withResolvers<void>();
    const book = jobBook("processing");
    const shown = renderApp(JOB, { book, pause: () => step.promise });
    await loop();
    await shown.fake.commands.actOnBatchJob("1", "pause");
    void shown.fake.commands.actOnBatchJob("1", "resume");
    const far = await screen.findByRole("region", { name: "Run of Mon 19 Oct" });
    expect(within(far).getByRole("progressbar")).toHaveAttribute("aria-valuenow", "1");
    expect(await loop()).toHaveAccessibleName(/Runs Mon 19 Oct/);
    await shown.user.keyboard("gr");
    expect(await screen.findByRole("link", { name: "Open the batch job" })).toHaveAttribute("href", JOB);
    expect(screen.queryByRole("button", { name: /Cancel the run/ })).not.toBeInTheDocument();
    step.resolve();
    expect(await screen.findByRole("button", { name: /^Preview/ })).toBeVisible();
  });
});

describe("dates covered", () => {
  const days = () => screen.findByRole("grid", { name: "Dates covered" });
  const ran = () => withDaysRun(jobBook("sleeping"), 140);

  it("have a name each, and arrows go from day to day", async () => {
    const { user, path } = renderApp(JOB, { book: ran() });
    const grid = within(await days());
    const today = grid.getByRole("button", { name: /^Mon 19 Oct 2020/ });
    today.focus();
    await user.keyboard("{ArrowLeft}");
    expect(grid.getByRole("button", { name: "Mon 12 Oct 2020, 3 drafts" })).toHaveFocus();
    await user.keyboard("{ArrowUp}");
    expect(grid.getByRole("button", { name: "Sun 11 Oct 2020, covered, nothing due" })).toHaveFocus();
    await user.keyboard("{Enter}");
    expect(path()).toBe("/process-runs/2020-10-11");
  });

  it("say how many there are since the first start, and lead to the calendar where they are to come", async () => {
    const { user, path } = renderApp(JOB, { book: ran() });
    await user.click(within(await days()).getByRole("button", { name: "Mon 2 Nov 2020, to come, 1 contract" }));
    expect(path()).toBe("/calendar");
    await user.keyboard("{Alt>}{ArrowLeft}{/Alt}");
    expect(await screen.findByText("141 of 141 since 1 Jun, 1 missed")).toBeVisible();
  });

  it("are parked with their contracts, which can be tried again", async () => {
    const book = adatumBook("2020-10-19");
    const [contract] = book.contracts;
    if (contract !== undefined) contract.parks = "no price for role Integrator";
    await afterRun(book);
    const { user, fake } = renderApp(JOB, { book: jobBook("sleeping", {}, book) });
    const grid = within(await days());
    expect(
      await grid.findByRole("button", { name: "Mon 5 Oct 2020, 1 contract parked, caught up later" }),
    ).toBeVisible();
    expect(await screen.findByText("1 contract is parked since 5 Oct.")).toBeVisible();
    expect(screen.getByRole("link", { name: "Show what is parked" })).toHaveAttribute("href", "/parked");
    if (contract !== undefined) delete contract.parks;
    await user.click(screen.getByRole("button", { name: "Retry" }));
    await waitFor(() => expect(screen.queryByText(/is parked since/)).not.toBeInTheDocument());
    expect(fake.calls).toContainEqual({ command: "retryParked", args: [[]] });
    expect(await screen.findByText("Run of 5 October tried again")).toBeVisible();
  });
});

describe("process runs of the job", () => {
  it("can be narrowed to what needs a look", async () => {
    const { user } = renderApp(JOB, { book: withDaysRun(jobBook("sleeping"), 140) });
    const table = within(await screen.findByRole("table", { name: "Process runs" }));
    expect(table.getAllByRole("row")).toHaveLength(21);
    await user.click(screen.getByRole("radio", { name: "Caught up 3" }));
    expect(table.getAllByRole("row")).toHaveLength(4);
    await user.click(screen.getByRole("radio", { name: "Parked 0" }));
    expect(screen.getByText("No run has parked a contract.")).toBeVisible();
  });
});
