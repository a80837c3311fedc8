import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Radar, StrandedKind, StrandedRow } from "../../bindings";
import { adatumBook } from "../../lib/fake/adatum";
import type { Fake } from "../../lib/fake/backend";
import { manyBook } from "../../lib/fake/many";
import { diskError, renderApp } from "../../testing/renderApp";

const emptyBook = { ...adatumBook(), contracts: [], rows: [], shares: [] };

const row = (given: Partial<StrandedRow> = {}): StrandedRow => ({
  contract: "ADATUM",
  contract_name: "Implementation services for Adatum",
  contract_line: "implementation",
  contract_line_name: "Implementation work",
  what: null,
  shares: [],
  invoice: null,
  missed_run_date: null,
  count: 2,
  amounts: [{ amount: "1600.00", currency: "USD" }],
  since: "2020-11-18",
  reason: "Dated after the last cut-off, Sun 15 Nov 2020.",
  ...given,
});

/** Answers the radar with one group. */
function answering(kind: StrandedKind, rows: StrandedRow[], count = rows.length) {
  const radar: Radar = {
    count: rows.length,
    groups: [{ kind, count, amounts: [{ amount: "1600.00", currency: "USD" }], rows }],
  };
  return (fake: Fake) => {
    fake.commands.radar = async () => ({ status: "ok", data: radar });
  };
}

const ABOUT = "Implementation services for Adatum";

