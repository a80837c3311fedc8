import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { adatumBook } from "../../../lib/fake/adatum";
import { greatBook } from "../../../lib/fake/great";
import { manyBook } from "../../../lib/fake/many";
import { answerOf } from "../../../testing/answer";
import { diskError, renderApp } from "../../../testing/renderApp";

const SET_UP = "/contracts/ADATUM/set-up";
const saveButton = () => screen.getByRole("button", { name: "Save" });

const lastLook = (fake: ReturnType<typeof renderApp>["fake"]) =>
  fake.calls.findLast(({ command }) => command === "lookAtContract")?.args[1];

describe("a contract with a great deal in it", () => {
  it("shows of its checks and limits what is to be mended, the rest on demand", async () => {
    const book = greatBook();
    const [contract] = book.contracts;
    const limits = Object.fromEntries(contract?.customers.map(({ id }, at) => [id, `${500 + at}.00`]) ?? []);
    Object.assign(contract ?? {}, { customerLimits: limits });
    const { user } = renderApp("/contracts/GREAT/set-up", { book });
    const checks = within(await screen.findByRole("list", { name: "To be mended: 64 of 122 right" }));
    expect(checks.getAllByRole("listitem")).toHaveLength(8);
    expect(checks.queryByText("It has 60 lines.")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Show all 122 checks" }));
    expect(checks.getByText("It has 60 lines.")).toBeVisible();
    const bars = () => within(screen.getByRole("list", { name: "Not-to-exceed limits" })).getAllByRole("img");
    expect(bars()).toHaveLength(6);
    await user.click(screen.getByRole("button", { name: "Show all 22 limits" }));
    expect(bars()).toHaveLength(22);
  }, 60_000);
});

describe("a new contract", () => {
  it("is begun with N from the list and typed by keyboard alone", async () => {
    const { user, path, fake } = renderApp("/contracts", { book: manyBook(8) });
    await screen.findByRole("grid", { name: "Contracts" });
    await user.keyboard("n");
    const name = await screen.findByRole("textbox", { name: "Name" });
    expect(name).toHaveFocus();
    await user.keyboard("Harbour lights{Tab}HARBOUR{Tab}EUR{Tab}31/12/2020{Tab}");
    const customer = screen.getByRole("combobox", { name: "Primary customer" });
    customer.focus();
    await user.keyboard("Litware");
    await screen.findByRole("option", { name: "Litware Inc." });
    await user.keyboard("{Enter}");
    await user.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(path()).toBe("/contracts/HARBOUR/set-up"));
    expect(fake.book().contracts.at(-1)).toMatchObject({
      id: "HARBOUR",
      name: "Harbour lights",
      currency: "EUR",
      delivery: "2020-12-31",
      status: "draft",
      customers: [{ name: "Litware Inc.", percent: 100 }],
    });
    expect(await screen.findByText("It has no line yet. Add one.")).toBeVisible();
  }, 60_000);

  it("takes nothing more while it is being created, nor while it is given another id", async () => {
    const { user, path, fake } = renderApp("/new-contract");
    const name = await screen.findByRole("textbox", { name: "Name" });
    await user.type(name, "Harbour");
    await user.type(screen.getByRole("textbox", { name: "Id" }), "HARBOUR");
    await user.click(screen.getByRole("combobox", { name: "Primary customer" }));
    await user.click(await screen.findByRole("option", { name: "Adatum Corporation" }));
    const answer = fake.hold("saveContract");
    await user.keyboard("{Control>}s{/Control}");
    expect(await screen.findByText("Saving…")).toBeVisible();
    await user.type(name, " lights");
    expect(name).toHaveValue("Harbour");
    answer();
    await waitFor(() => expect(path()).toBe("/contracts/HARBOUR/set-up"));
    const id = await screen.findByRole("textbox", { name: "Id" });
    const renamed = fake.hold("saveContract");
    await user.type(id, "-2{Control>}s{/Control}");
    expect(await screen.findByText("Saving…")).toBeVisible();
    await user.type(screen.getByRole("textbox", { name: "Name" }), " lights");
    expect(screen.getByRole("textbox", { name: "Name" })).toHaveValue("Harbour");
    renamed();
    await waitFor(() => expect(path()).toBe("/contracts/HARBOUR-2/set-up"));
  });

  it("leads to the first customer where the book has none to choose", async () => {
    const { user, path } = renderApp("/new-contract", {
      book: { ...adatumBook(), contracts: [], rows: [], shares: [] },
    });
    await user.click(await screen.findByRole("link", { name: "Set up the first customer" }));
    await waitFor(() => expect(path()).toBe("/settings/set-up/customers"));
    await waitFor(() => expect(screen.getByRole("textbox", { name: "Name" })).toHaveFocus());
  });

  it("says what is missing in a field once it was left, and all of it where it is to be saved", async () => {
    const { user, fake } = renderApp("/new-contract");
    const name = await screen.findByRole("textbox", { name: "Name" });
    expect(screen.getByText("Its lines come next, once it is created.")).toBeVisible();
    await user.type(name, "Harbour");
    await waitFor(() => expect(lastLook(fake)).toMatchObject({ name: "Harbour" }));
    await act(async () => {});
    const id = screen.getByRole("textbox", { name: "Id" });
    const customer = screen.getByRole("combobox", { name: "Primary customer" });
    expect(screen.getByText("Not saved yet")).toBeVisible();
    expect(id).toBeValid();
    await user.tab();
    expect(id).toHaveFocus();
    await user.tab();
    expect(id).toBeInvalid();
    expect(customer).toBeValid();
    expect(screen.getByText("1 problem")).toBeVisible();
    expect(screen.getByText(/^Saving is off: give the contract an id\./)).toBeVisible();
    await user.keyboard("{Control>}s{/Control}");
    expect(await screen.findByText("2 problems")).toBeVisible();
    expect(customer).toBeInvalid();
    expect(id).toHaveFocus();
    expect(id).toHaveAccessibleDescription(/Give the contract an id\./);
    await user.type(id, "ADATUM");
    await waitFor(() => expect(id).toHaveAccessibleDescription(/The book has a contract ADATUM already/));
  });

  it("asks before it is left with something typed in it", async () => {
    const { user, path } = renderApp("/new-contract");
    await user.type(await screen.findByRole("textbox", { name: "Name" }), "Harbour");
    await user.keyboard("{Escape}");
    const asking = within(await screen.findByRole("dialog", { name: "Leave without saving?" }));
    await user.click(asking.getByRole("button", { name: "Stay on the page" }));
    expect(path()).toBe("/new-contract");
    expect(screen.getByRole("textbox", { name: "Name" })).toHaveValue("Harbour");
    await user.click(screen.getByRole("link", { name: /^Home/ }));
    await user.click(await screen.findByRole("button", { name: "Leave without saving" }));
    await waitFor(() => expect(path()).toBe("/home"));
  });
});

