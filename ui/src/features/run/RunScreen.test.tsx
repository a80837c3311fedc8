import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { adatumBook } from "../../lib/fake/adatum";
import { createFake } from "../../lib/fake/backend";
import { manyBook } from "../../lib/fake/many";
import { diskError, renderApp } from "../../testing/renderApp";

describe("preview", () => {
  it("proves the money per currency and shows the draft that the run would create", async () => {
    renderApp("/run");
    expect(await screen.findByText("1 draft")).toBeVisible();
    const proof = within(screen.getByRole("table", { name: /Ready before equals/ }));
    expect(proof.getByRole("row", { name: /USD 25,605.00 = 7,420.00 \+ 18,185.00 adds up/ })).toBeVisible();
    const lines = within(await screen.findByRole("table", { name: "Lines of the invoice" }));
    // SPEC 8: one invoice with three lines on 5 October.
    expect(lines.getAllByRole("rowheader").map((line) => line.textContent)).toEqual([
      "Prototype work Fixed price",
      "Implementation work Time and material",
      "Expenses incurred Time and material",
    ]);
    expect(screen.getByText("Would be a draft")).toBeVisible();
  });

  it("writes nothing until the button that names the date", async () => {
    const { fake } = renderApp("/run");
    await waitFor(() => expect(screen.getByRole("button", { name: "Run 5 October" })).toBeEnabled());
    expect(fake.calls.some((call) => call.command === "startRun")).toBe(false);
  });

  it("brings in work that was not ready, and takes it back", async () => {
    const { user } = renderApp("/run");
    const draft = within(await screen.findByRole("region", { name: "Adatum Corporation" }));
    await user.click(await draft.findByRole("button", { name: "Mark ready and preview again" }));
    await waitFor(() => expect(screen.getByRole("row", { name: /USD 26,405.00 = 8,220.00/ })).toBeVisible());
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(screen.getByRole("row", { name: /USD 25,605.00 = 7,420.00/ })).toBeVisible());
  });

  it("lists what stays behind by reason, with what comes next", async () => {
    const { user } = renderApp("/run");
    const panel = within(await screen.findByRole("complementary", { name: "Passed over" }));
    const late = within(panel.getByRole("region", { name: "After the cut-off" }));
    expect(late.getByText("8")).toBeVisible();
    await user.click(late.getByRole("button", { name: "6 more" }));
    expect(
      late.getByText(/It is dated Mon 5 Oct 2020, after the cut-off Sun 4 Oct 2020. Next: Mon 19 Oct 2020./, {
        selector: "li:nth-child(1) *",
      }),
    ).toBeVisible();
    expect(panel.getByRole("region", { name: "Not ready" })).toHaveTextContent("not counted");
  });

  it("says how many of those that are not ready it can mark", async () => {
    const book = manyBook(120);
    const { user, fake } = renderApp("/run", { book });
    const panel = within(await screen.findByRole("complementary", { name: "Passed over" }));
    const notReady = within(await panel.findByRole("region", { name: "Not ready" }));
    await user.click(notReady.getByRole("button", { name: /^Mark the 50 listed of \d+ ready and preview again$/ }));
    expect(await screen.findByText("50 marked ready to invoice")).toBeVisible();
    expect(fake.calls.filter((call) => call.command === "mark")).toHaveLength(1);
  });

  it("shows the page as it will print", async () => {
    const { user } = renderApp("/run");
    await user.click(await screen.findByRole("button", { name: "Show the page" }));
    expect(await screen.findByRole("img", { name: "Page 1 of 1" })).toHaveAttribute("src", "blob:page");
  });

  it("goes a day on with the arrow and says why there is nothing, and where there is", async () => {
    const { user } = renderApp("/run");
    await screen.findByText("1 draft");
    await user.click(screen.getByRole("button", { name: "One day later" }));
    expect(await screen.findByRole("heading", { name: "6 October brings no drafts" })).toBeVisible();
    expect(screen.getByText(/No schedule row of an active contract calls out Tue 6 Oct 2020/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Preview 19 October" }));
    expect(await screen.findByRole("region", { name: "Adatum Corporation" })).toBeVisible();
  });

  it("says beside the button why a date cannot be run", async () => {
    renderApp("/run?date=2020-10-19");
    expect(await screen.findByText("19 October cannot be run.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Run 19 October" })).toBeDisabled();
  });

  it("walks the drafts with J and K", async () => {
    const { user } = renderApp("/run", { book: manyBook(10) });
    await screen.findByRole("region", { name: "Adatum Corporation" });
    await user.keyboard("j");
    expect(await screen.findByRole("region", { name: "Litware Inc." })).toBeVisible();
    await user.keyboard("k");
    expect(await screen.findByRole("region", { name: "Adatum Corporation" })).toBeVisible();
  });

  it("waits quietly, and says why a preview failed", async () => {
    renderApp("/run", {}, (fake) => fake.refuse("previewRun", diskError));
    expect(await screen.findByRole("alert")).toHaveTextContent("5 October could not be previewed");
  });

  it("keeps the layout while it waits", async () => {
    let release = () => {};
    renderApp("/run", {}, (fake) => {
      release = fake.hold("previewRun");
    });
    expect(await screen.findByRole("status", { name: "Loading" })).toBeInTheDocument();
    release();
    expect(await screen.findByText("1 draft")).toBeVisible();
  });
});

