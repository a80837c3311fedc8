import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { diskError, renderApp } from "../../../testing/renderApp";

const LIST = "/settings/set-up/invoice-frequencies";
const BIWEEKLY = `${LIST}?record=biweekly-monday`;

async function open(address: string, ...rest: Parameters<typeof renderApp> extends [string, ...infer R] ? R : never) {
  const shown = renderApp(address, ...rest);
  const dialog = within(await screen.findByRole("dialog"));
  return { ...shown, dialog };
}

type Dialog = Awaited<ReturnType<typeof open>>["dialog"];

const dates = (dialog: Dialog) =>
  within(dialog.getByRole("table"))
    .getAllByRole("rowheader")
    .map((cell) => cell.textContent);
const cutOffs = (dialog: Dialog) =>
  within(dialog.getByRole("table"))
    .getAllByRole("row")
    .slice(1)
    .map((row) => within(row).getAllByRole("cell").at(-1)?.textContent);

describe("an invoice frequency", () => {
  // SPEC 3.1 to 3.6: the sentence, the next twelve dates with cut-offs and six months change as one types.
  it("says its rule and its next twelve dates", async () => {
    const { dialog } = await open(BIWEEKLY);
    expect(
      await dialog.findByText("Every second Monday, taking work dated up to and including the Sunday before."),
    ).toBeVisible();
    expect(dates(dialog).slice(0, 3)).toEqual(["Mon 5 Oct 2020", "Mon 19 Oct 2020", "Mon 2 Nov 2020"]);
    expect(dates(dialog)).toHaveLength(12);
    expect(cutOffs(dialog).slice(0, 2)).toEqual(["Sun 4 Oct 2020", "Sun 18 Oct 2020"]);
    const months = dialog.getByRole("img", { name: /^The run dates and cut-offs of 6 months/ });
    expect(within(months).getByText("October 2020")).toBeInTheDocument();
    expect(within(months).getByText("March 2021")).toBeInTheDocument();
    const marked = [...months.querySelectorAll("[data-run]")].map((day) => day.textContent);
    expect(marked.slice(0, 3)).toEqual(["5", "19", "2"]);
    expect(months.querySelectorAll("[data-cut-off]")[0]).toHaveTextContent("4");
  });

  it("changes sentence, dates and months as one types", async () => {
    const { user, dialog } = await open(BIWEEKLY);
    await dialog.findByText(/^Every second Monday/);
    const days = dialog.getByRole("textbox", { name: "Days before the run date" });
    await user.clear(days);
    await user.type(days, "3");
    expect(await dialog.findByText(/the Friday before\.$/)).toBeVisible();
    await waitFor(() => expect(cutOffs(dialog)[0]).toBe("Fri 2 Oct 2020"));
    await user.click(dialog.getByRole("radio", { name: "Wednesday" }));
    expect(await dialog.findByText(/^Every second Wednesday/)).toBeVisible();
    await waitFor(() => expect(dates(dialog)[0]).toBe("Wed 7 Oct 2020"));
    const from = dialog.getByRole("textbox", { name: "Billing start" });
    await user.clear(from);
    await user.type(from, "1 Nov 2020{Enter}");
    await waitFor(() => expect(dates(dialog)[0]).toBe("Wed 4 Nov 2020"));
    const through = dialog.getByRole("textbox", { name: "Delivery date" });
    await user.type(through, "30 Nov 2020{Enter}");
    await waitFor(() => expect(dates(dialog)).toEqual(["Wed 4 Nov 2020", "Wed 18 Nov 2020"]));
  });

  it("says what is wrong at the field and in the foot, and shows no rule meanwhile", async () => {
    const { user, dialog } = await open(BIWEEKLY);
    const days = await dialog.findByRole("textbox", { name: "Days before the run date" });
    await user.clear(days);
    expect(await dialog.findByText("Say how many days before the run date.")).toBeVisible();
    expect(dialog.getByText(/^The rule does not hold together yet/)).toBeVisible();
    expect(await dialog.findByText("Days before the run date: say how many days before the run date")).toBeVisible();
    expect(dialog.getByRole("button", { name: /^Save/ })).toBeDisabled();
  });

  // SPEC 3.1, 3.2: one to four runs, each a day of the month or an occurrence of a weekday.
  it("takes one to four days of a month", async () => {
    const { user, dialog } = await open(BIWEEKLY);
    await user.click(await dialog.findByRole("combobox", { name: "Period" }));
    await user.click(await screen.findByRole("option", { name: "Every N months" }));
    expect(await dialog.findByText(/^Every month on the first Monday/)).toBeVisible();
    const add = () => dialog.queryByRole("button", { name: "Add a run" });
    for (let runs = 1; runs < 4; runs++) await user.click(add() as HTMLElement);
    expect(add()).toBeNull();
    await user.clear(dialog.getByRole("textbox", { name: "Run 2: day of the month" }));
    await user.type(dialog.getByRole("textbox", { name: "Run 2: day of the month" }), "32");
    expect(await dialog.findByText("32 is not between 1 and 31.")).toBeVisible();
    await user.click(dialog.getByRole("button", { name: "Remove run 2" }));
    expect(add()).toBeInTheDocument();
  });

  it("is added by keyboard alone and closes where it is saved", async () => {
    const { user, fake, path } = renderApp(LIST);
    await screen.findByRole("grid", { name: "Invoice frequencies" });
    await user.keyboard("n");
    const dialog = within(await screen.findByRole("dialog", { name: /^New invoice frequency/ }));
    const name = await dialog.findByRole("textbox", { name: "Name" });
    await waitFor(() => expect(name).toHaveFocus());
    await user.keyboard("Mondays");
    await waitFor(() => expect(dialog.getByRole("textbox", { name: "Id" })).toHaveValue("mondays"));
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(await screen.findByText("Mondays")).toBeVisible();
    expect(path()).toBe(LIST);
    const saved = fake.calls.find(({ command }) => command === "saveRecord")?.args;
    expect(saved).toMatchObject([
      null,
      { id: "mondays", period: "biweekly", runs: [{ weekday: "monday" }], cut_off_days_before: "1" },
      null,
    ]);
  });

  it("says that schedules stay where it is used, and is not deleted there", async () => {
    const { user, dialog } = await open(BIWEEKLY);
    expect(await dialog.findByText("Invoice frequency, used by 1 line")).toBeVisible();
    expect(dialog.getByRole("button", { name: "Delete" })).toBeDisabled();
    await user.click(dialog.getByRole("radio", { name: "Friday" }));
    expect(await dialog.findByText(/^Schedules that were made from it stay as they are/)).toBeVisible();
  });

  it("asks before something typed is lost", async () => {
    const { user, dialog } = await open(BIWEEKLY);
    await user.click(await dialog.findByRole("radio", { name: "Friday" }));
    await user.keyboard("{Escape}");
    expect(await dialog.findByRole("alertdialog", { name: "Leave without saving?" })).toBeVisible();
    await user.click(dialog.getByRole("button", { name: "Leave without saving" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  });

  it("says why the dates cannot be worked out, and works them out at the next try", async () => {
    const { user, fake, dialog } = await open(BIWEEKLY, {}, (standIn) => standIn.refuse("lookAtFrequency", diskError));
    expect(await dialog.findByRole("alert")).toHaveTextContent("The dates could not be worked out");
    fake.refuse("lookAtFrequency", null);
    await user.click(dialog.getByRole("button", { name: "Try again" }));
    expect(await dialog.findByText(/^Every second Monday/)).toBeVisible();
  });
});
