import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Fake } from "../../lib/fake/backend";
import { answerOf } from "../../testing/answer";
import { afterRun } from "../../testing/books";
import { diskError, renderApp, type Shown } from "../../testing/renderApp";

const statusOf = (fake: Fake, id: string) => fake.book().shares.find((share) => share.id === id)?.status;

/** Marks one not ready, then another. */
async function markTwo(fake: Fake): Promise<void> {
  for (const id of ["t1", "t2"]) {
    const customer = fake.book().shares.find((share) => share.id === id)?.customer.id ?? "";
    await fake.commands.mark({ shares: [{ id, customer }], billing_status: "not_ready" });
  }
}

async function rows({ path }: Shown): Promise<HTMLElement[]> {
  expect(path()).toBe("/changes");
  return within(await screen.findByRole("table", { name: "Recent changes" }))
    .getAllByRole("row")
    .slice(1);
}

describe("recent changes", () => {
  it("are reached by key, the latest first, with amount, time and contract, each with its way back", async () => {
    const shown = renderApp("/home");
    await markTwo(shown.fake);
    await screen.findByRole("heading", { name: "Home" });
    await shown.user.keyboard("gu");
    const [latest, before] = await rows(shown);
    expect(latest).toHaveTextContent("1 marked not ready");
    expect(latest).toHaveTextContent(/USD/);
    expect(within(latest as HTMLElement).getByRole("link")).toHaveAttribute("href", expect.stringContaining("ADATUM"));
    await shown.user.click(within(before as HTMLElement).getByRole("button", { name: "Undo 1 marked not ready" }));
    await waitFor(() => expect(statusOf(shown.fake, "t1")).toBe("ready_to_invoice"));
    expect(statusOf(shown.fake, "t2")).toBe("not_ready");
    const [, undone] = await rows(shown);
    await waitFor(() => expect(undone).toHaveTextContent(/Taken back/));
    expect(within(undone as HTMLElement).queryByRole("button")).not.toBeInTheDocument();
  });

  // SPEC 4.12, 7.1: what is on an invoice by now stays, and says so.
  it("that can not be taken back say why", async () => {
    const shown = renderApp("/home");
    const share = shown.fake.book().shares.find(({ id }) => id === "t1");
    if (share === undefined) throw new Error("the book has such a share");
    await shown.fake.commands.mark({
      shares: [{ id: share.id, customer: share.customer.id }],
      billing_status: "not_ready",
    });
    share.invoice = "inv-1";
    await screen.findByRole("heading", { name: "Home" });
    await shown.user.keyboard("gu");
    const [only] = await rows(shown);
    await waitFor(() => expect(only).toHaveTextContent("1 of 1 are on a draft by now"));
    expect(within(only as HTMLElement).queryByRole("button")).not.toBeInTheDocument();
  });

  it("are those of forms too, each with its way back and the way to where it was made", async () => {
    const shown = renderApp("/home");
    const { commands } = shown.fake;
    const customer = (await answerOf(commands.record("customer", "adatum"))).form;
    await commands.saveRecord("adatum", { ...customer, name: "Adatum AB" } as typeof customer, customer);
    await commands.moveLine("ADATUM", "implementation", 0);
    await screen.findByRole("heading", { name: "Home" });
    await shown.user.keyboard("gu");
    const [moved, renamed] = await rows(shown);
    expect(moved).toHaveTextContent("Line Implementation work moved");
    expect(within(moved as HTMLElement).getByRole("link")).toHaveAttribute("href", expect.stringContaining("ADATUM"));
    expect(renamed).toHaveTextContent("Adatum AB changed");
    expect(within(renamed as HTMLElement).getByRole("link", { name: "Customers" })).toBeVisible();
    await shown.user.click(within(renamed as HTMLElement).getByRole("button", { name: "Undo Adatum AB changed" }));
    await waitFor(async () =>
      expect((await answerOf(commands.record("customer", "adatum"))).form.name).toBe("Adatum Corporation"),
    );
  });

  it("are said to be none where nothing was changed", async () => {
    renderApp("/changes");
    expect(await screen.findByRole("heading", { name: "Nothing was changed by hand yet" })).toBeVisible();
  });

  it("say why they could not be read", async () => {
    renderApp("/changes", {}, (fake) => fake.refuse("recentChanges", diskError));
    expect(await screen.findByText(/The recent changes could not be read/)).toBeVisible();
  });
});

describe("Ctrl+Z", () => {
  it("takes back one change after another, also when their toasts have gone, and no others", async () => {
    const shown = renderApp("/invoices", { book: await afterRun() });
    const { user, fake } = shown;
    await markTwo(fake);
    (await screen.findByRole("grid", { name: "Invoices" })).focus();
    await user.keyboard("d");
    await screen.findByText(/deleted, its work is ready again/);
    expect(fake.book().invoices).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Close" }));
    expect(screen.queryByText(/deleted, its work is ready again/)).not.toBeInTheDocument();
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(fake.book().invoices).toHaveLength(1));
    expect(await screen.findByText("Taken back")).toBeVisible();
    await user.keyboard("{Control>}z{/Control}");
    expect(await screen.findByText("Nothing is left to take back by key")).toBeVisible();
    expect(fake.calls.filter(({ command }) => command === "undo")).toHaveLength(1);
  });

  it("goes on to the change before one that is refused", async () => {
    const shown = renderApp("/backlog");
    const { user, fake } = shown;
    const grid = await screen.findByRole("grid", { name: "Billing backlog" });
    grid.focus();
    await user.keyboard("{Shift>}m{/Shift}");
    await screen.findByText("1 marked not ready");
    await user.keyboard("{ArrowDown}{Shift>}m{/Shift}");
    await waitFor(() => expect(fake.calls.filter(({ command }) => command === "mark")).toHaveLength(2));
    await waitFor(() => expect(screen.getAllByText("1 marked not ready")).toHaveLength(2));
    fake.refuse("undo", { code: "refused", message: "it is on a draft by now", field: null });
    await user.keyboard("{Control>}z{/Control}");
    expect(await screen.findByText("1 marked not ready: it is on a draft by now")).toBeVisible();
    fake.refuse("undo", null);
    await user.keyboard("{Control>}z{/Control}");
    expect(await screen.findByText("Taken back")).toBeVisible();
    const asked = fake.calls.filter(({ command }) => command === "undo").map(({ args }) => args[0]);
    expect(asked).toEqual(["change-2", "change-1"]);
  });
});
