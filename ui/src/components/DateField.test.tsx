import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { backlogGrid, lastAsked } from "../testing/backlog";
import { renderApp, type Shown } from "../testing/renderApp";

const runDate = () => screen.findByRole("textbox", { name: "Run date" });
const calendar = (name: string) => screen.findByRole("dialog", { name: `Calendar: ${name}` });

async function type({ user }: Shown, field: HTMLElement, text: string): Promise<void> {
  await user.clear(field);
  await user.type(field, text);
}

const previewed = (shown: Shown) => lastAsked<string>(shown, "previewRun");

describe("a date", () => {
  it.each(["12/10/2020", "2020-10-12", "12 Oct", "Mon 12 October 2020"])(
    "is typed as %s and taken with Enter, not before",
    async (typed) => {
      const shown = renderApp("/run");
      const field = await runDate();
      expect(field).toHaveValue("Mon 5 Oct 2020");
      await type(shown, field, typed);
      expect(previewed(shown)).toBe("2020-10-05");
      await shown.user.keyboard("{Enter}");
      await waitFor(() => expect(previewed(shown)).toBe("2020-10-12"));
      expect(field).toHaveValue("Mon 12 Oct 2020");
      expect(field).toHaveFocus();
    },
  );

  it.each([
    ["32/10/2020", "“32/10/2020” is no date. Type it like 05/10/2020 or 2020-10-05."],
    ["soon", "“soon” is no date. Type it like 05/10/2020 or 2020-10-05."],
    ["31/12/1899", "The earliest date that fits here is 1 Jan 1900."],
    ["2200-01-01", "The latest date that fits here is 31 Dec 2199."],
  ])("that is none or out of bounds is said in a sentence: %s", async (typed, sentence) => {
    const shown = renderApp("/run");
    const field = await runDate();
    await type(shown, field, `${typed}{Enter}`);
    expect(field).toHaveAccessibleDescription(sentence);
    expect(field).toBeInvalid();
    expect(previewed(shown)).toBe("2020-10-05");
    await shown.user.keyboard("{Escape}");
    expect(field).toHaveValue("Mon 5 Oct 2020");
    expect(field).toBeValid();
  });

  it("that is typed and not yet shown is not run", async () => {
    const shown = renderApp("/run");
    const field = await runDate();
    await screen.findByRole("button", { name: /^Run 5 October/ });
    await type(shown, field, "12/10/2020{Control>}{Enter}{/Control}");
    expect(await screen.findByText("12 October brings no drafts")).toBeVisible();
    expect(shown.fake.calls.some((call) => call.command === "startRun")).toBe(false);
  });

  it("is chosen from the calendar by keys alone, over the end of a month", async () => {
    const shown = renderApp("/run");
    await shown.user.click(await runDate());
    await shown.user.keyboard("{ArrowDown}");
    const dialog = within(await calendar("Run date"));
    await waitFor(() => expect(dialog.getByRole("button", { name: "Monday 5 October 2020" })).toHaveFocus());
    await shown.user.keyboard("{ArrowUp}");
    expect(dialog.getByRole("button", { name: "Monday 28 September 2020" })).toHaveFocus();
    await shown.user.keyboard("{End}{PageDown}{Shift>}{PageDown}{/Shift}");
    expect(dialog.getByRole("button", { name: "Thursday 4 November 2021" })).toHaveFocus();
    await shown.user.keyboard("{Enter}");
    await waitFor(() => expect(previewed(shown)).toBe("2021-11-04"));
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    expect(await runDate()).toHaveFocus();
  });

  it("is reached in another year by the head of the calendar", async () => {
    const shown = renderApp("/run");
    await shown.user.click(await screen.findByRole("button", { name: "Choose from a calendar: Run date" }));
    const dialog = within(await calendar("Run date"));
    await shown.user.click(dialog.getByRole("button", { name: "October 2020, choose a month or year" }));
    await shown.user.click(dialog.getByRole("button", { name: "2020, choose a year" }));
    await shown.user.click(dialog.getByRole("button", { name: "2023" }));
    await shown.user.click(dialog.getByRole("button", { name: "Mar" }));
    await shown.user.click(dialog.getByRole("button", { name: "Wednesday 15 March 2023" }));
    await waitFor(() => expect(previewed(shown)).toBe("2023-03-15"));
  });

  it("marks the book's today in the calendar, and no other day", async () => {
    const shown = renderApp("/run");
    await shown.user.click(await runDate());
    const dialog = within(await calendar("Run date"));
    const marked = dialog.getAllByRole("button").filter((button) => button.hasAttribute("data-today"));
    expect(marked.map((button) => button.getAttribute("aria-label"))).toEqual(["Monday 5 October 2020"]);
  });

  it("is left as it was by Esc, which closes the calendar alone", async () => {
    const shown = renderApp("/contracts/ADATUM");
    await shown.user.click(await screen.findByRole("button", { name: /^Create invoice/ }));
    const field = await screen.findByRole("textbox", { name: "Work up to" });
    await shown.user.click(field);
    await shown.user.keyboard("{ArrowDown}");
    await calendar("Work up to");
    await shown.user.keyboard("{ArrowRight}{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog", { name: /^Calendar/ })).not.toBeInTheDocument());
    expect(field).toHaveFocus();
    expect(field).toHaveValue("Mon 5 Oct 2020");
    await shown.user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  });
});

describe("a filter by dates", () => {
  async function openDates(shown: Shown) {
    await backlogGrid();
    await shown.user.keyboard("f");
    await shown.user.click(await screen.findByRole("menuitem", { name: "Dated" }));
    const from = await screen.findByRole("textbox", { name: "From" });
    await waitFor(() => expect(from).toHaveFocus());
    return { from, to: screen.getByRole("textbox", { name: "To" }) };
  }

  it("is typed by keyboard alone", async () => {
    const shown = renderApp("/backlog");
    const { from, to } = await openDates(shown);
    await shown.user.keyboard("01/10/2020{Tab}");
    await waitFor(() =>
      expect(lastAsked(shown, "backlog")).toMatchObject({ filter: { from: "2020-10-01", to: null } }),
    );
    expect(from).toHaveValue("1 Oct 2020");
    to.focus();
    await shown.user.keyboard("2020-10-02{Enter}");
    const chip = await screen.findByRole("button", { name: "Dated 1 Oct to 2 Oct, change" });
    await waitFor(() => expect(chip).toHaveFocus());
    expect(lastAsked(shown, "backlog")).toMatchObject({ filter: { from: "2020-10-01", to: "2020-10-02" } });
  });

  it("refuses a first day after the last in a sentence, and is taken away by emptying the field", async () => {
    const shown = renderApp("/backlog?to=2020-10-02");
    await shown.user.click(await screen.findByRole("button", { name: "Dated up to 2 Oct, change" }));
    const from = await screen.findByRole("textbox", { name: "From" });
    await waitFor(() => expect(from).toHaveFocus());
    await shown.user.keyboard("3/10/2020{Enter}");
    expect(from).toHaveAccessibleDescription("The latest date that fits here is 2 Oct 2020.");
    await type(shown, screen.getByRole("textbox", { name: "To" }), "{Enter}");
    await waitFor(() => expect(lastAsked(shown, "backlog")).toMatchObject({ filter: { from: null, to: null } }));
  });
});
