import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { adatumBook } from "../../lib/fake/adatum";
import { manyBook } from "../../lib/fake/many";
import { weeklyBook } from "../../lib/fake/weekly";
import { diskError, renderApp } from "../../testing/renderApp";

const transactions = "/contracts/ADATUM?tab=transactions";

async function grid(): Promise<HTMLElement> {
  return screen.findByRole("grid", { name: "Transactions" });
}

describe("contract", () => {
  it("shows money, lines, customers and the schedule in words", async () => {
    renderApp("/contracts/ADATUM");
    const lines = within(await screen.findByRole("table", { name: "Contract lines" }));
    expect(
      lines.getByRole("row", { name: /Prototype work Fixed price Milestone 2 milestones 0.00 17,000.00/ }),
    ).toBeVisible();
    const customers = within(screen.getByRole("table", { name: "Customers and split" }));
    expect(customers.getByRole("row", { name: /Adatum Corporation primary 100 %/ })).toBeVisible();
    const schedule = within(screen.getByRole("table", { name: "Invoice schedule" }));
    expect(schedule.getAllByRole("row")).toHaveLength(9);
    expect(schedule.getAllByRole("row", { name: /Mon 5 Oct 2020 Sun 4 Oct 2020/ })).toHaveLength(2);
  });

  it("draws the schedule and reads its marks with the arrow keys", async () => {
    const { user } = renderApp("/contracts/ADATUM");
    const drawing = await screen.findByRole("listbox", { name: /Invoice schedule as a time line/ });
    const marks = within(drawing).getAllByRole("option");
    expect(marks).toHaveLength(8);
    drawing.focus();
    await user.keyboard("{ArrowRight}");
    expect(
      within(drawing).getByRole("option", {
        selected: true,
        name: /Implementation work, Mon 5 Oct 2020, cut-off Sun 4 Oct 2020/,
      }),
    ).toBeInTheDocument();
  });

  it("shows of a long schedule what can be read, and moves to earlier and later dates and the whole", async () => {
    const { user } = renderApp("/contracts/ADATUM", { book: weeklyBook(60) });
    const table = within(await screen.findByRole("table", { name: "Invoice schedule" }));
    const drawing = screen.getByRole("listbox", { name: /Invoice schedule as a time line/ });
    const shown = () => Number(/: (\d+) of 60 rows/.exec(screen.getByText(/ of 60 rows/).textContent)?.[1]);
    const atFirst = shown();
    expect(atFirst).toBeLessThan(14);
    expect(table.getAllByRole("row")).toHaveLength(atFirst + 1);
    expect(within(drawing).getAllByRole("option")).toHaveLength(atFirst);
    expect(screen.getByText("Today 5 Oct")).toBeInTheDocument();
    const tools = within(screen.getByRole("toolbar", { name: "Dates in sight" }));
    await user.click(tools.getByRole("button", { name: /^Later/ }));
    expect(screen.queryByText("Today 5 Oct")).not.toBeInTheDocument();
    await user.click(tools.getByRole("button", { name: /^Today/ }));
    expect(screen.getByText("Today 5 Oct")).toBeInTheDocument();
    await user.click(tools.getByRole("button", { name: /^Whole contract/ }));
    expect(shown()).toBe(60);
    expect(tools.getByRole("button", { name: /^Whole contract/ })).toBeDisabled();
    drawing.focus();
    await user.keyboard("+{PageDown}");
    expect(shown()).toBeLessThan(60);
    await user.keyboard("0");
    expect(shown()).toBe(60);
    await user.keyboard("{Home}");
    expect(shown()).toBe(atFirst);
  });

  it("reads on where the next row is out of sight", async () => {
    const { user } = renderApp("/contracts/ADATUM", { book: weeklyBook(60) });
    const drawing = await screen.findByRole("listbox", { name: /Invoice schedule as a time line/ });
    const first = within(drawing).getAllByRole("option").at(0)?.getAttribute("aria-label") ?? "";
    drawing.focus();
    await user.keyboard("{ArrowLeft}");
    const chosen = within(drawing).getByRole("option", { selected: true });
    expect(chosen).not.toHaveAccessibleName(first);
  });

  it("names a line that has no schedule, and why that matters", async () => {
    const book = adatumBook();
    book.rows = book.rows.filter((row) => row.line !== "expenses");
    renderApp("/contracts/ADATUM", { book });
    expect(await screen.findByText(/This line has no invoice schedule/)).toBeVisible();
  });

  it("says per line what the next run would take, and what of it is not ready", async () => {
    renderApp("/contracts/ADATUM");
    const lines = within(await screen.findByRole("table", { name: "Contract lines" }));
    const work = lines.getByRole("row", { name: /^Implementation work/ });
    expect(work).toHaveTextContent("2,000.002 shares on 5 Oct800.00 more is not ready");
    expect(work).toHaveTextContent("no run takes work after 15 Nov");
    expect(lines.getByRole("row", { name: /^Prototype work/ })).toHaveTextContent("5,000.001 share on 5 Oct");
  });

  it("says where no run date is left", async () => {
    const book = adatumBook("2020-11-10");
    for (const row of book.rows) if (row.runDate < book.today) row.status = "run_successful";
    renderApp("/contracts/ADATUM", { book });
    const lines = within(await screen.findByRole("table", { name: "Contract lines" }));
    expect(lines.getByRole("row", { name: /^Expenses incurred/ })).toHaveTextContent("no run date left");
  });

  // SPEC 6.7
  it("says which run date was missed, in its head, of its lines and in its schedule", async () => {
    renderApp("/contracts/ADATUM", { book: adatumBook("2020-10-12") });
    const lines = within(await screen.findByRole("table", { name: "Contract lines" }));
    expect(screen.getAllByText("Missed 5 Oct")).toHaveLength(4);
    expect(lines.getByRole("row", { name: /^Implementation work/ })).toHaveTextContent(
      /Missed 5 Oct3,800.004 shares on 19 Oct/,
    );
    const schedule = within(screen.getByRole("table", { name: "Invoice schedule" }));
    expect(schedule.getAllByRole("row", { name: /Mon 5 Oct 2020.*Missed/ })).toHaveLength(3);
    expect(schedule.getAllByRole("row", { name: /Not run/ })).toHaveLength(5);
  });

  it("says what a missed run date would take where no later one comes", async () => {
    renderApp("/contracts/ADATUM", { book: adatumBook("2020-11-10") });
    const lines = within(await screen.findByRole("table", { name: "Contract lines" }));
    expect(lines.getByRole("row", { name: /^Expenses incurred/ })).toHaveTextContent(
      /Missed 5 Oct420.002 shares on 5 Oct/,
    );
  });

  it("creates an invoice now, after the drafts were shown", async () => {
    const { user, fake } = renderApp("/contracts/ADATUM");
    await screen.findByRole("table", { name: "Contract lines" });
    await user.keyboard("c");
    const dialog = within(await screen.findByRole("dialog", { name: "Create invoice now" }));
    await user.click(await dialog.findByRole("button", { name: "Create 1 draft" }));
    await waitFor(() => expect(fake.book().invoices).toHaveLength(1));
    expect(await screen.findByRole("tab", { name: /^Invoices\s*1$/ })).toBeVisible();
    await user.keyboard("{Control>}z{/Control}");
    expect(await screen.findByRole("tab", { name: /^Invoices\s*0$/ })).toBeVisible();
  });

  it("goes to the contracts beside it in the list that it was opened from", async () => {
    const { user, path } = renderApp("/contracts?currency=EUR", { book: manyBook(15) });
    await user.click(await screen.findByText("Clinic scheduling"));
    expect(await screen.findByText("2 of 4")).toBeVisible();
    await user.keyboard("]");
    await waitFor(() => expect(path()).toBe("/contracts/ALPINE"));
    expect(await screen.findByText("3 of 4")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Previous contract" }));
    await waitFor(() => expect(path()).toBe("/contracts/LAMNA-CS"));
    await user.keyboard("{Escape}");
    expect(await screen.findByText(/4 of 15 shown/)).toBeVisible();
  });

  it("lists everything that was invoiced, and leads to it", async () => {
    const { user, path } = renderApp("/contracts/ADATUM?tab=invoices", {}, (fake) => {
      void fake.commands.startRun("2020-10-05", null);
    });
    const table = within(await screen.findByRole("table", { name: "Invoices" }));
    expect(table.getByRole("row", { name: /7,420.00\s?USD/ })).toBeVisible();
    await user.click(screen.getByRole("link", { name: "Show them in the list of invoices" }));
    await waitFor(() => expect(path()).toBe("/invoices"));
  });

  it("says why it cannot be read", async () => {
    renderApp("/contracts/ADATUM", {}, (fake) => fake.refuse("contract", diskError));
    expect(await screen.findByRole("alert")).toHaveTextContent("The contract could not be read");
  });

  it("says when the first invoice comes", async () => {
    renderApp("/contracts/ADATUM?tab=invoices");
    expect(await screen.findByText(/next run date of this contract is Mon 5 Oct 2020, today/)).toBeVisible();
  });
});

describe("marking by keyboard", () => {
  it("marks the row at the cursor, says so, and takes it back with Ctrl Z", async () => {
    const { user, fake } = renderApp(transactions);
    const list = await grid();
    list.focus();
    await user.keyboard("{End}{ArrowUp}{ArrowUp}");
    expect(within(list).getByRole("row", { name: /Notes of the workshop/ })).toHaveAttribute("data-cursor");
    await user.keyboard("m");
    expect(await screen.findByText("1 marked ready to invoice")).toBeVisible();
    expect(screen.getByText("800.00 USD", { selector: "[class*=detail]" })).toBeVisible();
    await waitFor(() => expect(within(list).getByRole("row", { name: /Notes of.*Ready to invoice/ })).toBeVisible());
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(within(list).getByRole("row", { name: /Notes of.*Not ready/ })).toBeVisible());
    expect(fake.book().shares.find((share) => share.id === "t4")?.status).toBe("not_ready");
  });

  it("selects with Space and Shift, marks all of them, and puts exactly those back that changed", async () => {
    const { user, fake } = renderApp(transactions);
    const list = await grid();
    list.focus();
    await user.keyboard("{End}{ArrowUp} {Shift>}{ArrowUp}{/Shift}");
    const bar = within(await screen.findByRole("toolbar"));
    expect(bar.getByText("2 selected")).toBeVisible();
    await waitFor(() => expect(screen.getByRole("toolbar")).toHaveTextContent(/2 selected2,400.00/));
    await user.keyboard("m");
    expect(await screen.findByText("1 marked ready to invoice")).toBeVisible();
    expect(screen.queryByRole("toolbar")).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(fake.book().shares.find((share) => share.id === "t4")?.status).toBe("not_ready"));
    expect(fake.book().shares.filter((share) => share.status === "not_ready")).toHaveLength(1);
  });

  it("selects all that match with Ctrl A, and Esc lets go", async () => {
    const { user } = renderApp(transactions);
    (await grid()).focus();
    await user.keyboard("{Control>}a{/Control}");
    expect(await screen.findByText("15 selected")).toBeVisible();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("toolbar")).not.toBeInTheDocument());
  });

  it("extends the selection by click with Shift", async () => {
    const { user } = renderApp(transactions);
    const list = await grid();
    await user.click(within(list).getByRole("row", { name: /Weekend test run/ }));
    await user.keyboard("{Shift>}");
    await user.click(within(list).getByRole("row", { name: /Hotel/ }));
    await user.keyboard("{/Shift}");
    expect(await screen.findByText(/^\d+ selected$/)).toHaveTextContent("6 selected");
  });

  it("says why the program refuses, and that nothing was changed", async () => {
    const { user } = renderApp(transactions, {}, (fake) =>
      fake.refuse("mark", { code: "refused", message: "610.00 is left of the limit of 24,000.00", field: null }),
    );
    (await grid()).focus();
    await user.keyboard("m");
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("610.00 is left of the limit of 24,000.00");
    expect(alert).toHaveTextContent("Nothing was changed");
  });

  it("leaves single keys alone where they are switched off", async () => {
    localStorage.setItem("proforma.single-keys", "off");
    const { user, fake } = renderApp(transactions);
    (await grid()).focus();
    await user.keyboard("m");
    expect(fake.calls.some((call) => call.command === "mark")).toBe(false);
  });
});

