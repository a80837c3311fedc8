import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { adatumBook } from "../../lib/fake/adatum";
import { manyBook } from "../../lib/fake/many";
import { backlogGrid } from "../../testing/backlog";
import { renderApp } from "../../testing/renderApp";

describe("the panel beside the list", () => {
  const panel = async () => within(await screen.findByRole("complementary", { name: "Why panel" }));

  it("says why, when and with what else, and leads to the contract", async () => {
    const { user } = renderApp("/backlog");
    await user.click(within(await backlogGrid()).getByRole("row", { name: /Build: order import/ }));
    const why = await panel();
    expect(await why.findByText("After the cut-off.")).toBeVisible();
    expect(why.getByText(/Implementation services for Adatum, Implementation work, Adatum Corporation/)).toBeVisible();
    expect(await why.findByText(/in 14 days, cut-off Sun 18 Oct 2020/)).toBeVisible();
    expect(why.getByText("Expected so far from this contract")).toBeVisible();
    expect(why.getByRole("link", { name: "Contract" })).toHaveAttribute(
      "href",
      expect.stringContaining("/contracts/ADATUM"),
    );
    expect(why.getByRole("link", { name: "Schedule" })).toHaveAttribute(
      "href",
      expect.stringContaining("tab=overview"),
    );
  });

  it("marks what is not ready with one click, and says why no invoice can be created before", async () => {
    const { user, fake } = renderApp("/backlog?status=not_ready");
    await backlogGrid();
    const why = await panel();
    await why.findByText("Not ready.");
    expect(why.getByRole("button", { name: /Create invoice now/ })).toBeDisabled();
    expect(why.getByText(/mark it ready first/)).toBeVisible();
    await user.click(why.getByRole("button", { name: /Mark ready/ }));
    expect(await screen.findByText("1 marked ready to invoice")).toBeVisible();
    expect(fake.book().shares.find((share) => share.id === "t4")?.status).toBe("ready_to_invoice");
  });

  it("names the missed run date that would take it, and leads there", async () => {
    renderApp("/backlog?search=requirements", { book: { ...adatumBook(), today: "2020-12-01" } });
    await backlogGrid();
    const why = await panel();
    expect(await why.findByText("When the run date Mon 5 Oct 2020, which was missed, is run after all.")).toBeVisible();
    expect(why.getByRole("link", { name: "Preview 5 Oct" })).toHaveAttribute("href", "/run?date=2020-10-05");
  });

  it("closes by its cross and opens by its button", async () => {
    const { user } = renderApp("/backlog");
    await backlogGrid();
    await user.click((await panel()).getByRole("button", { name: "Close the why panel" }));
    await user.click(await screen.findByRole("button", { name: "Why panel" }));
    await panel();
    expect(screen.queryByRole("button", { name: "Why panel" })).not.toBeInTheDocument();
  });

  it("opens and closes with W", async () => {
    const { user } = renderApp("/backlog");
    (await backlogGrid()).focus();
    await panel();
    await user.keyboard("w");
    await waitFor(() => expect(screen.queryByRole("complementary")).not.toBeInTheDocument());
    await user.keyboard("w");
    await panel();
  });
});

describe("creating an invoice now", () => {
  it("shows the drafts first, writes nothing until told to, and says what was created", async () => {
    const { user, fake } = renderApp("/backlog");
    (await backlogGrid()).focus();
    await user.keyboard("c");
    const dialog = within(await screen.findByRole("dialog", { name: "Create invoice now" }));
    const drafts = within(await dialog.findByRole("table", { name: "Would-be drafts" }));
    expect(drafts.getByRole("row", { name: /Adatum Corporation.*8,700.00 ?USD/ })).toBeVisible();
    expect(fake.book().invoices).toHaveLength(0);
    await user.click(dialog.getByRole("button", { name: "Create 1 draft" }));
    expect(await screen.findByText("1 draft created")).toBeVisible();
    expect(fake.book().invoices).toHaveLength(1);
    await waitFor(() => expect(screen.getByText("Rows 1 to 8 of 8")).toBeVisible());
  });

  it("is for every contract of what is selected", async () => {
    const shown = renderApp("/backlog?sort=date", { book: manyBook(12) });
    (await backlogGrid()).focus();
    await shown.user.keyboard(" {Shift>}{ArrowDown}{ArrowDown}{ArrowDown}{/Shift}c");
    const dialog = within(await screen.findByRole("dialog", { name: "Create invoice now" }));
    await waitFor(() => expect(dialog.getByText(/^All ready work of \d contracts/)).toBeVisible());
  });

  it("asks for single rows where all that match may be of any contract", async () => {
    const { user } = renderApp("/backlog");
    (await backlogGrid()).focus();
    await user.keyboard("{Control>}a{/Control}c");
    expect(await screen.findByText(/Select single rows, or filter by one contract/)).toBeVisible();
  });

  it("says why the program refuses, and that nothing was changed", async () => {
    const { user } = renderApp("/backlog", {}, (fake) =>
      fake.refuse("previewCreate", { code: "refused", message: "the contract is not active", field: null }),
    );
    (await backlogGrid()).focus();
    await user.keyboard("c");
    const alert = within(await screen.findByRole("dialog", { name: "Create invoice now" }));
    expect(await alert.findByRole("alert")).toHaveTextContent("The contract is not active. Nothing was changed.");
  });

  it("says that nothing would be created, and why", async () => {
    const book = adatumBook();
    for (const share of book.shares) share.status = "not_ready";
    const { user } = renderApp("/backlog", { book });
    (await backlogGrid()).focus();
    await user.keyboard("c");
    expect(await screen.findByText(/Nothing would be created/)).toBeVisible();
    const verb = screen.getByRole("button", { name: "Create drafts" });
    expect(verb).toHaveAttribute("aria-disabled", "true");
    // The keys are in the dialog, not in the list behind it.
    await waitFor(() => expect(verb).toHaveFocus());
  });
});
