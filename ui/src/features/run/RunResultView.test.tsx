import { screen, waitFor } from "@testing-library/react";
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

  it("leads to its drafts, also by key", async () => {
    const { user, path } = renderApp("/process-runs/2020-10-05", { book: await afterRun() });
    expect(await screen.findByRole("button", { name: /^Review 1 draft/ })).toBeVisible();
    await user.keyboard("r");
    await waitFor(() => expect(path()).toBe("/invoices"));
    expect(await screen.findByRole("tab", { name: /^Draft/, selected: true })).toBeVisible();
  });
});