describe("why panel", () => {
  it("answers for the row at the cursor: why not, and when", async () => {
    const { user } = renderApp(transactions);
    await user.click(within(await grid()).getByRole("row", { name: /Build: order import/ }));
    const panel = within(await screen.findByRole("complementary", { name: "Why panel" }));
    expect(await panel.findByText("After the cut-off.")).toBeVisible();
    expect(panel.getByText("Mon 19 Oct 2020")).toBeVisible();
    expect(panel.getByText(/in 14 days, cut-off Sun 18 Oct 2020/)).toBeVisible();
  });

  it("opens and closes with W", async () => {
    const { user } = renderApp(transactions);
    (await grid()).focus();
    await user.keyboard("w");
    await waitFor(() => expect(screen.queryByRole("complementary")).not.toBeInTheDocument());
    await user.keyboard("w");
    expect(await screen.findByRole("complementary", { name: "Why panel" })).toBeVisible();
  });

  it("says why the reason cannot be had", async () => {
    renderApp(transactions, {}, (fake) => fake.refuse("explain", diskError));
    expect(await screen.findByRole("alert")).toHaveTextContent("The reason could not be found");
  });
});

describe("filter by billing status", () => {
  it("shows only what is asked for, and what to do where there is none", async () => {
    const { user } = renderApp(transactions);
    await grid();
    await user.click(screen.getByRole("button", { name: "Not ready" }));
    await waitFor(() => expect(screen.getByText(/^1 share, /)).toBeVisible());
    await user.click(screen.getByRole("button", { name: "Invoiced" }));
    expect(await screen.findByRole("heading", { name: "Nothing is in status “Invoiced”" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show all" }));
    expect(await screen.findByText("15 shares, one per customer and piece of work")).toBeVisible();
    expect(screen.getByRole("tab", { name: /^Transactions/ })).toHaveTextContent("15");
  });
});
