import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Utilization, UtilizationQuery } from "../../bindings";
import type { Fake } from "../../lib/fake/backend";
import { diskError, renderApp } from "../../testing/renderApp";

/** The chart library is loaded with the first chart. */
const DRAWN = { timeout: 10_000 };

const table = async (name: string) => within(await screen.findByRole("table", { name }));
const asked = (fake: Fake) =>
  fake.calls.findLast((call) => call.command === "utilization")?.args[0] as UtilizationQuery | undefined;

const saying = (edit: (given: Utilization) => Utilization) => (fake: Fake) => {
  const { utilization } = fake.commands;
  fake.commands.utilization = async (query) => {
    const answer = await utilization(query);
    return answer.status === "ok" ? { ...answer, data: edit(answer.data) } : answer;
  };
};

beforeEach(() => {
  // A drawing is made for the room it has.
  const room = { width: 400, height: 168, top: 0, left: 0, right: 400, bottom: 168, x: 0, y: 0, toJSON: () => ({}) };
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockReturnValue(room);
});

describe("utilization", () => {
  it("asks for the last four whole weeks before today", async () => {
    const { fake } = renderApp("/utilization");
    await table("Roles");
    // Today is Monday 5 October 2020.
    expect(asked(fake)).toEqual({ period: "week", from: "2020-09-07", through: "2020-10-04" });
  });

  describe("of a book in which nobody worked lately", () => {
    /** Nothing after Wednesday 24 June 2020. */
    const old = saying((given) => {
      const isEmpty = (given.periods[0]?.from ?? "") > "2020-06-24";
      return { ...given, last_hours_date: isEmpty ? "2020-06-24" : null };
    });

    it("opens on the last weeks with hours, and says so", async () => {
      const { fake } = renderApp("/utilization", {}, old);
      await table("Roles");
      expect(await screen.findByText("Nobody worked from 7 Sep 2020 to 4 Oct 2020.")).toBeVisible();
      expect(screen.getByText(/Shown are the last weeks with hours: 1 Jun 2020 to 28 Jun 2020/)).toBeVisible();
      await waitFor(() => expect(asked(fake)).toEqual({ period: "week", from: "2020-06-01", through: "2020-06-28" }));
      expect(screen.getByRole("textbox", { name: "First day" })).toHaveValue("1 Jun 2020");
    });

    it("does the same for days and months", async () => {
      const { user, fake } = renderApp("/utilization", {}, old);
      await table("Roles");
      await user.keyboard("3");
      await waitFor(() => expect(asked(fake)).toEqual({ period: "month", from: "2020-04-01", through: "2020-06-30" }));
      await user.keyboard("1");
      await waitFor(() => expect(asked(fake)).toEqual({ period: "day", from: "2020-06-11", through: "2020-06-24" }));
    });

    it("shows the empty days where one asks for them, and keeps them in the address", async () => {
      const { user } = renderApp("/utilization", {}, old);
      await user.click(await screen.findByRole("button", { name: "Show the empty days" }));
      const field = () => screen.getByRole("textbox", { name: "First day" });
      await waitFor(() => expect(field()).toHaveValue("7 Sep 2020"));
      expect(screen.queryByText(/^Nobody worked from/)).not.toBeInTheDocument();
    });
  });

  it("says of every role its hours, its capacity, and how it stands", async () => {
    renderApp("/utilization");
    const roles = await table("Roles");
    const developer = within(roles.getByRole("row", { name: /Developer/ })).getAllByRole("cell");
    expect(developer.map((cell) => cell.textContent)).toEqual([
      "18.00",
      "4.00",
      "2.00",
      "40.00",
      "10.0 %",
      "5.0 %",
      "45.0 %",
      "70 %",
      "\u221225.0",
      "More than 20 points below",
    ]);
    expect(roles.getByRole("row", { name: /Trainee/ })).toHaveTextContent("No capacity");
  });

  it("lists resources under their role", async () => {
    renderApp("/utilization");
    const resources = await table("Resources");
    const rows = resources.getAllByRole("row").map((row) => row.textContent ?? "");
    expect(rows.findIndex((row) => row.startsWith("Developer 1"))).toBe(
      rows.findIndex((row) => row.startsWith("Lee Gu")) - 1,
    );
  });

  it("shows the first of many resources of a role, then all of them", async () => {
    const many = (given: Utilization): Utilization => ({
      ...given,
      resources: Array.from({ length: 40 }, (_, index) => ({
        ...(given.resources[0] as Utilization["resources"][number]),
        id: `r${index}`,
        name: `Resource ${index}`,
      })),
    });
    const { user } = renderApp("/utilization", {}, saying(many));
    const resources = await table("Resources");
    expect(resources.getAllByRole("rowheader", { name: /^Resource/ })).toHaveLength(30);
    await user.click(resources.getByRole("button", { name: "Show all 40 of Consultant" }));
    expect(resources.getAllByRole("rowheader", { name: /^Resource/ })).toHaveLength(40);
  });

  it("draws every role against its target, and says it in words", async () => {
    renderApp("/utilization");
    const drawing = await screen.findByRole("application", { name: /^Chargeable percent of Developer/ }, DRAWN);
    expect(drawing).toHaveAccessibleName(/of a target of 70 %\. 7 Sep to 13 Sep 2020: 45\.0 %, More than 20 points/);
    expect(screen.getByText("No resource of this role has capacity in this time.")).toBeVisible();
  });

  it("writes the drawing as a table", async () => {
    const { user } = renderApp("/utilization");
    await table("Roles");
    await user.click(screen.getByRole("radio", { name: "Table" }));
    const periods = await table("Chargeable percent by role");
    expect(periods.getAllByRole("columnheader").map((head) => head.textContent)).toEqual([
      "Role",
      "Target",
      "7 Sep",
      "14 Sep",
      "21 Sep",
      "28 Sep",
    ]);
    expect(periods.getByRole("row", { name: /Consultant/ })).toHaveTextContent("75.0 %, On target");
  });

  it("writes it of resources, too, each under its role and as it was chosen last", async () => {
    const { user } = renderApp("/utilization");
    await table("Roles");
    await user.click(screen.getByRole("radio", { name: "Table" }));
    const rowsOf = within(screen.getByRole("radiogroup", { name: "Rows of the table" }));
    await user.click(rowsOf.getByRole("radio", { name: "Resources" }));
    const periods = await table("Chargeable percent by resource");
    expect(periods.getAllByRole("columnheader").map((head) => head.textContent)).toEqual([
      "Resource",
      "Target",
      "7 Sep",
      "14 Sep",
      "21 Sep",
      "28 Sep",
    ]);
    const rows = periods.getAllByRole("row").map((row) => row.textContent ?? "");
    expect(rows.findIndex((row) => row.startsWith("Developer 1"))).toBe(
      rows.findIndex((row) => row.startsWith("Lee Gu")) - 1,
    );
    expect(periods.getByRole("row", { name: /Lee Gu/ })).toHaveTextContent("45.0 %, More than 20 points below");
    await user.click(rowsOf.getByRole("radio", { name: "Roles" }));
    await table("Chargeable percent by role");
  });

  it("changes period and days by keys alone, and keeps them in the address", async () => {
    const { user, fake } = renderApp("/utilization");
    await table("Roles");
    await user.keyboard("3");
    // Whole months that are over.
    await waitFor(() => expect(asked(fake)).toEqual({ period: "month", from: "2020-07-01", through: "2020-09-30" }));
    screen.getByRole("textbox", { name: "First day" }).focus();
    await user.keyboard("{Control>}a{/Control}2020-08-15{Enter}");
    await waitFor(() => expect(asked(fake)).toEqual({ period: "month", from: "2020-08-15", through: "2020-09-30" }));
  });

  it("takes the end along where the beginning goes past it", async () => {
    const { user, fake } = renderApp("/utilization?from=2020-09-01&through=2020-09-10&period=day");
    await table("Roles");
    screen.getByRole("textbox", { name: "First day" }).focus();
    await user.keyboard("{Control>}a{/Control}2020-09-20{Enter}");
    await waitFor(() => expect(asked(fake)).toEqual({ period: "day", from: "2020-09-20", through: "2020-09-29" }));
  });

  // The drawing is 168 high, with 18 left above and 22 below.
  it.each([
    [1_000, ["18"]],
    [500, ["82"]],
    [null, []],
  ])("draws a target of %s thousandths where the program says", async (target_per_mille, heights) => {
    renderApp(
      "/utilization",
      {},
      saying((given) => ({ ...given, roles: given.roles.map((role) => ({ ...role, target_per_mille })) })),
    );
    const drawing = await screen.findByRole("application", { name: /^Chargeable percent of Developer/ }, DRAWN);
    const lines = [...drawing.querySelectorAll(".recharts-reference-line-line")];
    expect(lines.map((line) => line.getAttribute("y1"))).toEqual(heights);
  });

  it("exports the days and columns that are shown", async () => {
    const { user, fake } = renderApp("/utilization?period=month&from=2020-07-01&through=2020-09-30");
    await table("Roles");
    await user.click(screen.getByRole("button", { name: "Export" }));
    await user.click(await screen.findByRole("menuitem", { name: "XLSX, for a spreadsheet" }));
    expect(fake.calls).toContainEqual({
      command: "exportList",
      args: [{ list: "utilization", period: "month", from: "2020-07-01", through: "2020-09-30" }, "xlsx"],
    });
    expect(await screen.findByText("List exported as XLSX")).toBeVisible();
    expect(screen.getByText("utilization.xlsx in Documents/Billing")).toBeVisible();
  });

  it("says why nothing was exported", async () => {
    const { user } = renderApp("/utilization", {}, (fake) => fake.refuse("exportList", diskError));
    await table("Roles");
    await user.click(screen.getByRole("button", { name: "Export" }));
    await user.click(await screen.findByRole("menuitem", { name: "CSV, for any program" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Nothing was exported. The disk does not answer.");
  });

  it("offers no export where there are no roles", async () => {
    renderApp(
      "/utilization",
      {},
      saying((given) => ({ ...given, roles: [], resources: [] })),
    );
    await screen.findByRole("heading", { name: "This book has no roles" });
    expect(screen.queryByRole("button", { name: "Export" })).not.toBeInTheDocument();
  });

  it("says when the job counted last", async () => {
    renderApp("/utilization");
    expect(
      await screen.findByText("UpdateRoleUtilization last counted 4 Oct 20:00, up to Sun 4 Oct 2020."),
    ).toBeVisible();
  });

  it("says that the job has not counted yet", async () => {
    renderApp(
      "/utilization",
      {},
      saying((given) => ({ ...given, counted: null })),
    );
    expect(await screen.findByText("UpdateRoleUtilization has not counted yet.")).toBeVisible();
    expect(screen.getByRole("link", { name: "Recurring invoice setup" })).toHaveAttribute("href", "/settings/jobs");
  });

  it("says what is missing where there are no roles, and where nobody worked", async () => {
    renderApp(
      "/utilization",
      {},
      saying((given) => ({ ...given, roles: [], resources: [] })),
    );
    expect(await screen.findByRole("heading", { name: "This book has no roles" })).toBeVisible();
  });

  it("says which time is not counted, with the way to its unit", async () => {
    const uncounted = [
      { unit: "fortnight", record: "fortnight", entries: 12 },
      { unit: "lap", record: null, entries: 1 },
    ];
    renderApp(
      "/utilization",
      {},
      saying((given) => ({ ...given, uncounted })),
    );
    expect(await screen.findByText(/12 entries in “fortnight” are not counted:/)).toBeVisible();
    expect(screen.getByText(/1 entry in “lap” is not counted:/)).toBeVisible();
    const links = screen.getAllByRole("link", { name: "say in Set-up, Units how many hours one is" });
    expect(links.map((link) => link.getAttribute("href"))).toEqual([
      "/settings/set-up/units?record=fortnight",
      "/settings/set-up/units",
    ]);
  });

  it("shows what was counted, and where it differs from now", async () => {
    const { user } = renderApp("/utilization");
    const weeks = await table("Counted weeks");
    const rows = () => weeks.getAllByRole("row").map((row) => row.textContent ?? "");
    expect(rows()[1]).toBe("28 Sep to 4 Oct 2020 counted 4 Oct 20:00");
    expect(weeks.getByRole("row", { name: /^Consultant/ })).toHaveTextContent("75.0 %75 %0.0As counted");
    expect(weeks.getByRole("row", { name: /^Developer/ })).toHaveTextContent("50.0 %, 20.00 of 40.00 hours");
    const section = within(screen.getByRole("region", { name: "Counted weeks" }));
    await user.click(section.getByRole("radio", { name: "Resources" }));
    expect(weeks.getByRole("row", { name: /^Amy Alberts/ })).toHaveTextContent("As counted");
  });

  it("says that none of these days was counted, and that resources were not", async () => {
    const week = (given: Utilization) => given.counted_weeks.map((counted) => ({ ...counted, resources: [] }));
    const { user } = renderApp(
      "/utilization",
      {},
      saying((given) => ({ ...given, counted_weeks: given.periods[0]?.from === "2020-09-07" ? week(given) : [] })),
    );
    const section = within(await screen.findByRole("region", { name: "Counted weeks" }));
    await user.click(section.getByRole("radio", { name: "Resources" }));
    expect(section.getByText("Resources were not counted then.")).toBeVisible();
    await user.keyboard("3");
    expect(await screen.findByText("UpdateRoleUtilization has counted none of these days.")).toBeVisible();
  });

  it("says that no resource was at work", async () => {
    renderApp(
      "/utilization",
      {},
      saying((given) => ({ ...given, resources: [] })),
    );
    expect(await screen.findByText("No resource has capacity or hours in this time.")).toBeVisible();
  });

  it("says why too many days cannot be counted, and counts others", async () => {
    const { user, fake } = renderApp("/utilization", {}, (standIn) =>
      standIn.refuse("utilization", { ...diskError, message: "500 days were asked for, at most 400 can be" }),
    );
    expect(await screen.findByRole("alert")).toHaveTextContent("500 days were asked for, at most 400 can be");
    fake.refuse("utilization", null);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await table("Roles");
  });

  it("is a screen of the navigation", async () => {
    const { user, path } = renderApp("/run");
    await screen.findByText("1 draft");
    await user.keyboard("gl");
    await waitFor(() => expect(path()).toBe("/utilization"));
  });
});
