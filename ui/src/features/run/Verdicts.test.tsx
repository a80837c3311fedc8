import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { manyBook } from "../../lib/fake/many";
import { afterRun } from "../../testing/books";
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

  it("puts parked contracts first and leads to them", async () => {
    const { user, path } = renderApp(PATH, { book: await afterRun(manyBook(20)) });
    await grid();
    const [, first] = await screen.findAllByRole("row", { name: /.+/ });
    await waitFor(() => expect(screen.getAllByText("Parked").length).toBeGreaterThan(1));
    expect(first).toBeDefined();
    const parked = screen.getAllByRole("row", { name: /The contract is parked/ })[0] as HTMLElement;
    await user.click(within(parked).getByRole("button", { name: "Open contract" }));
    await waitFor(() => expect(path()).toBe("/contracts/PROSEWARE"));
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
