import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { adatumBook } from "../../../lib/fake/adatum";
import { manyBook } from "../../../lib/fake/many";
import { showToast } from "../../../lib/toasts";
import { diskError, renderApp } from "../../../testing/renderApp";

const PROTOTYPE = "/contracts/ADATUM/lines/prototype";
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