describe("the set-up of a contract", () => {
  it("is reached with E, changed and saved with Ctrl S", async () => {
    const { user, path, fake } = renderApp("/contracts/ADATUM");
    await screen.findByRole("button", { name: "Edit" });
    await user.keyboard("e");
    await waitFor(() => expect(path()).toBe(SET_UP));
    const name = await screen.findByRole("textbox", { name: "Name" });
    expect(saveButton()).toBeDisabled();
    await user.type(name, " 2020");
    expect(await screen.findByText("Not saved yet")).toBeVisible();
    await user.keyboard("{Control>}s{/Control}");
    expect(await screen.findByText("Implementation services for Adatum 2020 saved")).toBeVisible();
    expect(fake.book().contracts[0]?.name).toBe("Implementation services for Adatum 2020");
  });

  it.each([SET_UP, "/new-contract", "/contracts/ADATUM/lines/prototype"])(
    "is only read where the book is, and says so once: %s",
    async (path) => {
      renderApp(path, { book: { ...adatumBook(), readOnly: "the file cannot be written" } });
      const name = await screen.findByRole("textbox", { name: "Name" });
      await waitFor(() => expect(name).toHaveAttribute("readonly"));
      expect(screen.getAllByText("The book is open for reading only, so nothing can be changed here.")).toHaveLength(1);
    },
  );

  it("is saved by a key pressed right after the letter that mended it", async () => {
    const { user, fake } = renderApp(SET_UP);
    const name = await screen.findByRole("textbox", { name: "Name" });
    await user.clear(name);
    expect(await screen.findByText("1 problem")).toBeVisible();
    await user.type(name, "A{Control>}s{/Control}");
    await waitFor(() => expect(fake.book().contracts[0]?.name).toBe("A"));
  });

  it("keeps what is typed while a save is on its way", async () => {
    const { user, fake } = renderApp(SET_UP);
    const name = await screen.findByRole("textbox", { name: "Name" });
    const answer = fake.hold("saveContract");
    await user.type(name, " 2020{Control>}s{/Control}");
    await waitFor(() => expect(fake.calls.some(({ command }) => command === "saveContract")).toBe(true));
    await user.type(name, " and on");
    answer();
    await waitFor(() => expect(fake.book().contracts[0]?.name).toBe("Implementation services for Adatum 2020"));
    expect(await screen.findByText("Not saved yet")).toBeVisible();
    expect(name).toHaveValue("Implementation services for Adatum 2020 and on");
  });

  it("takes what somebody else saves meanwhile where nothing is typed, says so, and saves over that", async () => {
    const { user, fake } = renderApp(SET_UP);
    const name = await screen.findByRole("textbox", { name: "Name" });
    await user.type(name, " 2020");
    const { form } = await answerOf(fake.commands.contractSetUp("ADATUM"));
    await fake.commands.saveContract("ADATUM", { ...form, not_to_exceed: "9000.00" }, form);
    expect(await screen.findByText("This was saved otherwise meanwhile")).toBeVisible();
    expect(screen.getByText("What you typed stays; all else shows what is saved now.")).toBeVisible();
    expect(name).toHaveValue("Implementation services for Adatum 2020");
    await user.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(fake.book().contracts[0]?.name).toBe("Implementation services for Adatum 2020"));
    expect(fake.book().contracts[0]?.limit).toBe("9000.00");
    const sent = fake.calls.findLast(({ command }) => command === "saveContract")?.args;
    expect(sent?.[2]).toMatchObject({ not_to_exceed: "9000.00" });
    // What this form saves itself is no news.
    expect(screen.getAllByText("This was saved otherwise meanwhile")).toHaveLength(1);
  });

  it("is taken back after it was saved", async () => {
    const { user, fake } = renderApp(SET_UP);
    const name = await screen.findByRole("textbox", { name: "Name" });
    await user.type(name, " 2020{Control>}s{/Control}");
    await waitFor(() => expect(fake.book().contracts[0]?.name).toBe("Implementation services for Adatum 2020"));
    await user.click(await screen.findByRole("button", { name: /^Undo/ }));
    await waitFor(() =>
      expect(screen.getByRole("textbox", { name: "Name" })).toHaveValue("Implementation services for Adatum"),
    );
  });

  it("stays open where it cannot be read again", async () => {
    const { user, fake } = renderApp(SET_UP);
    await user.type(await screen.findByRole("textbox", { name: "Name" }), "!");
    const before = fake.calls.filter(({ command }) => command === "contractSetUp").length;
    fake.refuse("contractSetUp", diskError);
    act(() => fake.tell("contracts"));
    await waitFor(() =>
      expect(fake.calls.filter(({ command }) => command === "contractSetUp").length).toBeGreaterThan(before),
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(screen.getByRole("textbox", { name: "Name" })).toHaveValue("Implementation services for Adatum!");
  });

  it("is saved with the date that is being typed", async () => {
    const { user, fake } = renderApp(SET_UP);
    const date = await screen.findByRole("textbox", { name: "Delivery date" });
    await user.clear(date);
    await user.type(date, "31/12/2020{Control>}s{/Control}");
    await waitFor(() => expect(fake.book().contracts[0]?.delivery).toBe("2020-12-31"));
  });

  it("is not saved while what is typed is no date", async () => {
    const { user, fake } = renderApp(SET_UP);
    await user.type(await screen.findByRole("textbox", { name: "Name" }), "!");
    const date = screen.getByRole("textbox", { name: "Delivery date" });
    await user.clear(date);
    await user.type(date, "soon{Control>}s{/Control}");
    expect(date).toHaveAccessibleDescription(/“soon” is no date/);
    expect(fake.calls.some(({ command }) => command === "saveContract")).toBe(false);
  });

  it("gives back what was typed", async () => {
    const { user } = renderApp(SET_UP);
    const name = await screen.findByRole("textbox", { name: "Name" });
    await user.type(name, "x");
    await user.click(await screen.findByRole("button", { name: "Discard what is typed" }));
    expect(name).toHaveValue("Implementation services for Adatum");
  });

  it("keeps the page when Escape closes a list of choices", async () => {
    const { user, path } = renderApp(SET_UP);
    await user.click(await screen.findByRole("combobox", { name: "Primary customer" }));
    await screen.findByRole("option", { name: "Adatum Corporation" });
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("option")).not.toBeInTheDocument());
    expect(path()).toBe(SET_UP);
    await user.keyboard("{Escape}");
    await waitFor(() => expect(path()).toBe("/contracts/ADATUM"));
  });

  it("says beside a field why it cannot be changed any more", async () => {
    renderApp(SET_UP);
    const currency = await screen.findByRole("combobox", { name: "Currency" });
    expect(currency).toHaveAttribute("readonly");
    expect(currency).toHaveAccessibleDescription(/Work was entered in USD\./);
  });

  it("looks off until what was typed last is seen, takes a press, and saves where nothing is wrong any more", async () => {
    const { user, fake } = renderApp("/contracts/NORTHWIND/set-up", { book: manyBook(8) });
    const percent = await screen.findByRole("textbox", { name: "Percent of Northwind Logistics NV" });
    const whole = (percent as HTMLInputElement).value;
    const isSaved = () => fake.calls.some(({ command }) => command === "saveContract");
    await user.clear(percent);
    await user.type(percent, "39.99");
    await waitFor(() => expect(saveButton()).toBeDisabled());
    const first = fake.hold("lookAtContract");
    await user.type(percent, "{Backspace}");
    expect(saveButton()).toHaveAttribute("aria-disabled", "true");
    await user.click(saveButton());
    first();
    expect(await screen.findByText("The percentages total 99.9 %, 0.1 short of 100 %.")).toBeVisible();
    await waitFor(() => expect(saveButton()).toBeDisabled());
    expect(isSaved()).toBe(false);
    const second = fake.hold("lookAtContract");
    await user.type(await screen.findByRole("textbox", { name: "Name" }), " 2");
    await user.clear(percent);
    await user.type(percent, whole);
    await user.click(saveButton());
    expect(isSaved()).toBe(false);
    second();
    await waitFor(() => expect(isSaved()).toBe(true));
  });

  it("totals the percentages, says what is short, distributes evenly, and who gets the odd cent", async () => {
    // SPEC 5.1
    const { user } = renderApp("/contracts/NORTHWIND/set-up", { book: manyBook(8) });
    const table = within(await screen.findByRole("table", { name: "Customers and split" }));
    expect(await table.findByText("100 %")).toBeVisible();
    expect(screen.getByText(/^Northwind Traders BV gets the odd cent/)).toBeVisible();
    const second = table.getByRole("textbox", { name: "Percent of Northwind Logistics NV" });
    await user.clear(second);
    await user.type(second, "39.99");
    expect(await table.findByText("99.99 %")).toBeVisible();
    expect(await screen.findByText("The percentages total 99.99 %, 0.01 short of 100 %.")).toBeVisible();
    await waitFor(() => expect(saveButton()).toBeDisabled());
    await user.click(screen.getByRole("radio", { name: "Northwind Logistics NV takes what rounding leaves" }));
    await user.click(screen.getByRole("button", { name: "Distribute evenly" }));
    await waitFor(() => expect(second).toHaveValue("50"));
    expect(await table.findByText("adds up")).toBeVisible();
    expect(screen.getByText(/^Northwind Logistics NV gets the odd cent/)).toBeVisible();
  });

  it("moves a customer to the first place by key: it is the primary one then", async () => {
    const { user } = renderApp("/contracts/NORTHWIND/set-up", { book: manyBook(8) });
    const first = await screen.findByRole("combobox", { name: "Primary customer" });
    expect(first).toHaveValue("Northwind Traders BV");
    screen.getByRole("combobox", { name: "Customer 2" }).focus();
    await user.keyboard("{Alt>}{ArrowUp}{/Alt}");
    await waitFor(() => expect(first).toHaveValue("Northwind Logistics NV"));
    await waitFor(() => expect(first).toHaveFocus());
  });

  it("shows each limit with what is billed, committed and left", async () => {
    // SPEC 5.4
    const book = adatumBook();
    Object.assign(book.contracts[0] ?? {}, { limit: "20000.00" });
    renderApp(SET_UP, { book });
    const limits = within(await screen.findByRole("list", { name: "Not-to-exceed limits" }));
    expect(
      limits.getByRole("img", { name: "Contract : billed 0.00, committed 8,605.00, left 11,395.00 USD" }),
    ).toBeVisible();
  });

  it("says why a line is not moved, with its dates as they are read elsewhere", async () => {
    const { user, fake } = renderApp(SET_UP);
    fake.refuse("moveLine", { code: "refused", message: "the line was billed on 2020-10-05", field: null });
    const [first] = await screen.findAllByRole("button", { name: /^Move .* down$/ });
    await user.click(first as HTMLElement);
    expect(await screen.findByText("The line was billed on 5 Oct 2020.")).toBeVisible();
  });

  it("moves a line, and takes it back", async () => {
    const { user, fake } = renderApp(SET_UP);
    const lines = await screen.findByRole("list", { name: "Contract lines" });
    const order = () => fake.book().contracts[0]?.lines.map((line) => line.id);
    await user.click(within(lines).getByRole("button", { name: "Move Expenses incurred up" }));
    await waitFor(() => expect(order()).toEqual(["prototype", "expenses", "implementation"]));
    await user.click(await screen.findByRole("button", { name: /^Undo/ }));
    await waitFor(() => expect(order()).toEqual(["prototype", "implementation", "expenses"]));
    within(lines).getByRole("link", { name: "Prototype work" }).focus();
    await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
    await waitFor(() => expect(order()).toEqual(["implementation", "prototype", "expenses"]));
  });

  it("says what is wrong when it cannot be read", async () => {
    renderApp(SET_UP, {}, (fake) => fake.refuse("contractSetUp", diskError));
    expect(await screen.findByRole("alert")).toHaveTextContent("The disk does not answer");
  });

  it("keeps what was typed where saving is refused, and says why", async () => {
    const { user, fake } = renderApp(SET_UP);
    const name = await screen.findByRole("textbox", { name: "Name" });
    await user.type(name, "!");
    fake.refuse("saveContract", diskError);
    await user.click(saveButton());
    expect(await screen.findByRole("alert")).toHaveTextContent("Nothing was saved. The disk does not answer.");
    expect(name).toHaveValue("Implementation services for Adatum!");
  });
});

describe("a customer that was just added", () => {
  it("is not asked for before its row is left, and by saving at once", async () => {
    const { user, fake } = renderApp("/contracts/ADATUM/set-up");
    const table = within(await screen.findByRole("table", { name: "Customers and split" }));
    const looks = () => fake.calls.filter(({ command }) => command === "lookAtContract").length;
    await waitFor(() => expect(looks()).toBe(1));
    // From within a row, which is left by adding another.
    table.getByRole("textbox", { name: /^Percent/ }).focus();
    await user.click(screen.getByRole("button", { name: "Add customer" }));
    const second = table.getByRole("combobox", { name: "Customer 2" });
    await waitFor(() => expect(second).toHaveFocus());
    await waitFor(() => expect(looks()).toBe(2));
    await act(async () => {});
    expect(screen.getByText("Not saved yet")).toBeVisible();
    expect(second).toBeValid();
    await user.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(second).toBeInvalid());
    expect(screen.getByText("1 problem")).toBeVisible();
  });
});
