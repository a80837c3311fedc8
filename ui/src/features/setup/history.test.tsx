import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { RecordForm } from "../../bindings";
import { renderApp } from "../../testing/renderApp";

const CUSTOMERS = "/settings/set-up/customers";

const panel = (name: string) => screen.findByRole("region", { name: `History of ${name}` });

describe("the history of a set-up record", () => {
  // "Every record shows who changed what and when, old and new value."
  it("shows what was saved in its form, in place of the form, and goes back to it", async () => {
    const { user } = renderApp(`${CUSTOMERS}?record=adatum`);
    const name = await screen.findByRole("textbox", { name: "Name" });
    await user.clear(name);
    await user.type(name, "Adatum AB");
    await user.click(screen.getByRole("button", { name: /^Save/ }));
    await screen.findByText("Adatum AB saved");
    await user.click(await screen.findByRole("button", { name: "History" }));
    const history = await panel("Adatum AB");
    expect(history).toHaveTextContent("Changed the customer Adatum AB");
    expect(history).toHaveTextContent(/NameAdatum Corporation→Adatum AB/);
    expect(history).toHaveTextContent(/ann/);
    await user.click(screen.getByRole("button", { name: "Export" }));
    await user.click(await screen.findByRole("menuitem", { name: /^CSV/ }));
    await screen.findByText("List exported as CSV");
    await user.keyboard("{Escape}");
    expect(await screen.findByRole("textbox", { name: "Name" })).toHaveValue("Adatum AB");
  });

  it("tells of those that were deleted beside the list", async () => {
    const { user, fake } = renderApp(CUSTOMERS);
    await screen.findByRole("grid", { name: "Customers" });
    await fake.commands.saveRecord(null, customer, null);
    await fake.commands.deleteRecord("customer", "litware");
    await user.click(screen.getByRole("button", { name: "History of all" }));
    const history = await panel("Customers");
    await waitFor(() => expect(history).toHaveTextContent("Deleted the customer Litware"));
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("region", { name: /^History/ })).not.toBeInTheDocument());
  });

  it("asks before what is typed in the form would be lost", async () => {
    const { user } = renderApp(`${CUSTOMERS}?record=adatum`);
    await user.type(await screen.findByRole("textbox", { name: "Name" }), "x");
    await user.click(screen.getByRole("button", { name: "History" }));
    expect(await screen.findByRole("alertdialog")).toBeVisible();
  });

  it("of an invoice frequency takes the place of its dialog", async () => {
    const { user } = renderApp("/settings/set-up/invoice-frequencies");
    const grid = await screen.findByRole("grid", { name: "Invoice frequencies" });
    await user.click(within(grid).getAllByRole("row")[1] as HTMLElement);
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "History" }));
    expect(await screen.findByRole("heading", { name: "Nothing was changed yet" })).toBeVisible();
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  it("of the company and of the whole book are reached from the settings", async () => {
    const { user, path } = renderApp("/settings/set-up/company");
    await user.click(await screen.findByRole("button", { name: "History" }));
    expect(await panel("Company")).toBeVisible();
    await user.keyboard("{Escape}");
    expect(await screen.findByRole("textbox", { name: "Name" })).toBeVisible();
    await user.keyboard("gt");
    await user.click(await screen.findByRole("link", { name: "History of the book" }));
    expect(path()).toBe("/settings/history");
    expect(await screen.findByRole("heading", { name: "Nothing was changed yet" })).toBeVisible();
  });
});

const customer: RecordForm & { kind: "customer" } = {
  kind: "customer",
  id: "litware",
  name: "Litware",
  address: [],
  country: "",
  tax_id: "",
  contact: "",
  email: "",
  language: "",
  payment_terms_days: "",
};
