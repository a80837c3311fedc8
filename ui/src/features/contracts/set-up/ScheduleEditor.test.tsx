import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { adatumBook } from "../../../lib/fake/adatum";
import { manyBook } from "../../../lib/fake/many";
import { weeklyBook } from "../../../lib/fake/weekly";
import { afterRun } from "../../../testing/books";
import { diskError, renderApp } from "../../../testing/renderApp";

const LINE = "/contracts/ADATUM/lines/implementation";
const LONG = 60_000;
const rows = async () => within(await screen.findByRole("table", { name: "Rows of the schedule" }));

function own(fake: { book: () => ReturnType<typeof adatumBook> }) {
  return fake
    .book()
    .rows.filter((row) => row.line === "implementation")
    .map((row) => `${row.runDate} ${row.cutOff} ${row.status}${row.typed ? " typed" : ""}`)
    .sort();
}

describe("the plan of a schedule", () => {
  it(
    "shows what will be added, kept and removed before anything is written",
    async () => {
      // SPEC 3.8
      const book = adatumBook();
      const [contract] = book.contracts;
      if (contract !== undefined) contract.delivery = "2020-12-01";
      const typed = book.rows.find((row) => row.line === "implementation" && row.runDate === "2020-10-19");
      Object.assign(typed ?? {}, { runDate: "2020-10-20", typed: true });
      const stray = book.rows.find((row) => row.line === "implementation" && row.runDate === "2020-11-16");
      Object.assign(stray ?? {}, { runDate: "2020-11-17" });
      const { user, fake } = renderApp(LINE, { book });
      const before = own(fake);
      await user.click(await screen.findByRole("button", { name: "Generate again" }));
      const dialog = within(await screen.findByRole("dialog", { name: "Generate the schedule again" }));
      const added = within(await dialog.findByRole("region", { name: "3 to add" }));
      expect(added.getByText("Mon 19 Oct 2020")).toBeVisible();
      const kept = within(dialog.getByRole("region", { name: "3 stay" }));
      expect(kept.getByText("Tue 20 Oct 2020")).toHaveTextContent(/typed/);
      const removed = within(dialog.getByRole("region", { name: "1 to remove" }));
      expect(removed.getByText("Tue 17 Nov 2020")).toBeVisible();
      expect(dialog.getByRole("img", { name: "Tuesday 17 November 2020, will be removed" })).toBeVisible();
      expect(own(fake)).toEqual(before);
      await user.click(dialog.getByRole("button", { name: "Add 3, remove 1" }));
      await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
      expect(own(fake)).toEqual([
        "2020-10-05 2020-10-04 not_run",
        "2020-10-19 2020-10-18 not_run",
        "2020-10-20 2020-10-18 not_run typed",
        "2020-11-02 2020-11-01 not_run",
        "2020-11-16 2020-11-15 not_run",
        "2020-11-30 2020-11-29 not_run",
      ]);
    },
    LONG,
  );

  it("that has changed meanwhile is not carried out, but shown as it is by now", async () => {
    const book = adatumBook();
    book.rows = book.rows.filter((row) => row.line !== "implementation");
    const { user, fake } = renderApp(LINE, { book });
    await user.click(await screen.findByRole("button", { name: "Generate" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Generate the schedule" }));
    const generate = await dialog.findByRole("button", { name: "Add 4 rows" });
    Object.assign(fake.book().contracts[0] ?? {}, { delivery: "2020-11-10" });
    await user.click(generate);
    expect(await dialog.findByRole("alert")).toHaveTextContent(/^The plan of the schedule is another than was shown\./);
    expect(own(fake)).toEqual([]);
    expect(await dialog.findByRole("region", { name: "3 to add" })).toBeVisible();
    await user.click(dialog.getByRole("button", { name: "Add 3 rows" }));
    await waitFor(() => expect(own(fake)).toHaveLength(3));
  });

  it("that changes nothing says so, and one that cannot be made says why", async () => {
    const { user, fake } = renderApp(LINE);
    await user.click(await screen.findByRole("button", { name: "Generate again" }));
    expect(await screen.findByText(/nothing would change/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Generate" })).toBeDisabled();
    await user.keyboard("{Escape}");
    Object.assign(fake.book().contracts[0] ?? {}, { delivery: null });
    fake.refuse("schedulePlan", null);
    await user.click(await screen.findByRole("button", { name: "Add row" }));
    expect(screen.getByText("A row needs both dates.")).toBeVisible();
  });

  it("is carried out by keyboard alone", async () => {
    const book = adatumBook();
    book.rows = book.rows.filter((row) => row.line !== "implementation");
    const { user, fake } = renderApp(LINE, { book });
    (await screen.findByRole("button", { name: "Generate" })).focus();
    await user.keyboard("{Enter}");
    const dialog = within(await screen.findByRole("dialog", { name: "Generate the schedule" }));
    await waitFor(() => expect(dialog.getByRole("button", { name: "Add 4 rows" })).toHaveFocus());
    await user.keyboard("{Enter}");
    await waitFor(() => expect(own(fake)).toHaveLength(4));
  });

  it("waits for the rule to be saved", async () => {
    const { user } = renderApp(LINE);
    const start = await screen.findByRole("textbox", { name: "Billing start" });
    await user.clear(start);
    await user.type(start, "08/10/2020{Enter}");
    expect(await screen.findByText(/^Generating takes what is saved/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Generate again" })).toBeDisabled();
  });
});

describe("rows of a schedule", () => {
  it(
    "are added by keyboard alone, with the day before as cut-off, and taken back",
    async () => {
      // SPEC 3.6, 3.7
      const { user, fake } = renderApp(LINE);
      (await screen.findByRole("button", { name: "Add row" })).focus();
      await user.keyboard("{Enter}");
      const table = await rows();
      expect(table.getByRole("textbox", { name: "Invoice run date" })).toHaveFocus();
      await user.keyboard("20/11/2020{Enter}");
      const cutOff = table.getByRole("textbox", { name: "Transaction cut-off date" });
      expect(cutOff).toHaveValue("Thu 19 Nov 2020");
      expect(cutOff).toHaveFocus();
      await user.keyboard("{Enter}");
      await waitFor(() => expect(own(fake)).toContain("2020-11-20 2020-11-19 not_run typed"));
      await waitFor(() => expect(screen.getByRole("button", { name: "Add row" })).toHaveFocus());
      expect(await table.findByText("typed")).toBeVisible();
      await user.click(screen.getByRole("button", { name: /^Undo/ }));
      await waitFor(() => expect(own(fake)).toHaveLength(4));
    },
    LONG,
  );

  it("say at the date why it is refused", async () => {
    const { user } = renderApp(LINE);
    await user.click(await screen.findByRole("button", { name: "Add row" }));
    const table = await rows();
    const date = table.getByRole("textbox", { name: "Invoice run date" });
    await user.type(date, "19/10/2020{Enter}");
    await user.click(table.getByRole("button", { name: "Add" }));
    await waitFor(() => expect(date).toHaveAccessibleDescription(/The line has a row of Mon 19 Oct 2020 already/));
    await user.click(table.getByRole("button", { name: "Cancel" }));
    expect(table.queryByRole("textbox")).not.toBeInTheDocument();
  });

  it("are left as they were with Escape, and the focus is back where they were entered", async () => {
    const { user, fake } = renderApp(LINE);
    const table = await rows();
    const before = own(fake);
    await user.click(table.getByRole("button", { name: "Edit the row of Mon 16 Nov 2020" }));
    await user.keyboard("{Escape}");
    await waitFor(() => expect(table.getByRole("button", { name: "Edit the row of Mon 16 Nov 2020" })).toHaveFocus());
    expect(own(fake)).toEqual(before);
  });

  it.each([
    ["another row", () => screen.getByRole("button", { name: "Edit the row of Mon 2 Nov 2020" })],
    ["a new row", () => screen.getByRole("button", { name: "Add row" })],
    ["another view", () => screen.getByRole("radio", { name: "Calendar" })],
  ])("that are typed are not dropped unasked for %s", async (_, other) => {
    const { user } = renderApp(LINE);
    const table = await rows();
    await user.click(table.getByRole("button", { name: "Edit the row of Mon 16 Nov 2020" }));
    const cutOff = table.getByRole("textbox", { name: "Transaction cut-off date" });
    await user.clear(cutOff);
    await user.type(cutOff, "10/11/2020");
    await user.click(other());
    const dialog = within(await screen.findByRole("dialog", { name: "Leave the row without saving?" }));
    await user.click(dialog.getByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(table.getByRole("textbox", { name: "Transaction cut-off date" })).toHaveValue("Tue 10 Nov 2020");
    await user.click(other());
    await user.click(await screen.findByRole("button", { name: "Discard what is typed" }));
    await waitFor(() => expect(screen.queryByDisplayValue("Tue 10 Nov 2020")).not.toBeInTheDocument());
  });

  it("are folded where they are many: the last that have run, and the next", async () => {
    const { user } = renderApp(LINE, { book: weeklyBook(208) });
    const table = await rows();
    expect(table.getAllByRole("button", { name: /^Edit the row of/ })).toHaveLength(21);
    await user.click(table.getByRole("button", { name: "Show 101 earlier rows" }));
    await user.click(table.getByRole("button", { name: "Show 83 later rows" }));
    expect(table.getAllByRole("row")).toHaveLength(209);
  });

  it("are changed in their place", async () => {
    const { user, fake } = renderApp(LINE);
    const table = await rows();
    await user.click(table.getByRole("button", { name: "Edit the row of Mon 16 Nov 2020" }));
    const cutOff = table.getByRole("textbox", { name: "Transaction cut-off date" });
    await user.clear(cutOff);
    await user.type(cutOff, "16/11/2020{Enter}");
    await waitFor(() => expect(own(fake)).toContain("2020-11-16 2020-11-16 not_run typed"));
  });

  it(
    "are skipped with a reason, run again, and that is taken back with the same reason",
    async () => {
      const { user, fake } = renderApp(LINE);
      const table = await rows();
      const status = () => fake.book().rows.find((row) => row.runDate === "2020-11-16");
      await user.click(table.getByRole("checkbox", { name: "Choose Mon 16 Nov 2020" }));
      await user.click(screen.getByRole("button", { name: "Skip" }));
      const dialog = within(await screen.findByRole("dialog", { name: "Skip a run date" }));
      await user.click(dialog.getByRole("button", { name: "Skip 1 row" }));
      expect(dialog.getByRole("textbox", { name: "Reason" })).toHaveAccessibleDescription(/.+/);
      expect(status()?.status).toBe("not_run");
      await user.type(dialog.getByRole("textbox", { name: "Reason" }), "Agreed with Adatum{Enter}");
      await waitFor(() => expect(status()).toMatchObject({ status: "skipped", reason: "Agreed with Adatum" }));
      expect(await table.findByText("Agreed with Adatum")).toBeVisible();
      await user.click(await table.findByRole("checkbox", { name: "Choose Mon 16 Nov 2020" }));
      await user.click(screen.getByRole("button", { name: "Take the skipping back" }));
      await waitFor(() => expect(status()?.status).toBe("not_run"));
      await user.keyboard("{Control>}z{/Control}");
      await waitFor(() => expect(status()).toMatchObject({ status: "skipped", reason: "Agreed with Adatum" }));
    },
    LONG,
  );

  it("say before they are skipped whether a later one takes their work, else how much is left", async () => {
    const { user, fake } = renderApp(LINE);
    const table = await rows();
    const choose = async (...dates: string[]) => {
      for (const date of dates) await user.click(table.getByRole("checkbox", { name: `Choose ${date}` }));
    };
    const asked = async (...dates: string[]) => {
      await choose(...dates);
      await user.click(screen.getByRole("button", { name: "Skip" }));
      const dialog = await screen.findByRole("dialog", { name: /^Skip/ });
      return within(dialog);
    };
    const away = async (...dates: string[]) => {
      await user.keyboard("{Escape}");
      await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
      await choose(...dates);
    };
    expect((await asked("Mon 2 Nov 2020")).getByText(/Its work waits for the next run date\.$/)).toBeVisible();
    await away("Mon 2 Nov 2020");
    const last = await asked("Mon 16 Nov 2020");
    const none = /No later run date is left: no run takes its work\. Add a row, or invoice it by hand\./;
    expect(last.getByText(none)).toBeVisible();
    await away("Mon 16 Nov 2020");
    const some = await asked("Mon 19 Oct 2020", "Mon 16 Nov 2020");
    expect(some.getByText(/The work of 16 Nov waits for no later run date: no run takes it\./)).toBeVisible();
    await away("Mon 19 Oct 2020", "Mon 16 Nov 2020");
    // What is ready is said too.
    const [share] = fake
      .book()
      .shares.filter(({ line, status }) => line === "implementation" && status !== "not_ready");
    Object.assign(share ?? {}, { date: "2020-11-10" });
    act(() => fake.tell("contracts", "shares"));
    expect(
      await (await asked("Mon 16 Nov 2020")).findByText(/[\d,]+\.00 USD of it is ready as things stand\.$/),
    ).toBeVisible();
  });

  it("on which every run fails are skipped too", async () => {
    // SPEC 1 (skipped), 4.11
    const book = adatumBook();
    const row = book.rows.find((one) => one.line === "implementation" && one.runDate === "2020-10-05");
    Object.assign(row ?? {}, { status: "run_failed", reason: "beyond the bounds" });
    const { user, fake } = renderApp(LINE, { book });
    const table = await rows();
    await user.click(table.getByRole("checkbox", { name: "Choose Mon 5 Oct 2020" }));
    expect(screen.queryByRole("button", { name: "Delete 1 row" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Skip" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Skip a run date" }));
    await user.type(dialog.getByRole("textbox", { name: "Reason" }), "Billed elsewhere{Enter}");
    const skipped = { status: "skipped", reason: "Billed elsewhere" };
    await waitFor(() =>
      expect(
        fake.book().rows.find((one) => one.runDate === "2020-10-05" && one.line === "implementation"),
      ).toMatchObject(skipped),
    );
  });

  it("are deleted while they have not run; those that have stay, and say so", async () => {
    const { user, fake } = renderApp(LINE, { book: await afterRun() });
    const table = await rows();
    expect(table.getByText("Run successful")).toBeVisible();
    expect(table.queryByRole("button", { name: "Edit the row of Mon 5 Oct 2020" })).not.toBeInTheDocument();
    await user.click(table.getByRole("checkbox", { name: "Select all that have not run" }));
    await user.click(table.getByRole("checkbox", { name: "Choose Mon 5 Oct 2020" }));
    expect(screen.getByText(/^Rows that have run stay as they are/)).toBeVisible();
    await user.click(table.getByRole("checkbox", { name: "Choose Mon 5 Oct 2020" }));
    await user.click(screen.getByRole("button", { name: "Delete 3 rows" }));
    await waitFor(() => expect(own(fake)).toHaveLength(1));
    expect(await screen.findByText("Generate again brings them back.")).toBeVisible();
  });

  it("that could not be deleted are said in a sentence", async () => {
    const { user, fake } = renderApp(LINE);
    const table = await rows();
    await user.click(table.getByRole("checkbox", { name: "Choose Mon 16 Nov 2020" }));
    fake.refuse("deleteScheduleRows", diskError);
    await user.click(screen.getByRole("button", { name: "Delete row" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("The disk does not answer. Nothing was changed.");
  });
});

describe("the views of a schedule", () => {
  it("share what is chosen: table, time line, calendar", async () => {
    const { user } = renderApp(LINE);
    const table = await rows();
    await user.click(table.getByRole("checkbox", { name: "Choose Mon 19 Oct 2020" }));
    await user.click(screen.getByRole("radio", { name: "Time line" }));
    const line = within(await screen.findByRole("listbox", { name: /^Invoice schedule as a time line/ }));
    expect(line.getByRole("option", { name: /Mon 19 Oct 2020/ })).toHaveAttribute("aria-selected", "true");
    expect(line.getByRole("option", { name: /Mon 2 Nov 2020/ })).toHaveAttribute("aria-selected", "false");
    screen.getByRole("listbox").focus();
    await user.keyboard(" ");
    expect(screen.getByText("2 rows chosen")).toBeVisible();
    await user.click(screen.getByRole("radio", { name: "Calendar" }));
    const day = screen.getByRole("button", { name: /^Monday 19 October 2020, Not run, cut-off Sun 18 Oct 2020/ });
    expect(day).toHaveAttribute("aria-pressed", "true");
    await user.click(day);
    expect(screen.getByText("1 row chosen")).toBeVisible();
  });

  it("say of each run date of the line when it is and what it brings, once", async () => {
    const { user } = renderApp(LINE);
    await rows();
    await user.click(screen.getByRole("radio", { name: "Time line" }));
    const drawing = await screen.findByRole("listbox", { name: /^Invoice schedule as a time line/ });
    const written = () => [...drawing.querySelectorAll("text")].map((text) => text.textContent);
    for (const date of ["5 Oct", "19 Oct", "2 Nov", "16 Nov"]) {
      expect(written().filter((text) => text?.split(",")[0] === date).length).toBeGreaterThan(0);
    }
    const amounts = written().filter((text) => /\.00$/.test(text ?? ""));
    expect(amounts).toEqual(["2,000.00", "1,800.00", "2,600.00", "1,600.00"]);
  });

  it("name the work that no row takes", async () => {
    renderApp("/contracts/ADATUM/lines/expenses");
    expect(
      await screen.findByText("1 transactions of 60.00 USD, dated after Sun 1 Nov 2020, are taken by no row."),
    ).toBeVisible();
  });

  it("show six months of a long schedule at a time", async () => {
    const { user } = renderApp(LINE, { book: weeklyBook(104) });
    await rows();
    await user.click(screen.getByRole("radio", { name: "Calendar" }));
    const calendar = within(screen.getByRole("group", { name: "Calendar" }));
    expect(calendar.getAllByRole("table")).toHaveLength(6);
    await user.click(calendar.getByRole("button", { name: "Later" }));
    expect(calendar.getByRole("button", { name: "Earlier" })).toBeEnabled();
  });

  it("say what to do where there is no row", async () => {
    const { user } = renderApp("/contracts/TAILSPIN/lines/work", {
      book: manyBook(8),
    });
    expect(await screen.findByText(/^No run date yet/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Choose a frequency" }));
    expect(screen.getByRole("combobox", { name: "Invoice frequency" })).toHaveFocus();
  });
});
