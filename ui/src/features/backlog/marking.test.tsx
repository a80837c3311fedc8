import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { ChosenShares, MarkMatching } from "../../bindings";
import { backlogGrid, lastAsked } from "../../testing/backlog";
import { diskError, renderApp } from "../../testing/renderApp";

describe("selecting all that match", () => {
  it("marks by the filter, leaves out what was taken out again, and takes it back", async () => {
    const shown = renderApp("/backlog?class=time");
    const { user, fake } = shown;
    const list = await backlogGrid();
    list.focus();
    await user.keyboard("{Control>}a{/Control}");
    const bar = within(await screen.findByRole("toolbar"));
    expect(bar.getByText("8 selected")).toBeVisible();
    await user.keyboard(" ");
    expect(bar.getByText("7 selected")).toBeVisible();
    await user.click(bar.getByRole("button", { name: /Mark not ready/ }));
    expect(await screen.findByText("6 marked not ready")).toBeVisible();
    expect(lastAsked<MarkMatching>(shown, "markMatching")).toMatchObject({
      filter: { classes: ["time"] },
      except: [{ id: "t1", customer: "adatum" }],
      billing_status: "not_ready",
    });
    expect(fake.book().shares.find((share) => share.id === "t1")?.status).toBe("ready_to_invoice");
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(fake.book().shares.filter((one) => one.status === "not_ready")).toHaveLength(1));
    expect(fake.calls.some((call) => call.command === "undo")).toBe(true);
  });

  it("says what all of it comes to, and less once a row is taken out", async () => {
    const shown = renderApp("/backlog?status=ready_to_invoice");
    (await backlogGrid()).focus();
    await shown.user.keyboard("{Control>}a{/Control}");
    const bar = within(await screen.findByRole("toolbar"));
    expect(await bar.findByText(/25,605.00/)).toBeVisible();
    await shown.user.keyboard(" ");
    await waitFor(() => expect(screen.getByRole("toolbar")).toHaveTextContent(/13 selected25,305.00/));
    expect(lastAsked<ChosenShares>(shown, "chosenSums")).toMatchObject({
      shares: [{ customer: "adatum" }],
      matching: { billing_status: "ready_to_invoice" },
    });
  });

  it("says no amount where the program gives none", async () => {
    const { user, fake } = renderApp("/backlog", {}, (made) => made.refuse("chosenSums", diskError));
    (await backlogGrid()).focus();
    await user.keyboard(" ");
    const bar = within(await screen.findByRole("toolbar"));
    await waitFor(() => expect(fake.calls.some((call) => call.command === "chosenSums")).toBe(true));
    expect(bar.getByText("1 selected")).toBeVisible();
    expect(bar.queryByText(/\d\.\d\d/)).not.toBeInTheDocument();
  });

  it("works wherever the focus is, but for what is typed into", async () => {
    const { user } = renderApp("/backlog");
    await backlogGrid();
    await user.keyboard("{Control>}a{/Control}");
    expect(await screen.findByText("15 selected")).toBeVisible();
  });

  it("is let go where the filter changes: nobody marks what was never seen", async () => {
    const { user } = renderApp("/backlog?status=ready_to_invoice");
    (await backlogGrid()).focus();
    await user.keyboard("{Control>}a{/Control}");
    await screen.findByRole("toolbar");
    await user.click(screen.getByRole("button", { name: "Show all" }));
    await waitFor(() => expect(screen.queryByRole("toolbar")).not.toBeInTheDocument());
  });

  it("says where it cannot be taken back", async () => {
    const { user } = renderApp("/backlog?class=time", {}, (fake) =>
      fake.refuse("undo", { code: "refused", message: "one of them is on a draft by now", field: null }),
    );
    (await backlogGrid()).focus();
    await user.keyboard("{Control>}a{/Control}m");
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    expect(await screen.findByText(/: one of them is on a draft by now$/)).toBeVisible();
  });
});

describe("marking rows", () => {
  it("marks those that are selected by name, and says that nothing was to change", async () => {
    const shown = renderApp("/backlog?class=expense");
    (await backlogGrid()).focus();
    await shown.user.keyboard(" {Shift>}{ArrowDown}{/Shift}");
    expect(await screen.findByText("2 selected")).toBeVisible();
    await waitFor(() => expect(screen.getByRole("toolbar")).toHaveTextContent(/2 selected420.00/));
    await shown.user.keyboard("m");
    expect(await screen.findByText("Nothing to change: already Ready to invoice")).toBeVisible();
    expect(lastAsked<{ shares: unknown[] }>(shown, "mark")?.shares).toHaveLength(2);
  });

  it("says why the program refuses", async () => {
    const { user } = renderApp("/backlog", {}, (fake) =>
      fake.refuse("mark", { code: "refused", message: "610.00 is left of the limit of 24,000.00", field: null }),
    );
    (await backlogGrid()).focus();
    await user.keyboard("m");
    expect(await screen.findByRole("alert")).toHaveTextContent("610.00 is left of the limit of 24,000.00");
  });
});
