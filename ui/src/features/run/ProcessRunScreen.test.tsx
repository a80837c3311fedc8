import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { RunResult } from "../../bindings";
import { adatumBook } from "../../lib/fake/adatum";
import { createFake, type Fake } from "../../lib/fake/backend";
import type { FakeBook } from "../../lib/fake/model";
import { afterParking, afterRun, confirm, mend } from "../../testing/books";
import { renderApp } from "../../testing/renderApp";

const PATH = "/process-runs/2020-10-05";

const saying = (given: Partial<RunResult>) => (fake: Fake) => {
  const { processRun } = fake.commands;
  fake.commands.processRun = async (date) => {
    const answer = await processRun(date);
    return answer.status === "ok" && answer.data !== null ? { ...answer, data: { ...answer.data, ...given } } : answer;
  };
};

/** Run on 5 October, looked at five days later. */
async function later(): Promise<FakeBook> {
  const book = await afterRun();
  book.today = "2020-10-10";
  return book;
}

const dialog = async () => within(await screen.findByRole("dialog", { name: "Undo this run" }));

describe("an opened process run", () => {
  it("counts what came of it and says who ran it and when", async () => {
    const prepare = saying({
      started_at: "2020-10-05T09:12:04Z",
      ended_at: "2020-10-05T09:12:06Z",
      asked_for: "batch_job",
      attempts: 2,
    });
    renderApp(PATH, { book: await afterRun() }, prepare);
    const proof = within(await screen.findByRole("region", { name: "Count and proof" }));
    expect(proof.getByText("contract invoiced").parentElement).toHaveTextContent("1 contract invoiced");
    expect(proof.getByText(/ProcessRunner, 09:12:04 to 09:12:06, by the batch job\. 2 attempts\./)).toBeVisible();
    expect(screen.queryByText(/^Caught up/)).not.toBeInTheDocument();
  });

  it("says that it was caught up, when and how late", async () => {
    const prepare = saying({ is_caught_up: true, started_at: "2020-10-11T09:12:04Z" });
    renderApp(PATH, { book: await afterRun() }, prepare);
    expect(
      await screen.findByText("Caught up on 11 Oct, 6 days late: what was marked ready until then is in it."),
    ).toBeVisible();
  });

  it("says why it cannot be undone where everybody reads it, and the button is off", async () => {
    renderApp(PATH, { book: confirm(await afterRun(), 1) });
    const why = await screen.findByText("Cannot be undone: invoice PF-2020-00001 is no draft any more.");
    expect(why).toBeVisible();
    const button = screen.getByRole("button", { name: "Undo this run" });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription(/^Cannot be undone/);
  });

  it("asks once with what it does before it undoes", async () => {
    const { user, fake } = renderApp(PATH, { book: await later() });
    expect(await screen.findByText(/^Can be undone until/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Undo this run" }));
    const ask = await dialog();
    expect(ask.getByText(/1 draft is deleted\./)).toBeVisible();
    expect(ask.getByText("Their work is ready to invoice again.")).toBeVisible();
    expect(ask.getByText("5 October is listed as missed, until it is run again or skipped.")).toBeVisible();
    expect(ask.getByRole("button", { name: "Cancel" })).toHaveFocus();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(fake.book().invoices).toHaveLength(1);
  });

  it("undoes it, says what happened and leads to the missed dates", async () => {
    const { user, fake, path } = renderApp(PATH, { book: await later() });
    await user.click(await screen.findByRole("button", { name: "Undo this run" }));
    await user.click((await dialog()).getByRole("button", { name: "Undo and delete 1 draft" }));
    expect(await screen.findByText("Run of 5 October undone")).toBeVisible();
    expect(screen.getByText("1 draft deleted, its work is ready again")).toBeVisible();
    expect(fake.book().invoices).toEqual([]);
    expect(fake.book().shares.find(({ id }) => id === "t1")?.status).toBe("ready_to_invoice");
    // The run stays, and says of itself that it was taken back.
    expect(await screen.findByText(/^Undone 10 Oct 09:12\./)).toBeVisible();
    expect(screen.getByText(/5 October is listed as missed\. What the run decided then/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Undo this run" })).not.toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Missed run dates" })).toHaveAttribute("href", "/missed");
    await user.click(screen.getByRole("button", { name: "Missed run dates" }));
    await waitFor(() => expect(path()).toBe("/missed"));
  });

  it("shows what is left of the drafts of an undone run", async () => {
    const book = await later();
    await createFake({ book }).commands.undoRun("2020-10-05");
    renderApp(`${PATH}?tab=drafts`, { book });
    expect(await screen.findByRole("heading", { name: "The drafts of this run are deleted" })).toBeVisible();
  });

  it("says in the dialog why it was not undone after all", async () => {
    const { user, fake } = renderApp(PATH, { book: await afterRun() });
    await user.click(await screen.findByRole("button", { name: "Undo this run" }));
    fake.refuse("undoRun", { code: "refused", message: "its draft 1 was exported", field: null });
    await user.click((await dialog()).getByRole("button", { name: "Undo and delete 1 draft" }));
    expect(await screen.findByRole("alert")).toHaveTextContent(
      "Not undone. its draft 1 was exported. Nothing was changed.",
    );
    expect(fake.book().invoices).toHaveLength(1);
  });

  it("retries what it parked, and says that it is parked still", async () => {
    const { user, fake } = renderApp(PATH, { book: await afterParking() });
    await user.click(await screen.findByRole("button", { name: "Retry the parked contract" }));
    expect(await screen.findByText("1 parked contract retried")).toBeVisible();
    expect(screen.getByText("Its total would be beyond the bounds.")).toBeVisible();
    expect(fake.calls.find((call) => call.command === "retryParked")?.args).toEqual([["PROSEWARE"]]);
  });

  it("says what came of a retry that worked, once only", async () => {
    const { user, fake } = renderApp(PATH, { book: await afterParking() });
    const retry = await screen.findByRole("button", { name: "Retry the parked contract" });
    mend(fake.book());
    await user.click(retry);
    expect(await screen.findByText("1 parked contract retried")).toBeVisible();
    expect(screen.getByRole("button", { name: "Review 1 draft" })).toBeVisible();
    // The pill and its toast are for runs of which nobody else tells.
    expect(screen.queryByText(/^Run of 5 October is done/)).not.toBeInTheDocument();
  });

  it("says why nothing was retried", async () => {
    const { user, fake } = renderApp(PATH, { book: await afterParking() });
    fake.refuse("retryParked", { code: "lease_held", message: "billing-01 is running 5 October", field: null });
    await user.click(await screen.findByRole("button", { name: "Retry the parked contract" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Not retried. billing-01 is running 5 October.");
  });

  it("offers no retry where nothing is parked", async () => {
    renderApp(PATH, { book: await afterRun(adatumBook()) });
    await screen.findByRole("button", { name: "Undo this run" });
    expect(screen.queryByRole("button", { name: /^Retry/ })).not.toBeInTheDocument();
  });
});
