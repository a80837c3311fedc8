import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { ProcessRunRow } from "../../bindings";
import type { Fake } from "../../lib/fake/backend";
import { afterRun } from "../../testing/books";
import { renderApp } from "../../testing/renderApp";

const grid = async () => within(await screen.findByRole("grid", { name: "Process runs" }));

function run(run_date: string, given: Partial<ProcessRunRow> = {}): ProcessRunRow {
  return {
    run_date,
    status: "completed",
    started_at: `${run_date}T09:12:04Z`,
    ended_at: `${run_date}T09:12:06Z`,
    took_milliseconds: 1_400,
    attempts: 1,
    contracts: 2,
    drafts: 2,
    parked: 0,
    totals: [{ amount: "4870.00", currency: "EUR" }],
    asked_for: "batch_job",
    is_caught_up: false,
    undone_at: null,
    ...given,
  };
}

const runs: ProcessRunRow[] = [
  run("2020-10-19", { status: "completed_with_failures", parked: 1, drafts: 6, attempts: 3, asked_for: "person" }),
  run("2020-10-18", { drafts: 0, contracts: 0, totals: [] }),
  run("2020-10-16"),
  run("2020-10-12", { is_caught_up: true, ended_at: "2020-10-14T09:12:06Z", asked_for: "headless" }),
  run("2020-10-05", { undone_at: "2020-10-06T10:00:00Z", drafts: 0, totals: [] }),
  run("2020-10-02", { status: "interrupted", ended_at: "2020-10-02T09:12:06Z" }),
];

const answering = (rows: ProcessRunRow[]) => (fake: Fake) => {
  fake.commands.processRuns = async () => ({ status: "ok", data: rows });
};

describe("the list of process runs", () => {
  it("says of each date when it ended, who asked, what came of it and how long it took", async () => {
    renderApp("/process-runs", {}, answering(runs));
    const rows = await grid();
    const parked = rows.getByRole("row", { name: /Mon 19 Oct 2020/ });
    expect(parked).toHaveTextContent("19 Oct 09:12, person");
    expect(parked).toHaveTextContent("1 parked");
    expect(parked).toHaveTextContent("4,870.00 EUR");
    expect(parked).toHaveTextContent("1.4 s");
    expect(rows.getByRole("row", { name: /Sun 18 Oct 2020/ })).toHaveTextContent("Nothing due");
    expect(rows.getByRole("row", { name: /Fri 16 Oct 2020/ })).toHaveTextContent("16 Oct 09:12, batch job");
    expect(rows.getByRole("row", { name: /Fri 16 Oct 2020/ })).toHaveTextContent("Completed");
    expect(rows.getByRole("row", { name: /Mon 12 Oct 2020/ })).toHaveTextContent("14 Oct 09:12, caught up, headless");
    expect(rows.getByRole("row", { name: /Mon 5 Oct 2020/ })).toHaveTextContent("Undone");
    expect(rows.getByRole("row", { name: /Fri 2 Oct 2020/ })).toHaveTextContent("Stopped between two contracts");
  });

  it("tells attempts only where a date was run more than once", async () => {
    renderApp("/process-runs", {}, answering(runs));
    const rows = await grid();
    expect(rows.getByRole("columnheader", { name: "Attempts" })).toBeVisible();
    const cells = within(rows.getByRole("row", { name: /Fri 16 Oct 2020/ })).getAllByRole("gridcell");
    expect(cells.at(-2)).toHaveTextContent(/^$/);
    expect(
      within(rows.getByRole("row", { name: /19 Oct/ }))
        .getAllByRole("gridcell")
        .at(-2),
    ).toHaveTextContent("3");
  });

  it("has no column of attempts where every date was run once", async () => {
    renderApp("/process-runs", {}, answering(runs.slice(1)));
    expect((await grid()).queryByRole("columnheader", { name: "Attempts" })).not.toBeInTheDocument();
  });

  it("counts each kind and keeps the chosen one in the address", async () => {
    const { user } = renderApp("/process-runs", {}, answering(runs));
    const which = within(await screen.findByRole("radiogroup", { name: "Which process runs" }));
    expect(which.getAllByRole("radio").map((radio) => radio.parentElement?.textContent)).toEqual([
      "All 6",
      "With drafts 4",
      "Parked 1",
      "Caught up 1",
      "Undone 1",
    ]);
    await user.click(which.getByRole("radio", { name: "Caught up 1" }));
    await waitFor(async () => expect((await grid()).getAllByRole("row")).toHaveLength(2));
    expect((await grid()).getByRole("row", { name: /Mon 12 Oct 2020/ })).toBeVisible();
    expect(screen.getByText("1 process run, 2 drafts")).toBeVisible();
  });

  it("opens with the kind that the address names", async () => {
    renderApp("/process-runs?show=undone", {}, answering(runs));
    expect((await grid()).getByRole("row", { name: /Mon 5 Oct 2020/ })).toBeVisible();
    expect(screen.getByRole("radio", { name: "Undone 1" })).toBeChecked();
  });

  it("says where a kind has none, and shows all again", async () => {
    const { user } = renderApp("/process-runs?show=undone", {}, answering(runs.slice(0, 3)));
    expect(await screen.findByRole("heading", { name: "No run was undone" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show all 3 process runs" }));
    expect((await grid()).getAllByRole("row")).toHaveLength(4);
  });

  it("is walked by keys alone: a kind by its digit, a row by arrows, opened by Enter", async () => {
    const { user, path } = renderApp("/process-runs", { book: await afterRun() });
    await grid();
    await user.keyboard("2");
    await waitFor(() => expect(screen.getByRole("radio", { name: "With drafts 1" })).toBeChecked());
    screen.getByRole("grid", { name: "Process runs" }).focus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(path()).toBe("/process-runs/2020-10-05"));
  });

  it("draws only the rows that are seen of thousands", async () => {
    const day = (index: number) => new Date(Date.UTC(2020, 9, 19) - index * 86_400_000).toISOString().slice(0, 10);
    const many = Array.from({ length: 4_000 }, (_, index) => run(day(index)));
    renderApp("/process-runs", {}, answering(many));
    const list = await screen.findByRole("grid", { name: "Process runs" });
    expect(list).toHaveAttribute("aria-rowcount", "4001");
    expect(within(list).getAllByRole("row").length).toBeLessThan(100);
  });
});
