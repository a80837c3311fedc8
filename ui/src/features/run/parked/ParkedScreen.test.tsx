import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { adatumBook } from "../../../lib/fake/adatum";
import { afterParking, mend } from "../../../testing/books";
import { diskError, renderApp } from "../../../testing/renderApp";

const grid = async () => within(await screen.findByRole("grid", { name: "Parked contracts" }));
const came = async () => within(await screen.findByRole("region", { name: "What came of it" }));

describe("parked contracts", () => {
  it("says of each since when, why, and what it has ready", async () => {
    renderApp("/parked", { book: await afterParking() });
    const row = (await grid()).getByRole("row", { name: /Warehouse integration/ });
    expect(row).toHaveTextContent("Mon 5 Oct");
    expect(row).toHaveTextContent("Its total would be beyond the bounds.");
    expect(row).toHaveTextContent(/[\d,]+\.00 SEK/);
  });

  it("retries one, and leads to the drafts that came of it", async () => {
    const { user, fake, path } = renderApp("/parked", { book: await afterParking() });
    const row = (await grid()).getByRole("row", { name: /Warehouse integration/ });
    mend(fake.book());
    await user.click(within(row).getByRole("button", { name: "Retry: Warehouse integration" }));
    const draft = (await came()).getByRole("link", { name: "Proseware AB, 5 Oct" });
    expect((await came()).getByText("1 draft")).toBeVisible();
    expect(await screen.findByRole("heading", { name: "No contract is parked" })).toBeVisible();
    expect(fake.calls.find((call) => call.command === "retryParked")?.args).toEqual([["PROSEWARE"]]);
    await user.click(draft);
    await waitFor(() => expect(path()).toMatch(/^\/invoices\/inv-/));
  });

  it("retries all, and says which are parked still and why", async () => {
    const { user } = renderApp("/parked", { book: await afterParking() });
    await user.click(await screen.findByRole("button", { name: "Retry the parked contract" }));
    const what = await came();
    expect(what.getByText("Still parked")).toBeVisible();
    expect(what.getByText("Its total would be beyond the bounds.")).toBeVisible();
    expect((await grid()).getByRole("row", { name: /Warehouse integration/ })).toBeVisible();
    await user.click(what.getByRole("button", { name: "Hide what came of it" }));
    expect(screen.queryByRole("region", { name: "What came of it" })).not.toBeInTheDocument();
  });

  it("says how far it is while it retries, and retries nothing else meanwhile", async () => {
    const { user, fake } = renderApp("/parked", { book: await afterParking() });
    await grid();
    const release = fake.hold("retryParked");
    await user.click(screen.getByRole("button", { name: "Retry the parked contract" }));
    expect(await screen.findByRole("region", { name: "How far the run is" })).toBeVisible();
    expect(screen.getByRole("button", { name: "Retry: Warehouse integration" })).toBeDisabled();
    release();
    await came();
    await waitFor(() => expect(screen.queryByRole("region", { name: "How far the run is" })).not.toBeInTheDocument());
  });

  it("retries and opens by keys alone", async () => {
    const { user, fake, path } = renderApp("/parked", { book: await afterParking() });
    (await screen.findByRole("grid", { name: "Parked contracts" })).focus();
    await user.keyboard("r");
    await came();
    expect(fake.calls.filter((call) => call.command === "retryParked")).toHaveLength(1);
    screen.getByRole("grid", { name: "Parked contracts" }).focus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(path()).toBe("/contracts/PROSEWARE"));
  });

  it("says why nothing was retried", async () => {
    const { user } = renderApp("/parked", { book: await afterParking() }, (fake) =>
      fake.refuse("retryParked", diskError),
    );
    await user.click(await screen.findByRole("button", { name: "Retry the parked contract" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Not retried. the disk does not answer.");
  });

  it("says where somebody else was faster", async () => {
    const { user } = renderApp("/parked", { book: await afterParking() }, (fake) => {
      fake.commands.retryParked = async () => ({ status: "ok", data: null });
    });
    await user.click(await screen.findByRole("button", { name: "Retry the parked contract" }));
    expect(await screen.findByText("No contract is parked any more")).toBeVisible();
  });

  it("says that no contract is parked", async () => {
    renderApp("/parked", { book: adatumBook() });
    expect(await screen.findByRole("heading", { name: "No contract is parked" })).toBeVisible();
  });
});
