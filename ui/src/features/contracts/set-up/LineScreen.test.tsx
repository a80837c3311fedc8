import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { adatumBook } from "../../../lib/fake/adatum";
import { manyBook } from "../../../lib/fake/many";
import { showToast } from "../../../lib/toasts";
import { afterRun } from "../../../testing/books";
import { diskError, renderApp } from "../../../testing/renderApp";

const PROTOTYPE = "/contracts/ADATUM/lines/prototype";
const milestones = () => screen.findByRole("table", { name: "Milestones" });
/** A whole form by keyboard takes a busy machine its time. */
const LONG = 60_000;

describe("a new line", () => {
  it(
    "is typed by keyboard alone, gets its id from its name, and pays as the contract does",
    async () => {
      const { user, path, fake } = renderApp("/contracts/ADATUM/new-line");
      const name = await screen.findByRole("textbox", { name: "Name" });
      expect(name).toHaveFocus();
      await user.keyboard("Travel costs");
      expect(screen.getByRole("textbox", { name: "Id" })).toHaveValue("travel-costs");
      expect(screen.getByText("As the contract")).toBeVisible();
      // To the methods, then to the second class.
      await user.keyboard("{Tab}{Tab}{Tab}{Tab} ");
      expect(screen.getByRole("checkbox", { name: "Expense" })).toBeChecked();
      expect(await screen.findByText("Expenses incurred bills one of these classes too.")).toBeVisible();
      await user.keyboard("{Control>}s{/Control}");
      await waitFor(() => expect(path()).toBe("/contracts/ADATUM/lines/travel-costs"));
      expect(fake.book().contracts[0]?.lines.at(-1)).toMatchObject({
        name: "Travel costs",
        method: "time_and_material",
        classes: ["expense"],
      });
    },
    LONG,
  );

  it("says nothing of what the first letter mends, so that nothing moves under the pointer", async () => {
    const { user, fake } = renderApp("/contracts/ADATUM/new-line");
    const name = await screen.findByRole("textbox", { name: "Name" });
    await waitFor(() => expect(fake.calls.some(({ command }) => command === "lookAtLine")).toBe(true));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const answer = fake.hold("lookAtLine");
    await user.type(name, "S");
    expect(name).toBeValid();
    expect(screen.getByRole("textbox", { name: "Id" })).toBeValid();
    answer();
  });

  it("marks nothing as missing before it was left, and what is wrong at once", async () => {
    const { user } = renderApp("/contracts/ADATUM/new-line");
    await user.type(await screen.findByRole("textbox", { name: "Name" }), "Support");
    await user.clear(screen.getByRole("textbox", { name: "Percent of Adatum Corporation" }));
    const limit = screen.getByRole("textbox", { name: "Not-to-exceed limit of the line" });
    await user.type(limit, "many");
    await waitFor(() => expect(limit).toBeInvalid());
    expect(screen.getByRole("textbox", { name: "Percent of Adatum Corporation" })).toBeInvalid();
    expect(screen.queryByText("Choose what the line bills.")).not.toBeInTheDocument();
    const time = screen.getByRole("checkbox", { name: "Time" });
    time.focus();
    await user.tab({ shift: true });
    expect(await screen.findByText("Choose what the line bills.")).toBeVisible();
  });

  it("leaves behind what belongs to its other method, and finds it again", async () => {
    const { user, fake } = renderApp("/contracts/ADATUM/new-line");
    await user.type(await screen.findByRole("textbox", { name: "Name" }), "Travel");
    const ofCustomer = () => screen.getByRole("textbox", { name: /^Not-to-exceed limit of Adatum/ });
    const method = async (name: RegExp) => user.click(screen.getByRole("radio", { name }));
    await user.type(screen.getByRole("textbox", { name: "Not-to-exceed limit of the line" }), "500");
    await user.type(ofCustomer(), "300");
    await method(/^Fixed price/);
    expect(await screen.findByText("Not saved yet")).toBeVisible();
    await user.type(screen.getByRole("textbox", { name: "Contracted amount" }), "900");
    await user.click(screen.getByRole("button", { name: "Add milestone" }));
    await user.keyboard("Delivered");
    await method(/^Time and material/);
    expect(screen.getByRole("textbox", { name: "Not-to-exceed limit of the line" })).toHaveValue("500");
    expect(ofCustomer()).toHaveValue("300");
    await waitFor(() =>
      expect(fake.calls.findLast(({ command }) => command === "lookAtLine")?.args[2]).toMatchObject({
        billing_method: "time_and_material",
        contracted_amount: "",
        milestones: [],
      }),
    );
    await method(/^Fixed price/);
    expect(screen.getByRole("textbox", { name: "Contracted amount" })).toHaveValue("900");
    expect(screen.getByRole("textbox", { name: "Name of Milestone 1" })).toHaveValue("Delivered");
    await waitFor(() =>
      expect(fake.calls.findLast(({ command }) => command === "lookAtLine")?.args[2]).toMatchObject({
        billing_method: "fixed_price",
        not_to_exceed: "",
        customers: [{ not_to_exceed: "" }],
      }),
    );
  });

  it("shows other sections as its method needs them", async () => {
    const { user } = renderApp("/contracts/ADATUM/new-line");
    await screen.findByRole("region", { name: "Invoice schedule" });
    expect(screen.getByRole("region", { name: "Limits" })).toBeVisible();
    await user.click(screen.getByRole("radio", { name: /^Fixed price/ }));
    expect(screen.getByRole("region", { name: "Amount and milestones" })).toBeVisible();
    expect(screen.queryByRole("region", { name: "Invoice schedule" })).not.toBeInTheDocument();
    expect(screen.queryByRole("region", { name: "Limits" })).not.toBeInTheDocument();
  });
});

