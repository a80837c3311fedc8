import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { adatumBook } from "../../lib/fake/adatum";
import { enteredBook } from "../../lib/fake/entered";
import { diskError, renderApp } from "../../testing/renderApp";

const bar = () => within(screen.getByRole("toolbar", { name: "What to do with the selection" }));

async function choose(status: string) {
  const shown = renderApp(`/backlog?status=${status}`);
  const [, first] = await screen.findAllByRole("checkbox");
  if (first === undefined) throw new Error("the backlog has a row");
  await shown.user.click(first);
  return shown;
}

describe("limits of chosen shares", () => {
  it("are tested again and reset where one is not ready", async () => {
    // d365 R4.10
    const { user, fake } = await choose("not_ready");
    await user.click(bar().getByRole("button", { name: "Reevaluate limit" }));
    expect(await screen.findByText("1 share fits its limits and is kept free")).toBeVisible();
    expect(fake.calls).toContainEqual({
      command: "setLimitState",
      args: [[{ id: "t4", customer: "adatum" }], "reevaluate"],
    });
    const [, again] = await screen.findAllByRole("checkbox");
    if (again !== undefined) await user.click(again);
    await user.click(bar().getByRole("button", { name: "Reset limit" }));
    expect(await screen.findByText("Limit reset for 1 share")).toBeVisible();
  });

  it("are not asked about where all are ready, nor for milestones", async () => {
    await choose("ready_to_invoice");
    expect(bar().queryByRole("button", { name: "Reevaluate limit" })).not.toBeInTheDocument();
  });

  it("are asked about all that match too, but those that were taken out", async () => {
    const { user, fake } = renderApp("/backlog", { book: enteredBook(6) });
    await screen.findAllByRole("checkbox");
    await user.keyboard("{Control>}a{/Control}");
    const first = await screen.findByRole("checkbox", { name: /^Select Build: order import, 1 Sep/ });
    await user.click(first);
    await user.click(bar().getByRole("button", { name: "Reevaluate limit" }));
    expect(await screen.findByText("1 share fits its limits and is kept free")).toBeVisible();
    // Of six, the first and the fourth are not ready.
    expect(fake.calls.findLast(({ command }) => command === "setLimitState")?.args).toEqual([
      [{ id: "w00003", customer: "adatum" }],
      "reevaluate",
    ]);
  });

  it("say where none of all that match waits", async () => {
    const book = enteredBook(3);
    for (const share of book.shares) share.status = "ready_to_invoice";
    const { user, fake } = renderApp("/backlog", { book });
    await screen.findAllByRole("checkbox");
    await user.keyboard("{Control>}a{/Control}");
    await user.click(bar().getByRole("button", { name: "Reset limit" }));
    expect(await screen.findByText("None of what is selected is work that is not ready.")).toBeVisible();
    expect(fake.calls.some(({ command }) => command === "setLimitState")).toBe(false);
  });

  it("are off beyond what can be named in one go, and say so", async () => {
    const { user, fake } = renderApp("/backlog?status=not_ready", { book: enteredBook(30_100) });
    await screen.findAllByRole("checkbox");
    await user.keyboard("{Control>}a{/Control}");
    const reset = bar().getByRole("button", { name: "Reset limit" });
    expect(reset).toHaveAttribute("aria-disabled", "true");
    await user.click(reset);
    expect(await screen.findByText(/^Limits can be asked of no more than 10,000 shares in one go/)).toBeVisible();
    expect(fake.calls.some(({ command }) => command === "setLimitState")).toBe(false);
  }, 60_000);

  it("say why they were not asked", async () => {
    const { user, fake } = await choose("not_ready");
    fake.refuse("setLimitState", diskError);
    await user.click(bar().getByRole("button", { name: "Reset limit" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("The limits were not asked.");
  });
});

describe("limits on the page of a contract", () => {
  it("show their head-room under its money", async () => {
    // SPEC 5.4
    const book = adatumBook();
    Object.assign(book.contracts[0] ?? {}, { limit: "20000.00" });
    renderApp("/contracts/ADATUM", { book });
    const limits = within(await screen.findByRole("list", { name: "Not-to-exceed limits" }));
    await waitFor(() => expect(limits.getByRole("img", { name: /left 11,395\.00 USD/ })).toBeVisible());
  });

  it("are not mentioned where none is set", async () => {
    renderApp("/contracts/ADATUM");
    await screen.findByRole("table", { name: "Contract lines" });
    expect(screen.queryByRole("list", { name: "Not-to-exceed limits" })).not.toBeInTheDocument();
  });
});
