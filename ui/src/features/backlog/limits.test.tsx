import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { adatumBook } from "../../lib/fake/adatum";
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
