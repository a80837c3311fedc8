// Runs and invoices in the states that are reached by doing something.
import { screen, waitFor } from "@testing-library/react";
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import { adatumBook } from "../lib/fake/adatum";
import { createFake } from "../lib/fake/backend";
import { withSleepingJob } from "../lib/fake/jobs";
import { manyBook } from "../lib/fake/many";
import type { FakeBook } from "../lib/fake/model";
import { afterParking, afterRun } from "./books";
import { renderApp, type Shown } from "./renderApp";

async function violations(): Promise<string[]> {
  // Contrast needs a drawn page and is kept by the tokens; regions are judged on the whole window.
  const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

const PROCESS_RUN = "/process-runs/2020-10-05";

const states: [name: string, path: string, book: () => Promise<FakeBook>, reach: (shown: Shown) => Promise<unknown>][] =
  [
    [
      "a book that changed since the preview",
      "/run",
      async () => adatumBook(),
      async ({ user, fake }) => {
        await waitFor(() => expect(screen.getByRole("button", { name: "Run 5 October" })).toBeEnabled());
        for (const share of fake.book().shares) share.status = "ready_to_invoice";
        await user.click(screen.getByRole("button", { name: "Run 5 October" }));
        await screen.findByRole("grid", { name: "What differs from the preview" });
      },
    ],
    ["verdicts", PROCESS_RUN, () => afterRun(manyBook(30)), () => screen.findByRole("grid", { name: /Verdicts/ })],
    [
      "a verdict with its panel",
      PROCESS_RUN,
      afterRun,
      async ({ user }) => {
        (await screen.findByRole("grid", { name: /Verdicts/ })).focus();
        await user.keyboard("w");
        await screen.findByText("Where is it now?");
      },
    ],
    [
      "drafts of a process run",
      `${PROCESS_RUN}?tab=drafts`,
      afterRun,
      () => screen.findByRole("table", { name: /Lines/ }, { timeout: 5_000 }),
    ],
    ["no verdict", `${PROCESS_RUN}?tab=parked`, afterRun, () => screen.findByText("No contract is parked")],
    ["process runs", "/process-runs", afterRun, () => screen.findByRole("grid", { name: "Process runs" })],
    ["parked contracts", "/parked", afterParking, () => screen.findByRole("grid", { name: "Parked contracts" })],
    [
      "what came of a retry",
      "/parked",
      afterParking,
      async ({ user }) => {
        (await screen.findByRole("grid", { name: "Parked contracts" })).focus();
        await user.keyboard("r");
        await screen.findByRole("region", { name: "What came of it" });
      },
    ],
    [
      "a process run that is to be undone",
      PROCESS_RUN,
      afterRun,
      async ({ user }) => {
        await user.click(await screen.findByRole("button", { name: "Undo this run" }));
        await screen.findByRole("dialog");
      },
    ],
    [
      "an undone process run",
      PROCESS_RUN,
      async () => {
        const book = await afterParking();
        await createFake({ book }).commands.undoRun("2020-10-05");
        return book;
      },
      () => screen.findByText(/^Undone/, { selector: "strong" }),
    ],
    [
      "missed run dates that are chosen",
      "/missed",
      async () => adatumBook("2020-11-05"),
      async ({ user }) => {
        (await screen.findByRole("grid", { name: "Missed run dates" })).focus();
        await user.keyboard(" ");
        await screen.findByRole("toolbar");
      },
    ],
    [
      "missed run dates that are to be skipped",
      "/missed",
      async () => adatumBook("2020-11-05"),
      async ({ user }) => {
        (await screen.findByRole("grid", { name: "Missed run dates" })).focus();
        await user.keyboard("s");
        await screen.findByRole("dialog");
        await user.keyboard("{Enter}");
        await screen.findByText("Say why, for whoever looks later.");
      },
    ],
    [
      "missed run dates that are being run",
      "/missed",
      async () => adatumBook("2020-11-05"),
      async ({ user, fake }) => {
        (await screen.findByRole("grid", { name: "Missed run dates" })).focus();
        fake.hold("startRun");
        await user.keyboard("c");
        await screen.findByText("0 of 1 date");
      },
    ],
    [
      "a job that waits for a decision",
      "/missed",
      async () => {
        const book = withSleepingJob(adatumBook("2020-11-05"), { wakeAt: "2020-11-04T09:12:06Z" });
        book.coverage = { activated: "2020-10-01", through: "2020-10-01" };
        return book;
      },
      () => screen.findByRole("button", { name: "Run them all" }),
    ],
    [
      "invoices",
      "/invoices?from=2020-10-01",
      () => afterRun(manyBook(30)),
      () => screen.findByRole("table", { name: /Lines/ }, { timeout: 5_000 }),
    ],
    [
      "invoices that are chosen",
      "/invoices",
      () => afterRun(manyBook(30)),
      async ({ user }) => {
        (await screen.findByRole("grid", { name: "Invoices" })).focus();
        await user.keyboard(" {Shift>}{ArrowDown}{/Shift}");
        await screen.findByRole("toolbar");
      },
    ],
    [
      "names of exported files",
      "/invoices/inv-1",
      afterRun,
      async ({ user }) => {
        await user.click(await screen.findByRole("button", { name: "Change the name" }));
        await screen.findByRole("dialog", { name: "Export 1 PDF" });
      },
    ],
    [
      "an invoice with its evidence",
      "/invoices/inv-1",
      afterRun,
      async ({ user }) => {
        await screen.findByRole("table", { name: /Lines/ });
        await user.keyboard("e");
        await screen.findAllByRole("table", { name: "Where its shares went" });
      },
    ],
  ];

describe.each(["light", "dark"])("in the %s theme", (theme) => {
  it.each(states)("%s has no violation that axe finds", async (_name, path, book, reach) => {
    localStorage.setItem("mantine-color-scheme-value", theme);
    await reach(renderApp(path, { book: await book() }));
    expect(document.documentElement).toHaveAttribute("data-mantine-color-scheme", theme);
    expect(await violations()).toEqual([]);
  });
});
