import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { manyBook } from "../../lib/fake/many";
import { renderApp, type Shown } from "../../testing/renderApp";

/** Something that the window is not told of, as another program would do it. */
function markBehind({ fake }: Shown, id: string): void {
  for (const share of fake.book().shares) if (share.id === id) share.status = "ready_to_invoice";
}

async function changedMeanwhile(): Promise<Shown> {
  const shown = renderApp("/run");
  await waitFor(() => expect(screen.getByRole("button", { name: "Run 5 October" })).toBeEnabled());
  markBehind(shown, "t4");
  await shown.user.click(screen.getByRole("button", { name: "Run 5 October" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("The book changed since the preview of 5 October.");
  return shown;
}

describe("a book that changed since the preview", () => {
  it("shows what differs before anything is written", async () => {
    const { fake } = await changedMeanwhile();
    expect(screen.getByRole("alert")).toHaveTextContent("Nothing was written. 1 draft would differ.");
    const grid = within(screen.getByRole("grid", { name: "What differs from the preview" }));
    const row = grid.getByRole("row", { name: /Changed.*Adatum Corporation/ });
    expect(row).toHaveTextContent("7,420.00 USD");
    expect(row).toHaveTextContent("8,220.00 USD");
    expect(fake.book().invoices).toEqual([]);
  });

  it("runs it as it is now with the fingerprint of what was shown", async () => {
    const { user, fake } = await changedMeanwhile();
    await user.click(screen.getByRole("button", { name: "Run as it is now" }));
    expect(await screen.findByText("Completed")).toBeVisible();
    expect(screen.getByRole("row", { name: /USD 26,405.00 = 8,220.00/ })).toBeVisible();
    const asked = fake.calls.filter((call) => call.command === "startRun").map((call) => call.args[1]);
    expect(new Set(asked).size).toBe(2);
  });

  it("differs once more where the book changed once more", async () => {
    const shown = await changedMeanwhile();
    for (const share of shown.fake.book().shares) if (share.id === "e1") share.status = "not_ready";
    await shown.user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(screen.getByRole("row", { name: /Changed.*Adatum/ })).toHaveTextContent("7,920.00 USD"));
    expect(shown.fake.book().invoices).toEqual([]);
  });

  it("previews it again", async () => {
    const { user } = await changedMeanwhile();
    await user.click(screen.getByRole("button", { name: "Preview again" }));
    expect(await screen.findByRole("row", { name: /USD 26,405.00 = 8,220.00/ })).toBeVisible();
    expect(screen.getByRole("button", { name: "Run 5 October" })).toBeEnabled();
  });

  it("names drafts that are new and those that are gone", async () => {
    const shown = renderApp("/run", { book: manyBook(8) });
    await waitFor(() => expect(screen.getByRole("button", { name: "Run 5 October" })).toBeEnabled());
    const { shares } = shown.fake.book();
    for (const share of shares) if (share.contract === "WOODGROVE") share.status = "not_ready";
    await shown.user.click(screen.getByRole("button", { name: "Run 5 October" }));
    expect(await screen.findByRole("row", { name: /Gone.*Woodgrove Bank/ })).toHaveTextContent("no draft");
    for (const share of shares) if (share.contract === "WOODGROVE") share.status = "ready_to_invoice";
    await shown.user.click(screen.getByRole("button", { name: "Run as it is now" }));
    expect(await screen.findByRole("row", { name: /New.*Woodgrove Bank/ })).toBeVisible();
  });
});
