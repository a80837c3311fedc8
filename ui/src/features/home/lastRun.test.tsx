import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { answering, giveDrawingsRoom } from "../../testing/home";
import { renderApp } from "../../testing/renderApp";

const lastRun = {
  run_date: "2020-10-05",
  status: "completed_with_failures" as const,
  started_at: "2020-10-05T09:02:00Z",
  ended_at: "2020-10-05T09:02:01Z",
  took_milliseconds: 1_000,
  attempts: 2,
  contracts: 1,
  drafts: 0,
  parked: 1,
  totals: [],
  asked_for: "person" as const,
  is_caught_up: false,
  undone_at: null,
};

beforeEach(giveDrawingsRoom);

describe("the last run on home", () => {
  it("proves the last run, and opens it", async () => {
    const { user, fake, path } = renderApp("/home");
    await fake.commands.startRun("2020-10-05", null);
    const last = within(await screen.findByRole("region", { name: "Last run" }));
    expect(await last.findByText(/Ready before = invoiced \+ left out, to the cent, in 1 currency/)).toBeVisible();
    await user.click(last.getByRole("link", { name: "Open the process run of Mon 5 Oct" }));
    await waitFor(() => expect(path()).toBe("/process-runs/2020-10-05"));
  });

  it("says what the last run left out and why, and leads to what that was said of", async () => {
    const { user, fake, path } = renderApp("/home");
    await fake.commands.startRun("2020-10-05", null);
    const left = within(await screen.findByRole("list", { name: "Left out" }));
    const rows = (await left.findAllByRole("listitem")).map((row) => row.textContent);
    expect(rows).toContain("Later run date, 1 share12,000.00 USD");
    await user.click(left.getByRole("link", { name: "Later run date, 1 share" }));
    await waitFor(() => expect(path()).toBe("/process-runs/2020-10-05"));
    expect(await screen.findByRole("button", { name: /^Reason.*Later run date, 1/ })).toBeVisible();
    const verdicts = within(await screen.findByRole("grid", { name: "Verdicts of the run" }));
    expect(await verdicts.findByRole("row", { name: /Prototype accepted/ })).toBeVisible();
    expect(verdicts.getAllByRole("row")).toHaveLength(2);
  });

  it("says what was left out in contracts that the run did not look into", async () => {
    const row = {
      currency: "USD",
      ready_before: "84.00",
      invoiced: "0.00",
      left_out: "84.00",
      adds_up: true,
      changed_meanwhile: 0,
    };
    const reasons = [{ code: "no_later_run_date" as const, count: 2, amount: "12.00" }];
    renderApp("/home", {}, (fake) => {
      answering({ last_run: lastRun })(fake);
      fake.commands.runProof = async () => ({ status: "ok", data: [{ ...row, reasons, elsewhere: "72.00" }] });
    });
    const rows = within(await screen.findByRole("list", { name: "Left out" })).getAllByRole("listitem");
    expect(rows.map((one) => one.textContent)).toEqual([
      "No later run date, 2 shares12.00 USD",
      "in contracts without a row on the date72.00 USD",
    ]);
  });

  it("says in which currency a proof does not add up", async () => {
    const proof = {
      currency: "SEK",
      ready_before: "3.00",
      invoiced: "1.00",
      left_out: "1.00",
      adds_up: false,
      changed_meanwhile: 0,
      reasons: [],
      elsewhere: null,
    };
    renderApp(
      "/home",
      {},
      answering({
        last_proof: [proof],
        last_run: lastRun,
      }),
    );
    expect(await screen.findByText(/Ready before is not invoiced \+ left out in SEK/)).toBeVisible();
    expect(screen.getByText("Completed, some parked")).toBeVisible();
  });
});
