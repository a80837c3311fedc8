import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { manyBook } from "../../lib/fake/many";
import { afterRun, confirm } from "../../testing/books";
import { renderApp } from "../../testing/renderApp";

const list = () => screen.findByRole("grid", { name: "Invoices" });

describe("deleting drafts", () => {
  it("acts at once with D, goes back to the list, and Undo brings it back", async () => {
    const { user, fake, path } = renderApp("/invoices/inv-1", { book: await afterRun() });
    await screen.findByRole("table", { name: "Lines of the invoice" });
    await user.keyboard("d");
    expect(await screen.findByText("Draft of Adatum Corporation deleted, its work is ready again")).toBeVisible();
    expect(screen.getByText("7,420.00 USD")).toBeVisible();
    await waitFor(() => expect(path()).toBe("/invoices"));
    expect(fake.book().invoices).toEqual([]);
    expect(fake.book().shares.find(({ id }) => id === "t1")?.status).toBe("ready_to_invoice");
    await user.keyboard("{Control>}z{/Control}");
    expect(await screen.findByRole("row", { name: /Adatum Corporation/ })).toBeVisible();
    expect(fake.book().shares.find(({ id }) => id === "t1")?.status).toBe("invoice_created");
  });

  it("is off for a confirmed invoice, with the reason beside it", async () => {
    const { user, fake } = renderApp("/invoices/inv-1", { book: confirm(await afterRun(), 1) });
    const button = await screen.findByRole("button", { name: "Delete draft" });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription("Confirmed, so never deleted");
    await user.keyboard("d");
    expect(fake.calls.some((call) => call.command === "deleteDrafts")).toBe(false);
  });

  it("deletes those that are chosen, leaves confirmed ones, and takes all back together", async () => {
    const book = confirm(await afterRun(manyBook(6)), 1);
    const before = book.invoices.map(({ id }) => id);
    const { user, fake } = renderApp("/invoices", { book });
    (await list()).focus();
    await user.keyboard(" {Shift>}{ArrowDown}{ArrowDown}{/Shift}");
    await user.click(await screen.findByRole("button", { name: "Delete 2 drafts" }));
    expect(await screen.findByText("2 drafts deleted")).toBeVisible();
    expect(screen.getByText("1 confirmed invoice stays")).toBeVisible();
    expect(fake.book().invoices).toHaveLength(before.length - 2);
    await user.click(screen.getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(fake.book().invoices.map(({ id }) => id)).toEqual(before));
  });

  it("offers no deletion where nothing that is chosen is a draft", async () => {
    const { user } = renderApp("/invoices", { book: confirm(await afterRun(manyBook(6)), 1) });
    (await list()).focus();
    await user.keyboard(" ");
    expect(await screen.findByText("1 selected")).toBeVisible();
    expect(screen.queryByRole("button", { name: /^Delete \d/ })).not.toBeInTheDocument();
  });

  it("says why a draft was not deleted", async () => {
    const { user } = renderApp("/invoices", { book: await afterRun() }, (fake) =>
      fake.refuse("deleteDrafts", { code: "refused", message: "somebody is changing it", field: null }),
    );
    (await list()).focus();
    await user.keyboard("d");
    expect(await screen.findByRole("alert")).toHaveTextContent("Not deleted. Somebody is changing it.");
  });

  it("says why it could not be taken back", async () => {
    const { user, fake } = renderApp("/invoices", { book: await afterRun() });
    (await list()).focus();
    await user.keyboard("d");
    await screen.findByText(/deleted, its work is ready again/);
    fake.refuse("undo", { code: "refused", message: "some of its work is on another invoice by now", field: null });
    await user.keyboard("{Control>}z{/Control}");
    expect(await screen.findByText("Could not be taken back")).toBeVisible();
    expect(screen.getByText(/: some of its work is on another invoice by now$/)).toBeVisible();
  });

  // SPEC 7.3: what is deleted on the way is put back together.
  it("takes back what was deleted so far, where Ctrl+Z is pressed while it goes on", async () => {
    const book = await afterRun(manyBook(6));
    const before = book.invoices.map(({ id }) => id);
    const step = Promise.withResolvers<void>();
    const { user, fake } = renderApp("/invoices", { book, pause: () => step.promise });
    (await list()).focus();
    await user.keyboard("{Control>}a{/Control}d");
    await waitFor(() => expect(fake.book().invoices).toHaveLength(before.length - 1));
    await user.keyboard("{Control>}z{/Control}");
    expect(await screen.findByText("Will be taken back as soon as it is done")).toBeVisible();
    step.resolve();
    expect(await screen.findByText("Taken back")).toBeVisible();
    expect(fake.book().invoices.map(({ id }) => id)).toEqual(before);
    expect(fake.calls.filter(({ command }) => command === "deleteDrafts")).toHaveLength(1);
  });

  it("says how far it is, and that of a draft that is going, without an error", async () => {
    const book = await afterRun(manyBook(14));
    const count = book.invoices.length;
    const step = Promise.withResolvers<void>();
    const { user, fake } = renderApp("/invoices", { book, pause: () => step.promise });
    (await list()).focus();
    await user.keyboard("{Control>}a{/Control}d");
    expect(await screen.findByRole("progressbar", { name: "Deleting drafts" })).toHaveAttribute("aria-valuenow", "1");
    expect(screen.getByText(`1 of ${count} drafts`)).toBeVisible();
    const panel = within(screen.getByRole("complementary", { name: "The invoice at the cursor" }));
    expect(panel.getByText("This draft is being deleted.")).toBeVisible();
    expect(panel.getByRole("button", { name: "Delete draft" })).toBeDisabled();
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
    step.resolve();
    expect(await screen.findByText(`${count} drafts deleted`)).toBeVisible();
    expect(fake.book().invoices).toEqual([]);
    expect(screen.queryByRole("progressbar")).not.toBeInTheDocument();
  });

  it("stops between drafts, and takes back those that are gone", async () => {
    const book = await afterRun(manyBook(14));
    const count = book.invoices.length;
    const step = Promise.withResolvers<void>();
    const { user, fake } = renderApp("/invoices", { book, pause: () => step.promise });
    (await list()).focus();
    await user.keyboard("{Control>}a{/Control}d");
    await user.click(await screen.findByRole("button", { name: "Cancel" }));
    step.resolve();
    expect(await screen.findByText(`1 of ${count} drafts deleted, then stopped`)).toBeVisible();
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(fake.book().invoices).toHaveLength(count));
  });

  it("says calmly of a draft that was deleted that it was, with the way back", async () => {
    const { user, path } = renderApp("/invoices/inv-1", { book: await afterRun() });
    await screen.findByRole("table", { name: "Lines of the invoice" });
    await user.keyboard("d");
    await waitFor(() => expect(path()).toBe("/invoices"));
    await user.keyboard("{Alt>}{ArrowLeft}{/Alt}");
    expect(await screen.findByText(/^This draft was deleted\./)).toBeVisible();
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
    await user.click(within(screen.getByRole("main")).getByRole("button", { name: "Undo" }));
    expect(await screen.findByRole("table", { name: "Lines of the invoice" })).toBeVisible();
  });
});
