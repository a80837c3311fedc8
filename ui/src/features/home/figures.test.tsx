import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { adatumBook } from "../../lib/fake/adatum";
import { withHistory } from "../../lib/fake/history";
import { manyBook } from "../../lib/fake/many";
import { giveDrawingsRoom } from "../../testing/home";
import { diskError, renderApp } from "../../testing/renderApp";

beforeEach(giveDrawingsRoom);

describe("figures over time", () => {
  it("draws how old the backlog is, in one currency, and writes it as a table", async () => {
    const { user, fake } = renderApp("/home", { book: adatumBook("2020-11-20") });
    const figure = within(await screen.findByRole("region", { name: "Backlog by age" }));
    expect(
      await figure.findByLabelText(
        /^Backlog by age, in USD. Dated after today: Ready 0.00 USD.*61 to 90 days: .*Over 90 days: /,
      ),
    ).toBeInTheDocument();
    await user.click(figure.getByRole("radio", { name: "Table" }));
    const table = within(figure.getByRole("table", { name: "Backlog by age, in USD." }));
    expect(table.getAllByRole("rowheader").map((one) => one.textContent)).toEqual([
      "Dated after today",
      "Up to 30 days",
      "31 to 60 days",
      "61 to 90 days",
      "Over 90 days",
    ]);
    await user.click(figure.getByRole("button", { name: /^Export/ }));
    await user.click(await screen.findByRole("menuitem", { name: /^CSV/ }));
    await waitFor(() =>
      expect(fake.calls.find((call) => call.command === "exportList")?.args).toEqual([
        { list: "backlog_by_age" },
        "csv",
      ]),
    );
  });

  it("draws what the run dates of the weeks to come would bring, and writes it as a table", async () => {
    const { user } = renderApp("/home");
    const figure = within(await screen.findByRole("region", { name: "Forecast by week" }));
    expect(
      await figure.findByLabelText(/5 Oct: Expected 7,420.00 USD, not ready 800.00 USD. 12 Oct: Expected nothing/),
    ).toBeInTheDocument();
    await user.click(figure.getByRole("radio", { name: "Table" }));
    const rows = within(figure.getByRole("table", { name: /next twelve weeks would bring, in USD/ })).getAllByRole(
      "row",
    );
    expect(rows).toHaveLength(13);
    expect(rows[1]).toHaveTextContent(/^5 Oct1/);
  });

  it("does not wait for the figures, and says why they did not come", async () => {
    const { user, fake } = renderApp("/home", {}, (made) => made.refuse("figures", diskError));
    expect(await screen.findByRole("region", { name: "Next run dates" })).toBeVisible();
    expect(await screen.findByText("The figures could not be read")).toBeVisible();
    fake.refuse("figures", null);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("region", { name: "Forecast by week" })).toBeVisible();
  });
});

describe("charts", () => {
  // The chart library is loaded with the first chart.
  const DRAWN = { timeout: 10_000 };
  const book = () => withHistory(manyBook(15));

  it("billed per month are drawn with a name that says every amount", async () => {
    renderApp("/home", { book: book() });
    const drawing = await screen.findByRole("application", { name: /^Billed per month, in BGN/ }, DRAWN);
    expect(drawing).toHaveAccessibleName(/July 2020: Confirmed [\d,]+\.00 BGN, On drafts 0\.00 BGN/);
    expect(drawing.querySelectorAll(".recharts-bar-rectangle").length).toBeGreaterThan(0);
  });

  it("change their currency", async () => {
    const { user } = renderApp("/home", { book: book() });
    const billed = within(await screen.findByRole("region", { name: "Billed per month" }));
    await user.click(await billed.findByRole("radio", { name: "USD" }));
    expect(await billed.findByRole("application", { name: /^Billed per month, in USD/ }, DRAWN)).toBeVisible();
  });

  it("show the same figures as a table, and remember that", async () => {
    const { user } = renderApp("/home", { book: book() });
    const billed = within(await screen.findByRole("region", { name: "Billed per month" }));
    await user.click(billed.getByRole("radio", { name: "Table" }));
    const table = within(billed.getByRole("table", { name: /in BGN/ }));
    expect(table.getByRole("row", { name: /^July 2020/ })).toBeVisible();
    expect(localStorage.getItem("proforma.view.billed")).toBe("table");
  });

  it("draw the money that is not invoiced, each currency by itself", async () => {
    const { user } = renderApp("/home", { book: book() });
    const money = within(await screen.findByRole("region", { name: "Not yet invoiced" }));
    await user.click(money.getByRole("radio", { name: "Chart" }));
    const drawing = await money.findByRole("application", { name: /^Not yet invoiced, per currency/ }, DRAWN);
    expect(drawing).toHaveAccessibleName(/Ready [\d,]+\.00 BGN, Not ready [\d,]+\.00 BGN, On drafts 0\.00 BGN/);
  });

  it("draw what the next run dates would bring", async () => {
    const { user } = renderApp("/home");
    const dates = within(await screen.findByRole("region", { name: "Next run dates" }));
    await user.click(dates.getByRole("radio", { name: "Chart" }));
    const drawing = await dates.findByRole("application", { name: /^Expected on the next run dates, in USD/ }, DRAWN);
    expect(drawing).toHaveAccessibleName(/5 Oct: Expected 7,420.00 USD, not ready 800.00 USD/);
  });

  it("are read with the arrow keys", async () => {
    const { user } = renderApp("/home");
    const dates = within(await screen.findByRole("region", { name: "Next run dates" }));
    await user.click(dates.getByRole("radio", { name: "Chart" }));
    (await dates.findByRole("application", {}, DRAWN)).focus();
    await user.keyboard("{ArrowRight}");
    expect(await dates.findByText("1,800.00 USD")).toBeInTheDocument();
  });

  it("are exported as a list", async () => {
    const { user, fake } = renderApp("/home", { book: book() });
    const billed = within(await screen.findByRole("region", { name: "Billed per month" }));
    await user.click(billed.getByRole("button", { name: /Export/ }));
    await user.click(await screen.findByRole("menuitem", { name: /CSV/ }));
    await waitFor(() =>
      expect(fake.calls.find((call) => call.command === "exportList")?.args).toEqual([
        { list: "billed_per_month" },
        "csv",
      ]),
    );
  });
});
