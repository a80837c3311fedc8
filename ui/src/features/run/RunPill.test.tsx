import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { manyBook } from "../../lib/fake/many";
import { renderApp, type Shown } from "../../testing/renderApp";

const navigation = () => within(screen.getByRole("navigation", { name: "Screens" }));
const pill = () => navigation().findByRole("link", { name: /^Run of 5 October/ });

/** Starts the run of 5 October and leaves for the backlog. */
async function startAndLeave({ user }: Shown): Promise<void> {
  await user.click(await screen.findByRole("button", { name: /^Run 5 October/ }));
  await screen.findByText("You may leave this page, the run goes on");
  await user.keyboard("gi");
  await screen.findByRole("heading", { name: "Invoices" });
}

describe("the run of the window", () => {
  it("is followed from every screen, leads back to it, and says at the end what came of it", async () => {
    const step = Promise.withResolvers<void>();
    const shown = renderApp("/run?date=2020-10-05", { book: manyBook(6), pause: () => step.promise });
    await startAndLeave(shown);
    expect(await pill()).toHaveTextContent(/1 of \d+ contracts/);
    const bar = navigation().getByRole("progressbar", { name: "Run of 5 October" });
    expect(bar).toHaveAttribute("aria-valuenow", "1");
    step.resolve();
    await waitFor(async () => expect(await pill()).toHaveTextContent(/\d+ drafts/));
    expect(await screen.findByText("Run of 5 October is done")).toBeVisible();
    expect(screen.queryByRole("progressbar")).not.toBeInTheDocument();
    await shown.user.click(screen.getByRole("button", { name: "Show the run" }));
    expect(shown.path()).toBe("/run");
    await waitFor(() => expect(navigation().queryByText("Run of 5 October")).not.toBeInTheDocument());
  });

  it("names what is parked", async () => {
    const book = manyBook(6);
    for (const contract of book.contracts.slice(0, 2)) contract.parks = "the line has no tax category";
    const step = Promise.withResolvers<void>();
    const shown = renderApp("/run?date=2020-10-05", { book, pause: () => step.promise });
    await startAndLeave(shown);
    step.resolve();
    await waitFor(async () => expect(await pill()).toHaveTextContent(/\d+ drafts, \d+ parked/));
    await shown.user.click(await pill());
    expect(shown.path()).toBe("/run");
  });

  it("that goes on while the page is loaded anew is found again, and its end too", async () => {
    const step = Promise.withResolvers<void>();
    const { fake } = renderApp("/home", { book: manyBook(6), pause: () => step.promise });
    await screen.findByRole("heading", { name: "Home" });
    // As a page before this one has started it.
    const ended = fake.commands.startRun("2020-10-05", null);
    expect(await pill()).toHaveTextContent(/1 of \d+ contracts/);
    step.resolve();
    await ended;
    await waitFor(async () => expect(await pill()).toHaveTextContent(/\d+ drafts/));
    expect(fake.calls.some(({ command }) => command === "processRun")).toBe(true);
  });
});
