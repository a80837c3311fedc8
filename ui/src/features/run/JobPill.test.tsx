import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { JobStatus } from "../../bindings";
import { adatumBook } from "../../lib/fake/adatum";
import { jobBook } from "../../testing/books";
import { renderApp } from "../../testing/renderApp";

const navigation = () => within(screen.getByRole("navigation", { name: "Screens" }));

describe("the batch job at the foot of the navigation", () => {
  it.each<[JobStatus, RegExp]>([
    ["not_started", /^Not started no batch job is running$/],
    ["sleeping", /^Sleeping wakes tomorrow 09:12$/],
    ["processing", /^Processing Starting/],
    ["retrying", /^Trying again at 09:13$/],
    ["waits_for_person", /^Waits for you 34 dates were missed$/],
    ["clock_behind", /^Clock is behind nothing new starts$/],
    ["paused", /^Paused until it is resumed$/],
    ["stopped", /^Stopped The disk is full: 2 drafts kept, 40 MB free$/],
    ["stopped_working", /^Stopped working no program does it$/],
    ["hung", /^Not getting on nothing finished since 08:50$/],
  ])("%s is said in a word and what follows, and leads to its page", async (status, words) => {
    const { user, path, fake } = renderApp("/contracts", { book: jobBook(status) });
    await screen.findByRole("heading", { level: 1 });
    const pill = await waitFor(() => {
      const links = navigation().getAllByRole("link");
      const found = links.find((link) => words.test(link.textContent ?? ""));
      if (found === undefined) throw new Error(links.at(-1)?.textContent ?? "no link");
      return found;
    });
    expect(fake.calls.some(({ command }) => command === "batchJob")).toBe(false);
    await user.click(pill);
    expect(path()).toBe("/settings/jobs/1");
  });

  it("leads to setting one up where there is none", async () => {
    const { user, path } = renderApp("/contracts");
    await screen.findByRole("heading", { level: 1 });
    await user.click(await navigation().findByRole("link", { name: /^Not started/ }));
    expect(path()).toBe("/settings/jobs/new");
  });

  it("does not take one that counts utilization for one that creates invoices", async () => {
    renderApp("/contracts", { book: jobBook("sleeping", { workflow: "update_role_utilization" }) });
    await screen.findByRole("heading", { level: 1 });
    const pill = await navigation().findByRole("link", { name: "Not started no job creates invoices" });
    expect(pill).toHaveAttribute("href", "/settings/jobs");
  });

  it("names the date that the job runs and how far it is, then sleeps", async () => {
    const step = Promise.withResolvers<void>();
    const book = jobBook("processing", {}, adatumBook("2020-10-19"));
    const { fake } = renderApp("/contracts", { book, pause: () => step.promise });
    await screen.findByRole("heading", { level: 1 });
    await fake.commands.actOnBatchJob("1", "pause");
    void fake.commands.actOnBatchJob("1", "resume");
    const pill = await navigation().findByRole("link", { name: /^Processing 19 Oct 1 of 1/ });
    expect(within(pill).getByRole("progressbar")).toHaveAttribute("aria-valuenow", "1");
    step.resolve();
    expect(await navigation().findByRole("link", { name: /^Sleeping wakes tomorrow/ })).toBeVisible();
  });
});
