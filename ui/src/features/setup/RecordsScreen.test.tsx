import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { RecordForm } from "../../bindings";
import { adatumBook } from "../../lib/fake/adatum";
import { recordsOf } from "../../lib/fake/recordAnswers";
import { answerOf } from "../../testing/answer";
import { diskError, renderApp } from "../../testing/renderApp";
import { hiddenAtWidth } from "./useRecordColumns";

const CUSTOMERS = "/settings/set-up/customers";
const grid = (name: string) => screen.findByRole("grid", { name });
const save = () => screen.getByRole("button", { name: /^Save/ });
const field = (name: string) => screen.findByRole("textbox", { name });

/** A book with so many more customers. */
function withCustomers(count: number) {
  const book = adatumBook();
  const form = recordsOf(book).find(({ kind }) => kind === "customer") as RecordForm & { kind: "customer" };
  const more = Array.from({ length: count }, (_, at) => ({ ...form, id: `c${at}`, name: `Customer ${at}` }));
  book.records = [...recordsOf(book), ...more];
  return book;
}

describe("a list of records", () => {
  it("hides what matters least where there is little room, and nothing before it is drawn", () => {
    expect([...hiddenAtWidth(0)]).toEqual([]);
    expect([...hiddenAtWidth(66)]).toEqual([]);
    expect([...hiddenAtWidth(40)]).toEqual(["id"]);
    expect([...hiddenAtWidth(34)]).toEqual(["id", "terms", "absences", "target"]);
  });

  it("is reached from Settings, which counts them", async () => {
    const { user, path } = renderApp("/settings");
    const list = await screen.findByRole("list", { name: "Set-up" });
    const row = within(list).getByRole("link", { name: "Customers" }).closest("li");
    await waitFor(() => expect(row).toHaveTextContent(/1$/));
    await user.click(within(list).getByRole("link", { name: "Customers" }));
    expect(path()).toBe(CUSTOMERS);
    expect(await grid("Customers")).toBeVisible();
    expect(await screen.findByText("1 contract")).toBeVisible();
  });

  it("finds by what stands in a record, and says how much is hidden", async () => {
    const { user } = renderApp(CUSTOMERS, { book: withCustomers(10_000) });
    expect(await screen.findByText("10,001 customers")).toBeVisible();
    await user.type(screen.getByRole("searchbox"), "c9999");
    expect(await screen.findByText("1 of 10,001 shown")).toBeVisible();
    await user.clear(screen.getByRole("searchbox"));
    await user.type(screen.getByRole("searchbox"), "nobody");
    expect(await screen.findByRole("heading", { name: "Nothing fits" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show all" }));
    expect(await screen.findByText("10,001 customers")).toBeVisible();
  });

  it("goes from the search to what was found by the arrow key", async () => {
    const { user } = renderApp("/settings/set-up/resources");
    await screen.findByRole("grid");
    await user.keyboard("/lee{ArrowDown}");
    const grid = screen.getByRole("grid", { name: "Resources" });
    expect(grid).toHaveFocus();
    expect(within(grid).getAllByRole("row")).toHaveLength(2);
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("heading", { name: "Lee Gu" })).toBeVisible();
  });

  it("goes on from the record that is open by the arrow keys", async () => {
    const { user } = renderApp(CUSTOMERS, { book: withCustomers(3) });
    const list = within(await grid("Customers"));
    await user.click(await list.findByText("Customer 0"));
    await field("Name");
    (await grid("Customers")).focus();
    await user.keyboard("{ArrowDown}");
    await waitFor(() => expect(list.getByText("Customer 1").closest("[role=row]")).toHaveAttribute("data-cursor"));
  });

  it("counts again after an import and after saved transactions", async () => {
    const { fake } = renderApp("/settings");
    await screen.findByRole("list", { name: "Set-up" });
    const counted = () => fake.calls.filter(({ command }) => command === "recordCounts").length;
    await waitFor(() => expect(counted()).toBe(1));
    // What the program says went stale after an import.
    act(() => fake.tell("book", "contracts", "shares"));
    await waitFor(() => expect(counted()).toBe(2));
  });

  it("says what is missing, what it is for, and the next step", async () => {
    const { user } = renderApp("/settings/set-up/categories");
    expect(await screen.findByRole("heading", { name: "No transaction categories yet" })).toBeVisible();
    await user.keyboard("n");
    expect(await field("Name")).toHaveFocus();
  });

  it("waits in its place, says why it cannot be read, and is read at the next try", async () => {
    let release = () => {};
    const { fake, user } = renderApp(CUSTOMERS, {}, (standIn) => {
      release = standIn.hold("records");
    });
    expect(await screen.findByRole("status", { name: "Loading" })).toBeInTheDocument();
    fake.refuse("records", diskError);
    release();
    expect(await screen.findByRole("alert")).toHaveTextContent("The customers could not be read");
    fake.refuse("records", null);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await grid("Customers")).toBeVisible();
  });

  it("says that a record is gone, with the way back to the list", async () => {
    const { user, path } = renderApp(`${CUSTOMERS}?record=nobody`);
    expect(await screen.findByRole("alert")).toHaveTextContent(/There is no customer "nobody" in this book/);
    await user.click(screen.getByRole("button", { name: "Back to the list" }));
    expect(path()).toBe(CUSTOMERS);
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });
});

describe("a customer", () => {
  it("is added by keyboard alone, under an id made of its name", async () => {
    const { user, fake } = renderApp(CUSTOMERS);
    await grid("Customers");
    await user.keyboard("n");
    await user.type(await field("Name"), "Fabrikam Åkeri");
    await waitFor(() => expect(screen.getByRole("textbox", { name: "Id" })).toHaveValue("fabrikam-akeri"));
    await user.type(screen.getByRole("textbox", { name: "Address" }), "Main Street 1{Enter}Lund");
    await user.keyboard("{Control>}s{/Control}");
    expect(await screen.findByText("Fabrikam Åkeri added")).toBeVisible();
    expect(await screen.findByRole("heading", { name: "Fabrikam Åkeri" })).toBeVisible();
    const saved = fake.calls.find(({ command }) => command === "saveRecord")?.args;
    expect(saved).toMatchObject([null, { id: "fabrikam-akeri", address: ["Main Street 1", "Lund"] }, null]);
    expect(await screen.findByText("Nothing uses it, so it may be deleted.")).toBeVisible();
  });

  it("keeps what is selected in the id, and follows the name again once it is left as it was", async () => {
    const { user, fake } = renderApp(`${CUSTOMERS}?new=true`);
    await user.type(await field("Name"), "Fabrikam");
    await waitFor(() => expect(screen.getByRole("textbox", { name: "Id" })).toHaveValue("fabrikam"));
    const answer = fake.hold("lookAtRecord");
    await user.type(await field("Name"), " Corporation");
    // A key selects what is in the field, as it does in a browser.
    await user.tab();
    const id = screen.getByRole<HTMLInputElement>("textbox", { name: "Id" });
    expect(id).toHaveFocus();
    id.select();
    // However long the typing took: the whole name has been asked about.
    const looked = () => fake.calls.filter(({ command }) => command === "lookAtRecord").at(-1)?.args;
    await waitFor(() => expect(looked()).toMatchObject([null, { name: "Fabrikam Corporation" }]));
    answer();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(id).toHaveValue("fabrikam");
    await user.tab();
    await waitFor(() => expect(id).toHaveValue("fabrikam-corporation"));
    await user.tab({ shift: true });
    id.select();
    await user.keyboard("fab");
    expect(id).toHaveValue("fab");
  });

  it("takes nothing more while a new one is being saved, and keeps the focus for what is refused", async () => {
    const { user, fake } = renderApp(`${CUSTOMERS}?new=true`);
    await user.type(await field("Name"), "Fabrikam");
    // Held from its last question on: the id that the name has come to.
    const answer = fake.hold("lookAtRecord");
    await user.keyboard("{Control>}s{/Control}");
    expect(await screen.findByText("Saving…")).toBeVisible();
    await user.keyboard(" AB");
    await user.type(await field("Address"), "Main Street 1");
    await user.click(screen.getByRole("combobox", { name: "Country" }));
    expect(screen.queryByRole("option")).not.toBeInTheDocument();
    await user.click(await field("Name"));
    await user.paste(" AB");
    expect(await field("Name")).toHaveValue("Fabrikam");
    expect(await field("Address")).toHaveValue("");
    fake.refuse("saveRecord", diskError);
    answer();
    expect(await screen.findByRole("alert")).toHaveTextContent("Not saved. The disk does not answer.");
    expect(await field("Name")).toHaveFocus();
    await user.keyboard(" AB");
    expect(await field("Name")).toHaveValue("Fabrikam AB");
    fake.refuse("saveRecord", null);
    await user.keyboard("{Control>}s{/Control}");
    expect(await screen.findByText("Fabrikam AB added")).toBeVisible();
  });

  it("takes what somebody else saves meanwhile where nothing is typed, and says so", async () => {
    const { user, fake } = renderApp(`${CUSTOMERS}?record=adatum`);
    await user.type(await field("Name"), " AB");
    const { form } = await answerOf(fake.commands.record("customer", "adatum"));
    await fake.commands.saveRecord("adatum", { ...form, contact: "Ms Reed" } as typeof form, form);
    expect(await screen.findByText("This was saved otherwise meanwhile")).toBeVisible();
    expect(await field("Name")).toHaveValue(`${form.name} AB`);
    await user.keyboard("{Control>}s{/Control}");
    await waitFor(async () =>
      expect((await answerOf(fake.commands.record("customer", "adatum"))).form).toMatchObject({
        name: `${form.name} AB`,
        contact: "Ms Reed",
      }),
    );
  });

  it("keeps an id that was typed, whatever becomes of the name", async () => {
    const { user, fake } = renderApp(`${CUSTOMERS}?new=true`);
    await user.type(await field("Id"), "fab");
    await user.type(await field("Name"), "Fabrikam");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await screen.findByText("Fabrikam added");
    expect(fake.calls.find(({ command }) => command === "saveRecord")?.args[1]).toMatchObject({ id: "fab" });
  });

  it("says at the field and in the foot what keeps it from being saved", async () => {
    const { user } = renderApp(`${CUSTOMERS}?record=adatum`);
    await user.clear(await field("Payment terms"));
    await user.type(await field("Payment terms"), "soon");
    expect(await screen.findByText('"soon" is not a whole number.')).toBeVisible();
    expect(screen.getByText('Payment terms: "soon" is not a whole number')).toBeVisible();
    expect(save()).toBeDisabled();
    await user.clear(await field("Payment terms"));
    await waitFor(() => expect(save()).toBeEnabled());
    await waitFor(() => expect(screen.queryByText('"soon" is not a whole number.')).not.toBeInTheDocument());
  });

  it("is saved by a press right after what was wrong is put right", async () => {
    const { user, fake } = renderApp(`${CUSTOMERS}?record=adatum`);
    const terms = await field("Payment terms");
    await user.clear(terms);
    await user.type(terms, "3x");
    await waitFor(() => expect(save()).toBeDisabled());
    const answer = fake.hold("lookAtRecord");
    await user.type(terms, "{Backspace}");
    expect(save()).toHaveAttribute("aria-disabled", "true");
    await user.click(save());
    expect(await screen.findByText("Adatum Corporation saved")).toBeVisible();
    answer();
  });

  it("is renamed although it is used, but not deleted, and says what uses it", async () => {
    const { user, fake } = renderApp(`${CUSTOMERS}?record=adatum`);
    expect(await screen.findByText("Used by 1 contract: take it off there first.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Delete" })).toBeDisabled();
    expect(screen.getByRole("link", { name: "Implementation services for Adatum" })).toBeVisible();
    expect(save()).toBeDisabled();
    await user.type(await field("Name"), " AB");
    await user.click(await screen.findByRole("button", { name: /^Save/ }));
    expect(await screen.findByText("Adatum Corporation AB saved")).toBeVisible();
    expect(recordsOf(fake.book()).some(({ name }) => name === "Adatum Corporation AB")).toBe(true);
  });

  it("is deleted where nothing uses it, and comes back with Undo", async () => {
    const { user, fake } = renderApp(`${CUSTOMERS}?record=c0`, { book: withCustomers(1) });
    await user.click(await screen.findByRole("button", { name: "Delete" }));
    expect(await screen.findByText("Customer 0 deleted")).toBeVisible();
    expect(recordsOf(fake.book()).some(({ name }) => name === "Customer 0")).toBe(false);
    await user.click(screen.getByRole("button", { name: /^Undo/ }));
    await waitFor(() => expect(recordsOf(fake.book()).some(({ name }) => name === "Customer 0")).toBe(true));
  });

  it("asks before something typed is lost, whatever leads away, and only then", async () => {
    const { user, path } = renderApp(`${CUSTOMERS}?record=adatum`, { book: withCustomers(1) });
    await user.type(await field("Contact"), "Ada");
    await user.click(screen.getByRole("link", { name: /^Home/ }));
    expect(await screen.findByRole("alertdialog", { name: "Leave without saving?" })).toBeVisible();
    expect(screen.getByRole("button", { name: "Keep editing" })).toHaveFocus();
    await user.keyboard("{Enter}");
    expect(path()).toBe(CUSTOMERS);
    expect(await field("Contact")).toHaveValue("Ada");
    await user.click(screen.getByText("Customer 0"));
    await user.click(await screen.findByRole("button", { name: "Leave without saving" }));
    expect(await screen.findByRole("heading", { name: "Customer 0" })).toBeVisible();
    expect(await field("Contact")).toHaveValue("");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("heading", { name: "Customer 0" })).not.toBeInTheDocument());
  });

  it("gives the focus back to whoever goes on editing", async () => {
    const { user } = renderApp(`${CUSTOMERS}?record=adatum`);
    await user.type(await field("Name"), " AB{Escape}");
    await user.click(await screen.findByRole("button", { name: "Keep editing" }));
    await waitFor(async () => expect(await field("Name")).toHaveFocus());
  });

  it("says why the program refused it, and keeps what was typed", async () => {
    const { user, fake } = renderApp(`${CUSTOMERS}?record=adatum`);
    fake.refuse("saveRecord", { code: "refused", message: "the book is open for reading only", field: null });
    await user.type(await field("Contact"), "Ada");
    await user.keyboard("{Control>}s{/Control}");
    expect(await screen.findByRole("alert")).toHaveTextContent("Not saved. The book is open for reading only.");
    expect(await field("Contact")).toHaveValue("Ada");
  });
});
