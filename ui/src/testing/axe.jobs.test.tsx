// The batch job in the states that it can be in, and while it is set up.
import { screen } from "@testing-library/react";
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import { jobStatuses, withDaysRun } from "../lib/fake/jobStates";
import type { FakeBook } from "../lib/fake/model";
import { jobBook } from "./books";
import { diskError, renderApp, type Shown } from "./renderApp";

async function violations(): Promise<string[]> {
  // Contrast needs a drawn page and is kept by the tokens; regions are judged on the whole window.
  const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

const drawn = () => screen.findByRole("img", { name: /^The loop/ });

const states: [name: string, path: string, book: () => FakeBook, reach: (shown: Shown) => Promise<unknown>][] = [
  ["settings", "/settings", () => jobBook("sleeping"), () => screen.findByRole("switch", { name: /^Start Proforma/ })],
  [
    "a setting that was refused",
    "/settings",
    () => jobBook("sleeping"),
    async ({ user, fake }) => {
      fake.refuse("setProgramSettings", diskError);
      await user.click(await screen.findByRole("switch", { name: /^Start Proforma/ }));
      await screen.findByRole("alert");
    },
  ],
  ["batch jobs", "/settings/jobs", () => jobBook("sleeping"), () => screen.findByRole("grid")],
  [
    "a new batch job without the words",
    "/settings/jobs/new",
    () => jobBook("sleeping"),
    async ({ user }) => {
      const name = await screen.findByRole("textbox", { name: /^Name/ });
      await user.clear(name);
      await screen.findByText(/are missing/);
    },
  ],
  [
    "look up record",
    "/settings/jobs/1",
    () => jobBook("not_started"),
    async ({ user }) => {
      await user.click(await screen.findByRole("button", { name: "Run workflow" }));
      await screen.findByRole("region", { name: "Order after OK" });
    },
  ],
  [
    "a job with its days",
    "/settings/jobs/1",
    () => withDaysRun(jobBook("sleeping"), 140),
    () => screen.findByRole("grid", { name: "Dates covered" }),
  ],
  [
    "skipping dates",
    "/settings/jobs/1",
    () => jobBook("waits_for_person"),
    async ({ user }) => user.click(await screen.findByRole("button", { name: "Skip them…" })),
  ],
  ...jobStatuses.map((status): (typeof states)[number] => [status, "/settings/jobs/1", () => jobBook(status), drawn]),
];

describe.each(["light", "dark"])("in the %s theme", (theme) => {
  it.each(states)("%s has no violation that axe finds", async (_name, path, book, reach) => {
    localStorage.setItem("mantine-color-scheme-value", theme);
    await reach(renderApp(path, { book: book() }));
    expect(document.documentElement).toHaveAttribute("data-mantine-color-scheme", theme);
    expect(await violations()).toEqual([]);
  });
});
