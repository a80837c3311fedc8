import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { jobBook } from "../../testing/books";
import { renderApp } from "../../testing/renderApp";

describe("recurring invoice setup", () => {
  it("is found from settings, with what the job does", async () => {
    const { user, path } = renderApp("/home", { book: jobBook("sleeping") });
    await screen.findByRole("heading", { level: 1 });
    await user.keyboard("gt");
    const entry = await screen.findByRole("link", { name: "Recurring invoice setup" });
    expect(await within(screen.getByRole("list", { name: "Settings" })).findByText("Sleeping")).toBeVisible();
    await user.click(entry);
    expect(path()).toBe("/settings/jobs");
  });

  it("lists every job with what it does, and opens it by key", async () => {
    const { user, path } = renderApp("/settings/jobs", { book: jobBook("sleeping") });
    const grid = within(await screen.findByRole("grid", { name: "Recurring invoice setup" }));
    const row = grid.getByRole("row", { name: /Project Operations Create Invoices/ });
    expect(row).toHaveTextContent("ProcessRunCallerSleeping19 Oct 09:1220 Oct 09:12");
    await user.keyboard("{Enter}");
    expect(path()).toBe("/settings/jobs/1");
    await screen.findByRole("img", { name: /^The loop/ });
    await user.keyboard("{Escape}");
    expect(path()).toBe("/settings/jobs");
  });
});

describe("the palette", () => {
  it("pauses the job from anywhere, and leads to it", async () => {
    const { user, fake } = renderApp("/contracts", { book: jobBook("sleeping") });
    await screen.findByRole("heading", { level: 1 });
    await user.keyboard("{Control>}k{/Control}");
    const dialog = within(await screen.findByRole("dialog", { name: "Search" }));
    await user.keyboard("batch job");
    expect(await dialog.findByRole("option", { name: /New batch job/ })).toBeVisible();
    await user.click(await dialog.findByRole("option", { name: /Pause: batch job/ }));
    expect(fake.calls).toContainEqual({ command: "actOnBatchJob", args: ["1", "pause"] });
  });

  it("leads to the page of a paused job, which asks about the dates that passed meanwhile", async () => {
    const book = jobBook("paused", { wakeAt: "2020-10-02T09:12:06Z" });
    if (book.coverage !== undefined) book.coverage.through = "2020-10-01";
    const { user, path, fake } = renderApp("/backlog", { book });
    await user.keyboard("{Control>}k{/Control}");
    const dialog = within(await screen.findByRole("dialog", { name: "Search" }));
    await user.type(await dialog.findByRole("combobox"), "batch job");
    await waitFor(() => expect(fake.calls.some(({ command }) => command === "missedRunDates")).toBe(true));
    await user.click(await dialog.findByRole("option", { name: /Resume: batch job/ }));
    await waitFor(() => expect(path()).toBe("/settings/jobs/1"));
    expect(fake.calls.some(({ command }) => command === "actOnBatchJob")).toBe(false);
  });
});