describe("radar", () => {
  it.each<[StrandedKind, string, string, string | null]>([
    ["no_later_run_date", "No later run date", "Open backlog", "/backlog?contract=ADATUM&status=ready_to_invoice"],
    ["after_last_cut_off", "After the last cut-off", "Open backlog", "/backlog?contract=ADATUM&status=not_ready"],
    ["schedule_ends_early", "Schedule ends before the contract", "Open contract", "/contracts/ADATUM"],
    ["line_not_set_up", "Lines not set up", "Set up schedule", "/contracts/ADATUM"],
    ["no_price", "Transactions without a price", "Open backlog", "/backlog?contract=ADATUM&type=chargeable"],
    ["contract_not_active", "Contract not active", "Open contract", "/contracts/ADATUM"],
  ])("%s stands with its reason, amount and way out", async (kind, title, way, href) => {
    renderApp("/radar", {}, answering(kind, [row()]));
    const group = within(await screen.findByRole("region", { name: title }));
    expect(group.getByText("Dated after the last cut-off, Sun 15 Nov 2020.")).toBeVisible();
    expect(group.getByText("18 Nov")).toBeVisible();
    expect(group.getAllByText("1,600.00")).toHaveLength(2);
    expect(group.getByRole("link", { name: `${way}: ${ABOUT}` })).toHaveAttribute("href", href);
    expect(group.getByRole("link", { name: ABOUT })).toHaveAttribute("href", "/contracts/ADATUM");
  });

  // SPEC 6.7: the way out of what waits for a missed run date is to run that date.
  it.each<[StrandedKind, string]>([
    ["missed_run_date", "Waits for a missed run date"],
    ["not_ready_missed", "Not ready, and its run date was missed"],
  ])("%s names the missed date and leads to its run", async (kind, title) => {
    renderApp("/radar", {}, answering(kind, [row({ missed_run_date: "2020-09-28" })]));
    const group = within(await screen.findByRole("region", { name: title }));
    expect(group.getByText("missed 28 Sep")).toBeVisible();
    expect(group.getByRole("link", { name: "Show missed run dates" })).toHaveAttribute("href", "/missed");
    expect(group.getAllByText("1,600.00")).toHaveLength(2);
    expect(group.getByRole("link", { name: `Preview and run 28 Sep: ${ABOUT}` })).toHaveAttribute(
      "href",
      "/run?date=2020-09-28",
    );
  });

  it("tells each share once, whether a missed run date would take it or none", async () => {
    const { user } = renderApp("/radar", { book: adatumBook("2020-11-20") });
    const missed = within(await screen.findByRole("region", { name: "Waits for a missed run date" }));
    await user.click(missed.getByRole("button", { name: /^Show all/ }));
    expect(missed.getAllByRole("link", { name: /^Preview and run/ }).map((link) => link.textContent)).toEqual([
      "Preview and run 5 Oct",
      "Preview and run 5 Oct",
      "Preview and run 5 Oct",
      "Preview and run 19 Oct",
      "Preview and run 2 Nov",
      "Preview and run 2 Nov",
      "Preview and run 3 Nov",
      "Preview and run 16 Nov",
    ]);
    const lost = within(screen.getByRole("region", { name: "No later run date" }));
    expect(lost.getByText("1 share")).toBeVisible();
  });

  it("says so where something stranded has no amount yet", async () => {
    renderApp("/radar", {}, answering("schedule_ends_early", [row({ amounts: [] })]));
    expect(await screen.findByText("nothing yet")).toBeVisible();
  });

  it("opens an old draft", async () => {
    renderApp("/radar", {}, answering("stale_draft", [row({ what: "Adatum Corporation", invoice: "inv-7" })]));
    const link = await screen.findByRole("link", { name: "Open draft: Adatum Corporation" });
    expect(link).toHaveAttribute("href", "/invoices/inv-7");
  });

  it("marks a milestone ready, all its shares at once, and undoes it", async () => {
    const book = adatumBook("2020-10-12");
    for (const share of book.shares) if (share.id === "m1") share.status = "not_ready";
    const { user, fake } = renderApp("/radar", { book });
    await user.click(await screen.findByRole("button", { name: "Mark ready: Prototype demonstrated" }));
    expect(await screen.findByText("1 marked ready to invoice")).toBeVisible();
    expect(screen.queryByRole("region", { name: "Milestones past their date" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: /^Undo/ }));
    expect(await screen.findByRole("region", { name: "Milestones past their date" })).toBeVisible();
    expect(fake.book().shares.find((share) => share.id === "m1")?.status).toBe("not_ready");
  });

  it("says beside the row why it was not marked", async () => {
    const milestone = row({ what: "Prototype accepted", shares: [{ id: "m2", customer: "adatum" }] });
    const { user, fake } = renderApp("/radar", {}, answering("milestone_missed", [milestone]));
    fake.refuse("mark", { code: "refused", message: "the limit of the line is reached", field: null });
    await user.click(await screen.findByRole("button", { name: /^Mark ready: / }));
    expect(await screen.findByRole("alert")).toHaveTextContent("the limit of the line is reached");
  });

  it("creates an invoice now, after showing what it would be", async () => {
    const { user, fake } = renderApp("/radar", {}, answering("no_later_run_date", [row()]));
    const draft = {
      invoice: null,
      contract: "ADATUM",
      contract_name: ABOUT,
      customer: "adatum",
      customer_name: "Adatum Corporation",
      invoice_date: "2020-10-05",
      lines: 1,
      total: { amount: "1600.00", currency: "USD" },
    };
    const created: unknown[] = [];
    fake.commands.previewCreate = async (_contracts, through) => ({
      status: "ok",
      data: { through, drafts: [draft], undo: null },
    });
    fake.commands.createInvoices = async (contracts, through) => {
      created.push([contracts, through]);
      return { status: "ok", data: { through, drafts: [{ ...draft, invoice: "inv-1" }], undo: "c" } };
    };
    await user.click(await screen.findByRole("button", { name: `Create invoice now: ${ABOUT}` }));
    const dialog = within(await screen.findByRole("dialog", { name: "Create invoice now" }));
    expect(await dialog.findByText("Adatum Corporation")).toBeInTheDocument();
    expect(created).toEqual([]);
    await user.click(dialog.getByRole("button", { name: "Create 1 draft" }));
    expect(await screen.findByText("1 draft created")).toBeVisible();
    expect(created).toEqual([[["ADATUM"], "2020-10-05"]]);
  });

  it("shows the first rows of a long group, then all of them", async () => {
    const rows = Array.from({ length: 8 }, (_, at) => row({ contract: `C-${at}`, contract_name: `Contract ${at}` }));
    const { user } = renderApp("/radar", {}, answering("no_later_run_date", rows));
    expect(await screen.findByRole("link", { name: "Contract 4" })).toBeVisible();
    expect(screen.queryByRole("link", { name: "Contract 5" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Show all 8" }));
    expect(screen.getByRole("link", { name: "Contract 7" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show fewer" }));
    expect(screen.queryByRole("link", { name: "Contract 5" })).not.toBeInTheDocument();
  });

  it("says where only the first hundred contracts are listed", async () => {
    const rows = Array.from({ length: 100 }, (_, at) => row({ contract: `C-${at}` }));
    renderApp("/radar", {}, answering("no_later_run_date", rows, 1_312));
    expect(await screen.findByText(/Only the first 100 are listed/)).toBeVisible();
    expect(screen.getByText("1,312 shares")).toBeVisible();
  });

  it("goes from way out to way out with J and K", async () => {
    const rows = [row(), row({ contract: "PAY", contract_name: "Payments compliance" })];
    const { user } = renderApp("/radar", {}, answering("after_last_cut_off", rows));
    await screen.findByRole("region", { name: "After the last cut-off" });
    await user.keyboard("jj");
    expect(screen.getByRole("link", { name: "Open backlog: Payments compliance" })).toHaveFocus();
    await user.keyboard("k");
    expect(screen.getByRole("link", { name: `Open backlog: ${ABOUT}` })).toHaveFocus();
  });

  it("asks with the age of a draft that was typed, and remembers it", async () => {
    const { user, fake } = renderApp("/radar", { book: manyBook(4) });
    const field = await screen.findByRole("textbox", { name: "Drafts older than" });
    expect(field).toHaveValue("7");
    await user.clear(field);
    await user.type(field, "30");
    await waitFor(() => expect(fake.calls.filter((call) => call.command === "radar").at(-1)?.args).toEqual([30]));
    expect(localStorage.getItem("proforma.stale-days")).toBe("30");
  });

  it("is counted beside its name in the navigation", async () => {
    renderApp("/run", {}, answering("no_price", [row(), row({ contract: "PAY" })]));
    const link = await screen.findByRole("link", { name: /^Radar/ });
    await waitFor(() => expect(link).toHaveTextContent("Radar2"));
    expect(within(link).getByTitle("2 places where revenue is stranded")).toBeVisible();
  });

  it("is not counted where nothing is stranded, and says what was looked for", async () => {
    const { user, path } = renderApp("/radar", {}, (fake) => {
      fake.commands.radar = async () => ({ status: "ok", data: { count: 0, groups: [] } });
    });
    expect(await screen.findByRole("heading", { name: "Nothing is stranded" })).toBeVisible();
    expect(screen.getByText("drafts older than 7 days")).toBeVisible();
    expect(screen.getByText("schedules that end before their contract")).toBeVisible();
    expect(screen.getByRole("link", { name: "Radar" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Open the calendar" }));
    await waitFor(() => expect(path()).toBe("/calendar"));
  });

  it("says what to do in a book without contracts", async () => {
    renderApp("/radar", { book: emptyBook });
    expect(await screen.findByRole("heading", { name: "This book has no contracts yet" })).toBeVisible();
  });

  it("keeps the layout while it waits", async () => {
    let release = () => {};
    renderApp("/radar", {}, (fake) => {
      release = fake.hold("radar");
    });
    expect(await screen.findByRole("status", { name: "Loading" })).toBeInTheDocument();
    release();
    expect(await screen.findByRole("region", { name: "No later run date" })).toBeVisible();
  });

  it("says what went wrong and tries again", async () => {
    const { user, fake } = renderApp("/radar", {}, (made) => made.refuse("radar", diskError));
    expect(await screen.findByRole("alert")).toHaveTextContent(/the disk does not answer/i);
    fake.refuse("radar", null);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("region", { name: "No later run date" })).toBeVisible();
  });
});