describe("a line", () => {
  it("has one toast in its foot, beside those that can still be undone", async () => {
    renderApp(PROTOTYPE);
    await screen.findByRole("textbox", { name: "Name" });
    const region = within(screen.getByRole("region", { name: "What just happened" }));
    act(() => void showToast({ text: "Support created" }));
    act(() => void showToast({ text: "2 rows deleted", undo: () => undefined }));
    act(() => void showToast({ text: "4 rows added" }));
    act(() => void showToast({ text: "Support is active" }));
    const shown = region.getAllByRole("listitem").map((item) => item.textContent);
    expect(shown).toEqual([
      expect.stringMatching(/^2 rows deleted.*Undo/),
      expect.stringMatching(/^Support is active/),
    ]);
  });

  it("keeps what is typed while a save is on its way, and where it cannot be read again", async () => {
    const { user, fake } = renderApp(PROTOTYPE);
    const name = await screen.findByRole("textbox", { name: "Name" });
    const typed = `${(name as HTMLInputElement).value} A`;
    const answer = fake.hold("saveLine");
    await user.type(name, " A{Control>}s{/Control}");
    await waitFor(() => expect(fake.calls.some(({ command }) => command === "saveLine")).toBe(true));
    await user.type(name, "B");
    answer();
    await waitFor(() => expect(fake.book().contracts[0]?.lines.some((line) => line.name === typed)).toBe(true));
    expect(await screen.findByText("Not saved yet")).toBeVisible();
    fake.refuse("contractSetUp", diskError);
    act(() => fake.tell("contracts"));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(screen.getByRole("textbox", { name: "Name" })).toHaveValue(`${typed}B`);
  });

  it("takes nothing more while a new one is being created", async () => {
    const { user, path, fake } = renderApp("/contracts/ADATUM/new-line");
    const name = await screen.findByRole("textbox", { name: "Name" });
    const answer = fake.hold("saveLine");
    await user.type(name, "Support");
    await user.click(screen.getByRole("checkbox", { name: /^Time/ }));
    await user.keyboard("{Control>}s{/Control}");
    expect(await screen.findByText("Saving…")).toBeVisible();
    await user.type(name, " by phone");
    await user.click(screen.getByRole("checkbox", { name: /^Expense/ }));
    expect(name).toHaveValue("Support");
    answer();
    await waitFor(() => expect(path()).toBe("/contracts/ADATUM/lines/support"));
    expect(await screen.findByRole("textbox", { name: "Name" })).toHaveValue("Support");
    expect(screen.getByRole("checkbox", { name: /^Expense/ })).not.toBeChecked();
  });

  it("of a fixed price shows limits that it came in with, so that they can be taken out", async () => {
    const book = adatumBook();
    const prototype = book.contracts[0]?.lines.find(({ id }) => id === "prototype");
    const split = [{ customer: "adatum", percent: "100", not_to_exceed: "300.00", rounding: true }];
    Object.assign(prototype ?? {}, { limit: "500.00", split });
    const { user } = renderApp(PROTOTYPE, { book });
    const limits = await screen.findAllByRole("textbox", { name: /^Not-to-exceed limit of/ });
    expect(limits).toHaveLength(2);
    for (const limit of limits) {
      await waitFor(() => expect(limit).toHaveAccessibleDescription(/bills its milestones and has no limit/));
      await user.clear(limit);
    }
    await waitFor(() => expect(screen.queryByRole("textbox", { name: /^Not-to-exceed limit of/ })).toBeNull());
    expect(await screen.findByText("Not saved yet")).toBeVisible();
  });

  it("names the tasks that it is for", async () => {
    const { user, fake } = renderApp("/contracts/ADATUM/lines/implementation");
    await user.click(await screen.findByRole("radio", { name: "Selected tasks" }));
    await user.type(screen.getByRole("combobox", { name: "Names of the tasks" }), "Build,Test,");
    await user.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(fake.book().contracts[0]?.lines[1]?.tasks).toEqual(["Build", "Test"]));
  });

  it("says all tasks again where those that were typed are given back", async () => {
    const { user } = renderApp("/contracts/ADATUM/lines/implementation");
    await user.click(await screen.findByRole("radio", { name: "Selected tasks" }));
    await user.type(screen.getByRole("combobox", { name: "Names of the tasks" }), "Build,");
    await user.click(await screen.findByRole("button", { name: "Discard what is typed" }));
    expect(screen.getByRole("radio", { name: "Selected tasks" })).not.toBeChecked();
    expect(screen.queryByRole("combobox", { name: "Names of the tasks" })).not.toBeInTheDocument();
  });

  it("says what each tax category means, and takes a percent for the standard rate alone", async () => {
    // SPEC 2.6
    const { user } = renderApp(PROTOTYPE);
    const category = await screen.findByRole("combobox", { name: "Tax category" });
    expect(screen.queryByRole("textbox", { name: "Tax percent" })).not.toBeInTheDocument();
    await user.click(category);
    await user.click(await screen.findByRole("option", { name: "AE, reverse charge" }));
    expect(category).toHaveAccessibleDescription(/The customer accounts for the tax/);
    expect(screen.getByRole("textbox", { name: "Tax percent" })).toHaveValue("0");
    await user.click(category);
    await user.click(await screen.findByRole("option", { name: "S, standard rate" }));
    const percent = screen.getByRole("textbox", { name: "Tax percent" });
    await waitFor(() => expect(percent).toHaveAccessibleDescription(/Category S needs its percent/));
    await user.type(percent, "125");
    await waitFor(() => expect(percent).toHaveAccessibleDescription(/no percentage from 0 to 100/));
  });

  it("locks what work was entered under, each with its reason beside it", async () => {
    renderApp("/contracts/ADATUM/lines/implementation");
    expect(await screen.findByRole("radio", { name: /^Fixed price/ })).toBeDisabled();
    expect(screen.getByText("8 transactions and milestones were entered.")).toBeVisible();
    expect(screen.getByRole("checkbox", { name: "Time" })).toBeDisabled();
    expect(screen.getByText("8 transactions of this class were entered.")).toBeVisible();
    const remove = screen.getByRole("button", { name: "Delete line" });
    expect(remove).toBeDisabled();
    expect(remove).toHaveAccessibleDescription("It stays: 8 transactions and milestones were entered on it.");
  });

  it("says how many transactions keep their split, and splits them again where asked", async () => {
    // SPEC 5.1, 5.2
    const { user, fake } = renderApp("/contracts/NORTHWIND/lines/work", { book: manyBook(8) });
    await screen.findByRole("table", { name: "Customers and split" });
    await user.click(screen.getByRole("button", { name: "Remove Northwind Logistics NV" }));
    const percent = screen.getByRole("textbox", { name: "Percent of Northwind Traders BV" });
    await user.clear(percent);
    await user.type(percent, "100");
    expect(await screen.findByText(/transactions keep the split that they were entered with\./)).toBeVisible();
    expect(screen.getByRole("button", { name: "As the contract" })).toBeVisible();
    await user.click(screen.getByRole("checkbox", { name: "Also split what is on no invoice again" }));
    await user.keyboard("{Control>}s{/Control}");
    await waitFor(() => {
      const own = fake.book().shares.filter((share) => share.contract === "NORTHWIND");
      expect(new Set(own.map((share) => share.customer.name))).toEqual(new Set(["Northwind Traders BV"]));
    });
  });

  it("that is not there says so and leads back", async () => {
    const { user, path } = renderApp("/contracts/ADATUM/lines/nothing");
    expect(await screen.findByRole("alert")).toHaveTextContent("There is no line nothing in this contract");
    await user.click(screen.getByRole("button", { name: "To the set-up of the contract" }));
    expect(path()).toBe("/contracts/ADATUM/set-up");
  });
});

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