describe("run", () => {
  it("runs with Ctrl Enter and shows the drafts with links to the invoices", async () => {
    const { user, path } = renderApp("/run");
    await screen.findByText("1 draft");
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText("Completed")).toBeVisible();
    await user.click(await screen.findByRole("link", { name: "Open the invoice" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Adatum Corporation" })).toBeVisible();
    expect(path()).toBe("/invoices/inv-1");
  });

  it("shows moving progress, and Cancel stops between two contracts", async () => {
    let next: (() => void) | undefined;
    const pause = () =>
      new Promise<void>((resolve) => {
        next = resolve;
      });
    const { user } = renderApp("/run", { book: manyBook(8), pause });
    await screen.findByText(/^\d+ drafts$/);
    await user.click(await screen.findByRole("button", { name: "Run 5 October" }));
    const bar = await screen.findByRole("progressbar", { name: "How far the run is" });
    await waitFor(() => expect(bar).toHaveAttribute("aria-valuenow", "1"));
    next?.();
    await waitFor(() => expect(bar).toHaveAttribute("aria-valuenow", "2"));
    expect(screen.getByText(/Cancel stops between two contracts/)).toBeVisible();
    const rows = within(screen.getByRole("table", { name: "Done so far" }))
      .getAllByRole("row")
      .slice(1);
    expect(rows.map((row) => row.querySelector("td")?.textContent)).toEqual(["2", "1"]);
    expect(rows[1]).toHaveTextContent(/Invoiced1 draft, .+\d\.\d\d/);
    expect(screen.queryByRole("region", { name: "Parked so far" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Cancel the run" }));
    expect(screen.getAllByText("Stopping after this contract")[0]).toBeVisible();
    next?.();
    expect(await screen.findByText("Stopped between two contracts")).toBeVisible();
    expect(screen.getByText(/Run the date again to do what is left/)).toBeVisible();
  });

  it("names the contracts that it parks while it goes on, with the reason", async () => {
    const book = adatumBook();
    for (const contract of book.contracts) contract.parks = "no price for role Integrator";
    const { user } = renderApp("/run", { book, pause: () => new Promise<void>(() => undefined) });
    await user.click(await screen.findByRole("button", { name: "Run 5 October" }));
    const parked = within(await screen.findByRole("region", { name: "Parked so far" }));
    expect(parked.getByRole("link", { name: "Implementation services for Adatum" })).toBeVisible();
    expect(parked.getByText(/no price for role Integrator/)).toBeVisible();
    const done = screen.getByRole("table", { name: "Done so far" });
    expect(within(done).getByRole("row", { name: /1 .*Parked The contract is parked/ })).toBeVisible();
  });

  it("goes on while one is elsewhere, and says so when it is done", async () => {
    let next: (() => void) | undefined;
    const pause = () =>
      new Promise<void>((resolve) => {
        next = resolve;
      });
    const { user } = renderApp("/run", { pause });
    await screen.findByText("1 draft");
    await user.click(await screen.findByRole("button", { name: "Run 5 October" }));
    const bar = await screen.findByRole("progressbar", { name: "How far the run is" });
    await waitFor(() => expect(bar).toHaveAttribute("aria-valuenow", "1"));
    await user.click(screen.getByRole("link", { name: /Contracts/ }));
    await screen.findByRole("grid", { name: "Contracts" });
    next?.();
    expect(await screen.findByText("Run of 5 October is done")).toBeVisible();
  });

  it("says why it stopped, with the program's reason", async () => {
    const { user } = renderApp("/run", {}, (fake) =>
      fake.refuse("startRun", {
        code: "lease_held",
        message: "billing-01 is running 5 October since 08:51",
        field: null,
      }),
    );
    await user.click(await screen.findByRole("button", { name: "Run 5 October" }));
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("The run of 5 October stopped");
    expect(alert).toHaveTextContent("Billing-01 is running 5 October since 08:51");
  });
});

describe("process runs", () => {
  it("says what to do before the first run", async () => {
    renderApp("/process-runs");
    expect(await screen.findByRole("heading", { name: "No date was run yet" })).toBeVisible();
  });

  it("lists dates and opens what one did", async () => {
    const book = adatumBook();
    const { user, fake, path } = renderApp("/process-runs", { book });
    await screen.findByRole("heading", { name: "No date was run yet" });
    await fake.commands.startRun("2020-10-05", null);
    await user.click(await screen.findByRole("row", { name: /Mon 5 Oct 2020/ }));
    await waitFor(() => expect(path()).toBe("/process-runs/2020-10-05"));
    expect(await screen.findByRole("grid", { name: "Verdicts of the run" })).toBeVisible();
  });

  it("counts the runs and their drafts, and exports the list", async () => {
    const book = adatumBook();
    await createFake({ book }).commands.startRun("2020-10-05", null);
    const { user, fake } = renderApp("/process-runs", { book });
    expect(await screen.findByText("1 process run, 1 draft")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Export" }));
    await user.click(await screen.findByRole("menuitem", { name: /XLSX/ }));
    expect(await screen.findByText("List exported as XLSX")).toBeVisible();
    expect(fake.calls.find((call) => call.command === "exportList")?.args[0]).toEqual({ list: "process_runs" });
  });

  it("says why they cannot be listed", async () => {
    renderApp("/process-runs", {}, (fake) => fake.refuse("processRuns", diskError));
    expect(await screen.findByRole("alert")).toHaveTextContent("The process runs could not be listed");
  });
});
