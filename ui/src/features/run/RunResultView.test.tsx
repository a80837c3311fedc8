import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { afterRun } from "../../testing/books";
import { renderApp } from "../../testing/renderApp";

describe("the result of a run", () => {
  it("says why it stopped between two contracts", async () => {
    const book = await afterRun();
    for (const run of book.runs) {
      run.isInterrupted = true;
      run.reason = "the disk is full";
    }
    renderApp("/process-runs/2020-10-05", { book });
    expect(await screen.findByText("Stopped between two contracts")).toBeVisible();
    expect(screen.getByText("It stopped: the disk is full.")).toBeVisible();
  });

  it("says nothing of it where it came to its end", async () => {
    renderApp("/process-runs/2020-10-05", { book: await afterRun() });
    expect(await screen.findByText("Completed")).toBeVisible();
    expect(screen.queryByText(/^It stopped/)).not.toBeInTheDocument();
  });

  it("says what its counts are of, where the tabs count less than what stays behind", async () => {
    const book = await afterRun();
    const [run] = book.runs;
    const left = run?.verdicts?.filter((row) => row.verdict === "passed_over") ?? [];
    if (run === undefined || left.length < 2) throw new Error("the run passes something over");
    run.verdicts = run.verdicts?.filter((row) => row !== left[0]) ?? [];
    renderApp("/process-runs/2020-10-05?tab=drafts", { book });
    const panel = within(await screen.findByRole("complementary", { name: "Passed over" }));
    expect(
      await panel.findByText(`These are ${left.length - 1} passed over and 1 that the run did not look at`, {
        exact: false,
      }),
    ).toBeVisible();
    expect(panel.getByText(`${left.length}, by reason, net of tax`)).toBeVisible();
  });

  it("says nothing of its counts where they are one", async () => {
    renderApp("/process-runs/2020-10-05?tab=drafts", { book: await afterRun() });
    const panel = within(await screen.findByRole("complementary", { name: "Passed over" }));
    await panel.findByText(/by reason/);
    expect(panel.queryByText(/^These are/)).not.toBeInTheDocument();
  });

  it("leads to its drafts, also by key", async () => {
    const { user, path } = renderApp("/process-runs/2020-10-05", { book: await afterRun() });
    expect(await screen.findByRole("button", { name: /^Review 1 draft/ })).toBeVisible();
    await user.keyboard("r");
    await waitFor(() => expect(path()).toBe("/invoices"));
    expect(await screen.findByRole("tab", { name: /^Draft/, selected: true })).toBeVisible();
  });
});
