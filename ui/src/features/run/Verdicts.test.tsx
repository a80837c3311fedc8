import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Fake } from "../../lib/fake/backend";
import { manyBook } from "../../lib/fake/many";
import { afterParking, afterRun, mend } from "../../testing/books";
import { diskError, renderApp } from "../../testing/renderApp";

const PATH = "/process-runs/2020-10-05";
const grid = () => screen.findByRole("grid", { name: "Verdicts of the run" });

describe("verdicts of a process run", () => {
  it("gives every candidate a verdict, a reason and a next step", async () => {
    renderApp(PATH, { book: await afterRun() });
    const rows = within(await grid());
    const late = await rows.findByRole("row", { name: /Build: order import/ });
    expect(late).toHaveTextContent("Passed over");
    expect(late).toHaveTextContent("It is dated Mon 5 Oct 2020, after the cut-off Sun 4 Oct 2020.");
    expect(late).toHaveTextContent("19 Oct");
    expect(rows.getByRole("row", { name: /Hotel/ })).toHaveTextContent("On the draft of Adatum Corporation.");
    expect(screen.getAllByRole("tab").map((tab) => tab.textContent)).toEqual([
      "All 15",
      "Invoiced 5",
      "Passed over 10",
      "Nothing due 0",
      "Parked 0",
      "Drafts 1",
    ]);
  });

  it("chooses a verdict with 1 to 5 and finds by any word", async () => {
    const { user, fake } = renderApp(PATH, { book: await afterRun() });
    await grid();
    await user.keyboard("3");
    await waitFor(() =>
      expect(screen.getByRole("tab", { name: /Passed over/ })).toHaveAttribute("aria-selected", "true"),
    );
    await user.keyboard("/");
    await user.keyboard("taxi");
    await waitFor(() =>
      expect(fake.calls.findLast((call) => call.command === "verdicts")?.args[0]).toMatchObject({
        verdict: "passed_over",
        search: "taxi",
      }),
    );
    expect(await screen.findByText("Filtered: 2 of 10 shown, 8 hidden")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show all" }));
    await waitFor(() => expect(screen.queryByText(/hidden/)).not.toBeInTheDocument());
  });

  it("is narrowed to a contract, with how many of each verdict it has", async () => {
    const { user, fake } = renderApp(PATH, { book: await afterRun() });
    await grid();
    await user.keyboard("f");
    await user.click(await screen.findByRole("menuitem", { name: "Project contract" }));
    await user.click(
      await screen.findByRole("button", { name: /Implementation services.*5 invoiced, 10 passed over/ }),
    );
    await waitFor(() =>
      expect(fake.calls.findLast((call) => call.command === "verdicts")?.args[0]).toMatchObject({
        contract: "ADATUM",
        code: null,
      }),
    );
    expect(screen.getByRole("button", { name: /contract.*Implementation services for Adatum, change/ })).toBeVisible();
  });

  it("says that nothing is left where a reason has none of a verdict, and shows all again", async () => {
    const { user } = renderApp(`${PATH}?tab=invoiced&reason=after_cut_off&contract=ADATUM`, { book: await afterRun() });
    expect(await screen.findByText("No verdict of this kind is left")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show all 15 verdicts" }));
    expect(await within(await grid()).findByRole("row", { name: /Hotel/ })).toBeVisible();
  });

  it("marks ready with S, and takes it back", async () => {
    const { user, fake } = renderApp(`${PATH}?search=approved+late`, { book: await afterRun() });
    (await grid()).focus();
    await screen.findByRole("row", { name: /Notes of the workshop/ });
    await user.keyboard("s");
    expect(await screen.findByText("1 marked ready to invoice")).toBeVisible();
    const share = () => fake.book().shares.find(({ id }) => id === "t4");
    expect(share()?.status).toBe("ready_to_invoice");
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(share()?.status).toBe("not_ready"));
  });

  it("opens the invoice that a candidate is on", async () => {
    const { user, path } = renderApp(`${PATH}?tab=invoiced`, { book: await afterRun() });
    (await grid()).focus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(path()).toBe("/invoices/inv-1"));
  });

  it("says why in a panel, of the row it is asked for: what the run decided, and where it is now", async () => {
    const { user } = renderApp(PATH, { book: await afterRun() });
    const row = await screen.findByRole("row", { name: /Build: order import/ });
    await user.click(within(row).getByRole("button", { name: "Say why" }));
    const panel = within(await screen.findByRole("complementary", { name: "Why panel" }));
    expect(panel.getByText("It is dated Mon 5 Oct 2020, after the cut-off Sun 4 Oct 2020.")).toBeVisible();
    expect(await panel.findByText("Ready to invoice")).toBeVisible();
    expect(panel.getByRole("link", { name: "Preview 19 Oct" })).toBeVisible();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("complementary", { name: "Why panel" })).not.toBeInTheDocument());
  });

  it("puts parked contracts first, and Enter leads to them", async () => {
    const { user, path } = renderApp(PATH, { book: await afterRun(manyBook(20)) });
    (await grid()).focus();
    const [first] = await screen.findAllByRole("row", { name: /The contract is parked/ });
    expect(first).toHaveAttribute("aria-rowindex", "2");
    await user.keyboard("{Enter}");
    await waitFor(() => expect(path()).toBe("/contracts/PROSEWARE"));
  });

  // SPEC 4.10: a contract that failed is parked, and is tried again by itself.
  it("retries a parked contract alone, and says what came of it", async () => {
    const book = await afterParking();
    const { user, fake } = renderApp(`${PATH}?tab=parked`, { book });
    (await grid()).focus();
    await screen.findAllByRole("row", { name: /The contract is parked/ });
    await user.keyboard("s");
    expect(await screen.findByText("1 parked contract retried")).toBeVisible();
    expect(screen.getByText("Its total would be beyond the bounds.")).toBeVisible();
    expect(fake.calls.find((call) => call.command === "retryParked")?.args).toEqual([["PROSEWARE"]]);
    mend(fake.book());
    const [again] = screen.getAllByRole("button", { name: "Retry" });
    await user.click(again as HTMLElement);
    expect(await screen.findByRole("button", { name: "Review 1 draft" })).toBeVisible();
  });

  it("says that a contract is not parked any more, of a run of long ago", async () => {
    const book = await afterParking();
    for (const row of book.rows) if (row.status === "run_failed") row.status = "run_successful";
    const { user } = renderApp(`${PATH}?tab=parked`, { book });
    const [retry] = await screen.findAllByRole("button", { name: "Retry" });
    await user.click(retry as HTMLElement);
    expect(await screen.findByText("The contract is not parked any more")).toBeVisible();
  });

  it("says why a parked contract was not retried", async () => {
    const { user, fake } = renderApp(`${PATH}?tab=parked`, { book: await afterParking() });
    fake.refuse("retryParked", { code: "lease_held", message: "billing-01 is running 5 October", field: null });
    const [retry] = await screen.findAllByRole("button", { name: "Retry" });
    await user.click(retry as HTMLElement);
    expect(await screen.findByRole("alert")).toHaveTextContent("Not retried. Billing-01 is running 5 October.");
  });

  it("creates the invoice of what no later run comes for", async () => {
    const noneComes = (fake: Fake) => {
      const { verdicts } = fake.commands;
      fake.commands.verdicts = async (query) => {
        const answer = await verdicts(query);
        if (answer.status !== "ok") return answer;
        const rows = answer.data.rows.map((row) => ({ ...row, code: "no_later_run_date" as const }));
        return { ...answer, data: { ...answer.data, rows } };
      };
    };
    const { user, fake } = renderApp(`${PATH}?search=order+import`, { book: await afterRun() }, noneComes);
    const row = await screen.findByRole("row", { name: /Build: order import/ });
    await user.click(within(row).getByRole("button", { name: "Create now" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Create invoice now" }));
    await user.click(await dialog.findByRole("button", { name: "Create 1 draft" }));
    expect(await screen.findByText("1 draft created")).toBeVisible();
    expect(fake.calls.find((call) => call.command === "createInvoices")?.args[0]).toEqual(["ADATUM"]);
  });

  it("changes nothing where the book can only be read, and says why", async () => {
    const book = { ...(await afterParking()), readOnly: "the file cannot be written" };
    const { user, fake } = renderApp(`${PATH}?tab=parked`, { book });
    (await grid()).focus();
    const [retry] = await screen.findAllByRole("button", { name: "Retry" });
    expect(retry).toHaveAttribute("aria-disabled", "true");
    await user.click(retry as HTMLElement);
    await user.keyboard("s");
    expect((await screen.findAllByText(/open for reading only, so/)).length).toBeGreaterThan(0);
    expect(fake.calls.some((call) => call.command === "retryParked")).toBe(false);
  });

  it("says why nothing fits, and shows all again", async () => {
    const { user } = renderApp(`${PATH}?tab=parked`, { book: await afterRun() });
    expect(await screen.findByRole("heading", { name: "No contract is parked" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show all 15 verdicts" }));
    expect(await grid()).toBeVisible();
  });

  it("says what was searched where nothing is found", async () => {
    renderApp(`${PATH}?search=zeppelin`, { book: await afterRun() });
    expect(await screen.findByRole("heading", { name: "No verdict fits “zeppelin”" })).toBeVisible();
  });

  it("exports them as they are filtered", async () => {
    const { user, fake } = renderApp(`${PATH}?tab=passed_over`, { book: await afterRun() });
    await grid();
    await user.click(screen.getByRole("button", { name: "Export" }));
    await user.click(await screen.findByRole("menuitem", { name: /CSV/ }));
    expect(await screen.findByText("List exported as CSV")).toBeVisible();
    expect(fake.calls.find((call) => call.command === "exportList")?.args).toEqual([
      { list: "verdicts", run_date: "2020-10-05", code: null, contract: null, verdict: "passed_over", search: "" },
      "csv",
    ]);
  });

  it("keeps the layout while it waits, and says why they cannot be listed", async () => {
    const { fake } = renderApp(PATH, { book: await afterRun() }, (standIn) => standIn.refuse("verdicts", diskError));
    expect(await screen.findByRole("alert")).toHaveTextContent("The verdicts could not be listed");
    expect(fake.book().runs).toHaveLength(1);
  });

  it("shows the drafts with what was passed over by reason", async () => {
    const { user } = renderApp(PATH, { book: await afterRun() });
    await user.click(await screen.findByRole("tab", { name: /Drafts/ }));
    expect(await screen.findByRole("region", { name: "Adatum Corporation" })).toBeVisible();
    expect(screen.getByRole("complementary", { name: "Passed over" })).toBeVisible();
  });
});
