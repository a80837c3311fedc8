import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { adatumBook } from "../../../lib/fake/adatum";
import { afterRun } from "../../../testing/books";
import { renderApp } from "../../../testing/renderApp";

const PROTOTYPE = "/contracts/ADATUM/lines/prototype";
const milestones = () => screen.findByRole("table", { name: "Milestones" });
/** A whole form by keyboard takes a busy machine its time. */
const LONG = 60_000;

describe("milestones", () => {
  it("say at the table what they are short of the contracted amount", async () => {
    // SPEC 3.10
    const { user } = renderApp(PROTOTYPE);
    const table = within(await milestones());
    expect(await table.findByText("17,000.00 USD")).toBeVisible();
    const second = table.getByRole("textbox", { name: "Amount of Prototype accepted" });
    await user.clear(second);
    await user.type(second, "11,500");
    expect(await screen.findByText("Milestones add up to 16,500.00, 500.00 short of 17,000.00.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Save" })).toBeDisabled();
    await user.click(screen.getByRole("button", { name: "Go to it" }));
    expect(table.getByRole("textbox", { name: "Name of Milestone 1" })).toHaveFocus();
  });

  it(
    "are added, edited, reordered and saved by keyboard alone",
    async () => {
      const { user, fake } = renderApp(PROTOTYPE);
      const table = within(await milestones());
      screen.getByRole("button", { name: "Add milestone" }).focus();
      await user.keyboard("{Enter}");
      expect(table.getByRole("textbox", { name: "Name of Milestone 3" })).toHaveFocus();
      await user.keyboard("Handed over{Tab}20/11/2020{Tab}{Tab}0{Tab}");
      table.getByRole("textbox", { name: "Name of Milestone 3" }).focus();
      await user.keyboard("{Alt>}{ArrowUp}{/Alt}");
      const second = table.getByRole("textbox", { name: "Name of Milestone 2" });
      await waitFor(() => expect(second).toHaveValue("Handed over"));
      await waitFor(() => expect(second).toHaveFocus());
      await user.keyboard("{Control>}s{/Control}");
      await waitFor(() => {
        const names = fake
          .book()
          .shares.filter((share) => share.class === "milestone")
          .map((one) => one.description);
        expect(names).toEqual(["Prototype demonstrated", "Handed over", "Prototype accepted"]);
      });
    },
    LONG,
  );

  it("say what is missing in a new one once it is left, and what is wrong in it at once", async () => {
    const { user } = renderApp(PROTOTYPE);
    const table = within(await milestones());
    await user.click(screen.getByRole("button", { name: "Add milestone" }));
    const name = table.getByRole("textbox", { name: "Name of Milestone 3" });
    expect(name).toHaveFocus();
    await screen.findByText("Not saved yet");
    await user.keyboard("Handed over{Tab}{Tab}{Tab}many");
    const amount = table.getByRole("textbox", { name: "Amount of Handed over" });
    await waitFor(() => expect(amount).toBeInvalid());
    const date = table.getByRole("textbox", { name: "Milestone date of Handed over" });
    expect(date).toBeValid();
    expect(await screen.findByText("1 problem")).toBeVisible();
    screen.getByRole("textbox", { name: "Contracted amount" }).focus();
    await waitFor(() => expect(date).toBeInvalid());
    expect(screen.getByText("2 problems")).toBeVisible();
  });

  it("lead to what is missing in a new one where it is saved before it is left", async () => {
    const { user } = renderApp(PROTOTYPE);
    const table = within(await milestones());
    await user.click(screen.getByRole("button", { name: "Add milestone" }));
    await screen.findByText("Not saved yet");
    await user.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(table.getByRole("textbox", { name: "Name of Milestone 3" })).toBeInvalid());
  });

  it("have a run date of their own where it differs, and are deleted", async () => {
    // SPEC 3.11
    const { user, fake } = renderApp(PROTOTYPE);
    const table = within(await milestones());
    const run = table.getByRole("textbox", { name: "Invoice run date of Prototype accepted" });
    expect(run).toHaveAttribute("placeholder", "same day");
    await user.type(run, "10/11/2020{Enter}");
    await user.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(fake.book().rows.find((row) => row.milestone === "m2")?.runDate).toBe("2020-11-10"));
    await user.click(table.getByRole("button", { name: "Delete Prototype demonstrated" }));
    expect(table.queryByDisplayValue("Prototype demonstrated")).not.toBeInTheDocument();
  });

  it("are moved by key from any field, a date too", async () => {
    const { user } = renderApp(PROTOTYPE);
    const table = within(await milestones());
    const names = () =>
      table.getAllByRole("textbox", { name: /^Name of/ }).map((one) => (one as HTMLInputElement).value);
    const [first, second] = names();
    table.getByRole("textbox", { name: `Milestone date of ${first}` }).focus();
    await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
    expect(names()).toEqual([second, first]);
    expect(screen.queryByRole("dialog", { name: /^Calendar/ })).not.toBeInTheDocument();
  });

  it("are marked from their row, and that is taken back", async () => {
    const { user, fake } = renderApp(PROTOTYPE);
    const status = () => fake.book().shares.find((share) => share.id === "m2")?.status;
    const table = within(await milestones());
    const mark = table.getByRole("button", { name: "Mark Prototype accepted not ready" });
    await waitFor(() => expect(mark).toBeEnabled());
    await user.click(mark);
    await waitFor(() => expect(status()).toBe("not_ready"));
    expect(await table.findByRole("button", { name: "Mark Prototype accepted ready" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: /^Undo/ }));
    await waitFor(() => expect(status()).toBe("ready_to_invoice"));
  });

  it(
    "are neither asked about nor compared one by one, however many they are",
    async () => {
      const book = adatumBook();
      const count = 120;
      const [second, row] = [
        book.shares.find(({ id }) => id === "m2"),
        book.rows.find((one) => one.milestone === "m2"),
      ];
      if (second === undefined || row === undefined) throw new Error("the example has a second milestone");
      for (let at = 3; at <= count; at++) {
        const id = `m${at}`;
        book.shares.push({ ...second, id, description: `Part ${at}` });
        book.rows.push({ ...row, milestone: id });
      }
      const { user, fake } = renderApp(PROTOTYPE, { book });
      const table = within(await milestones());
      expect(table.getAllByRole("textbox", { name: /^Name of/ })).toHaveLength(count);
      expect(fake.calls.filter(({ command }) => command === "explain")).toEqual([]);
      const stringify = vi.spyOn(JSON, "stringify");
      await user.type(table.getByRole("textbox", { name: "Name of Milestone 1" }), "s");
      const written = stringify.mock.calls.filter(
        ([value]) => (value as { run_date?: string } | null)?.run_date === "",
      );
      stringify.mockRestore();
      expect(written.length).toBeLessThan(20 * count);
    },
    LONG,
  );

  it("that are split are marked for each customer by itself", async () => {
    // SPEC 5.3
    const book = adatumBook();
    const whole = book.shares.find((share) => share.id === "m2");
    if (whole === undefined) throw new Error("the example has a second milestone");
    const other = { id: "fabrikam", name: "Fabrikam", percent: 40 };
    book.contracts[0]?.customers.push(other);
    book.shares.push({ ...whole, customer: other, amount: 480_000 });
    whole.amount = 720_000;
    const { user } = renderApp(PROTOTYPE, { book });
    const table = within(await milestones());
    await user.click(table.getByRole("button", { name: "Mark the 2 parts of Prototype accepted" }));
    await user.click(await screen.findByRole("menuitem", { name: /^Fabrikam/ }));
    await waitFor(() =>
      expect(book.shares.filter((share) => share.id === "m2").map((share) => share.status)).toEqual([
        "ready_to_invoice",
        "not_ready",
      ]),
    );
  });

  it("hand the focus on where one is deleted", async () => {
    const { user } = renderApp(PROTOTYPE);
    const table = within(await milestones());
    await user.click(table.getByRole("button", { name: "Delete Prototype demonstrated" }));
    await waitFor(() => expect(table.getByRole("button", { name: "Delete Prototype accepted" })).toHaveFocus());
    await user.keyboard("{Enter}");
    await waitFor(() => expect(screen.getByRole("button", { name: "Add milestone" })).toHaveFocus());
  });

  it("that are on an invoice are only read, with the reason", async () => {
    renderApp(PROTOTYPE, { book: await afterRun() });
    const table = within(await milestones());
    expect(table.getByText("Prototype demonstrated")).toBeVisible();
    expect(table.queryByRole("textbox", { name: "Name of Milestone 1" })).toBeNull();
    expect(table.getByText("It is on a draft; delete the draft first.")).toBeVisible();
    expect(table.getByRole("button", { name: "Delete Prototype demonstrated" })).toBeDisabled();
    expect(table.getByText("On a draft")).toBeVisible();
    expect(table.getByRole("textbox", { name: "Name of Milestone 2" })).not.toHaveAttribute("readonly");
  });

  it(
    "come periodically: shown first, filled in then, and nothing is saved before Save",
    async () => {
      // SPEC 3.10
      const { user, fake } = renderApp(PROTOTYPE, { book: adatumBook() });
      await user.click(await screen.findByRole("button", { name: "Periodic milestones" }));
      const dialog = within(await screen.findByRole("dialog", { name: "Periodic milestones" }));
      expect(dialog.getByRole("button", { name: "Fill in" })).toBeDisabled();
      await user.click(dialog.getByRole("combobox", { name: "Invoice frequency" }));
      await user.click(await screen.findByRole("option", { name: "Bi-weekly on Mondays" }));
      await user.type(dialog.getByRole("textbox", { name: "Billing start" }), "01/10/2020{Enter}");
      const preview = within(await dialog.findByRole("table", { name: "Milestones to be filled in" }));
      expect(preview.getAllByText(/4,250\.00/)).toHaveLength(4);
      expect(dialog.getByText(/^Replaces 2 milestones in the table/)).toBeVisible();
      // Those of the rule before are never filled in.
      const answer = fake.hold("periodicMilestones");
      const amount = dialog.getByRole("textbox", { name: "Contracted amount" });
      await user.type(amount, "8000");
      await waitFor(() => expect(dialog.getByRole("button", { name: "Fill in" })).toBeDisabled());
      answer();
      await dialog.findAllByText(/2,000\.00/);
      await user.clear(amount);
      await user.type(amount, "17000");
      await dialog.findAllByText(/4,250\.00/);
      await user.click(await dialog.findByRole("button", { name: "Fill in 4 milestones" }));
      const table = within(await milestones());
      expect(await table.findAllByDisplayValue("4,250.00")).toHaveLength(4);
      expect(fake.book().shares.filter((share) => share.class === "milestone")).toHaveLength(2);
    },
    LONG,
  );
});
