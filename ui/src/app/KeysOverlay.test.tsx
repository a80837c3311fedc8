import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderApp } from "../testing/renderApp";

async function openKeys(path: string) {
  const shown = renderApp(path);
  await screen.findByRole("heading", { level: 1 });
  await shown.user.keyboard("?");
  const dialog = within(await screen.findByRole("dialog", { name: "Keys" }));
  await waitFor(() => expect(dialog.getByRole("heading", { name: "Everywhere" })).toBeVisible());
  return { ...shown, dialog };
}

describe("keys", () => {
  it("are grouped by screen, and each single one can be chosen", async () => {
    const { dialog } = await openKeys("/run");
    const contract = within(dialog.getByRole("region", { name: "Contract" }));
    expect(contract.getByRole("button", { name: "Mark ready: M, choose another key" })).toBeVisible();
    const everywhere = within(dialog.getByRole("region", { name: "Everywhere" }));
    expect(everywhere.queryByRole("button", { name: /Undo/ })).not.toBeInTheDocument();
  });

  it("take another key, which then acts", async () => {
    const { user, dialog, path } = await openKeys("/contracts/ADATUM");
    await user.click(dialog.getByRole("button", { name: "Contracts: C, choose another key" }));
    await user.keyboard("k");
    expect(dialog.getByRole("button", { name: "Contracts: K, choose another key" })).toHaveFocus();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    await user.keyboard("gk");
    await waitFor(() => expect(path()).toBe("/contracts"));
  });

  it("refuse a key that means something else, in a sentence", async () => {
    const { user, dialog } = await openKeys("/run");
    const contract = within(dialog.getByRole("region", { name: "Contract" }));
    await user.click(contract.getByRole("button", { name: "Mark ready: M, choose another key" }));
    await user.keyboard("w");
    expect(dialog.getByRole("alert")).toHaveTextContent("W already means “Show or hide the why panel” under Contract.");
    await user.click(contract.getByRole("button", { name: "Mark ready: M, choose another key" }));
    await user.keyboard("{F2}");
    expect(dialog.getByRole("alert")).toHaveTextContent("F2 is neither");
  });

  it("are kept on Esc, and the dialog stays", async () => {
    const { user, dialog } = await openKeys("/run");
    const contract = within(dialog.getByRole("region", { name: "Contract" }));
    await user.click(contract.getByRole("button", { name: "Mark ready: M, choose another key" }));
    expect(dialog.getByText("Press a key")).toBeVisible();
    await user.keyboard("{Escape}");
    expect(contract.getByRole("button", { name: "Mark ready: M, choose another key" })).toBeVisible();
  });

  it("go back to the usual ones together", async () => {
    const { user, dialog } = await openKeys("/run");
    expect(dialog.queryByRole("button", { name: "Reset all keys" })).not.toBeInTheDocument();
    await user.click(dialog.getByRole("button", { name: "All keys: ?, choose another key" }));
    await user.keyboard("y");
    await user.click(dialog.getByRole("button", { name: "Reset all keys" }));
    expect(dialog.getByRole("button", { name: "All keys: ?, choose another key" })).toBeVisible();
  });

  it("are not drawn beside actions while single keys rest", async () => {
    localStorage.setItem("proforma.single-keys", "off");
    renderApp("/run");
    const preview = await screen.findByRole("button", { name: /^Preview/ });
    expect(within(preview).queryByText("P")).not.toBeInTheDocument();
  });
});
