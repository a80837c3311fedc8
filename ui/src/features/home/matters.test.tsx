import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import type { Matter } from "../../bindings";
import { adatumBook } from "../../lib/fake/adatum";
import { answering, giveDrawingsRoom, matter } from "../../testing/home";
import { renderApp } from "../../testing/renderApp";

beforeEach(giveDrawingsRoom);

describe("what needs a person", () => {
  it.each<[Matter, string, string, string, string]>([
    [
      matter("drafts_to_review", { count: 9 }),
      "9 drafts to review",
      "The oldest waits 4 days",
      "since 1 Oct",
      "Review",
    ],
    [matter("drafts_to_review", { date: "2020-10-05" }), "1 draft to review", "All of today", "today", "Review"],
    [matter("stale_drafts", { count: 2 }), "2 drafts are older than 7 days", "is not billed", "since 1 Oct", "Review"],
    [
      matter("contract_parked", { reason: "no price for role Integrator" }),
      "Contract parked: Implementation services for Adatum",
      "no price for role Integrator",
      "since 1 Oct",
      "Parked contracts",
    ],
    [
      matter("missed_run_date", { count: 3 }),
      "Missed run date: Thu 1 Oct",
      "3 contracts were to run and did not",
      "4 days ago",
      "Preview",
    ],
    [
      matter("milestone_not_ready", { what: "Prototype accepted", id: "m2" }),
      "Milestone past its date, not ready: Prototype accepted",
      "Implementation services for Adatum",
      "4 days ago",
      "Mark ready",
    ],
    [
      matter("milestone_soon", { what: "Prototype accepted", id: "m2", date: "2020-10-16" }),
      "Milestone not ready: Prototype accepted",
      "Implementation services for Adatum",
      "in 11 days",
      "Mark ready",
    ],
    [
      matter("line_not_set_up", { what: "Seasonal support" }),
      "Contract line not set up: Seasonal support",
      "without a schedule no run takes its work",
      "since 1 Oct",
      "Set up schedule",
    ],
  ])("case %#: has its sentence, amount, age and way out", async (given, title, text, age, action) => {
    renderApp("/home", {}, answering({ matters: [given] }));
    const row = within((await screen.findByText(title)).closest("li") as HTMLElement);
    expect(row.getByText(new RegExp(text))).toBeVisible();
    expect(row.getByText("12,000.00")).toBeVisible();
    expect(row.getByText(age)).toBeVisible();
    // Read alone, an action names what it is about.
    const name = `${action}: ${title}`;
    expect(row.queryByRole("link", { name }) ?? row.getByRole("button", { name })).toBeVisible();
  });

  it("says what comes next where nothing needs anybody", async () => {
    renderApp("/home", {}, answering({ matters: [] }));
    expect(await screen.findByText("Nothing needs you.")).toBeVisible();
    expect(screen.getByText("The next run date is Mon 5 Oct 2020, today.")).toBeVisible();
    expect(screen.getByText("Amounts are net of tax.")).toBeVisible();
  });

  it("leads to the radar for what is not listed", async () => {
    const { user, path } = renderApp("/home", {}, answering({ matters: [matter("stale_drafts")], more: 12 }));
    await user.click(await screen.findByRole("link", { name: "12 more matters on the stranded-revenue radar" }));
    await waitFor(() => expect(path()).toBe("/radar"));
  });

  it("names the first of many currencies, and reads all of them", async () => {
    const amounts = ["BGN", "EUR", "SEK"].map((currency) => ({ amount: "10.00", currency }));
    renderApp("/home", {}, answering({ matters: [matter("stale_drafts", { amounts })] }));
    const row = within((await screen.findByText(/draft is older/)).closest("li") as HTMLElement);
    expect(row.getByText("and 2 other currencies")).toBeVisible();
    expect(row.getByText("10.00 EUR, 10.00 SEK")).toBeInTheDocument();
  });

  it("goes from row to row with J and K", async () => {
    const { user } = renderApp(
      "/home",
      {},
      answering({ matters: [matter("stale_drafts"), matter("contract_parked"), matter("line_not_set_up")] }),
    );
    await screen.findByText(/draft is older/);
    await user.keyboard("jjk");
    expect(screen.getByRole("link", { name: /^Review: 1 draft is older/ })).toHaveFocus();
  });

  it("leads to the parked contracts and to the missed run dates", async () => {
    const matters = [matter("contract_parked"), matter("missed_run_date")];
    const { user, path } = renderApp("/home", {}, answering({ matters }));
    await user.click(await screen.findByRole("link", { name: /^Parked contracts: / }));
    await waitFor(() => expect(path()).toBe("/parked"));
    await user.keyboard("{Alt>}{ArrowLeft}{/Alt}");
    await user.click(await screen.findByRole("link", { name: /^Missed run dates: / }));
    await waitFor(() => expect(path()).toBe("/missed"));
  });

  it("marks a milestone ready, and undoes it", async () => {
    const book = adatumBook();
    for (const share of book.shares) if (share.id === "m2") share.status = "not_ready";
    const { user, fake } = renderApp(
      "/home",
      { book },
      answering({ matters: [matter("milestone_soon", { what: "Prototype accepted", id: "m2" })] }),
    );
    await user.click(await screen.findByRole("button", { name: /^Mark ready: / }));
    expect(await screen.findByText("1 marked ready to invoice")).toBeVisible();
    const status = () => fake.book().shares.find((share) => share.id === "m2")?.status;
    expect(status()).toBe("ready_to_invoice");
    await user.click(screen.getByRole("button", { name: /^Undo/ }));
    await waitFor(() => expect(status()).toBe("not_ready"));
  });

  it("says beside the milestone why it was not marked", async () => {
    const { user, fake } = renderApp(
      "/home",
      {},
      answering({ matters: [matter("milestone_soon", { what: "Prototype accepted", id: "m2" })] }),
    );
    fake.refuse("mark", { code: "refused", message: "the limit of the contract is reached", field: null });
    await user.click(await screen.findByRole("button", { name: /^Mark ready: / }));
    expect(await screen.findByRole("alert")).toHaveTextContent("the limit of the contract is reached");
  });
});
