import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { viewSettings } from "../lib/viewSettings";
import { renderApp } from "../testing/renderApp";

const root = document.documentElement;

async function openView() {
  const shown = renderApp("/contracts");
  await screen.findByRole("grid");
  await shown.user.click(screen.getByRole("button", { name: /Adatum example/ }));
  await shown.user.click(await screen.findByRole("menuitem", { name: "View" }));
  return { ...shown, dialog: within(await screen.findByRole("dialog", { name: "View" })) };
}

describe("view", () => {
  it("acts at once and is remembered", async () => {
    const { user, dialog } = await openView();
    await user.click(dialog.getByRole("radio", { name: "Compact" }));
    await user.click(dialog.getByRole("radio", { name: "More" }));
    await user.click(dialog.getByRole("radio", { name: "Reduced" }));
    expect(root.dataset).toMatchObject({ density: "compact", contrast: "more", motion: "reduced" });
    expect(viewSettings()).toMatchObject({ density: "compact", contrast: "more", motion: "reduced" });
  });

  it("makes text larger, up to twice its size", async () => {
    const { user, dialog } = await openView();
    const larger = dialog.getByRole("button", { name: "Larger text" });
    await user.click(larger);
    expect(dialog.getByText("110 %")).toBeVisible();
    expect(root.style.fontSize).toBe("110%");
    for (let step = 0; step < 5; step++) await user.click(larger);
    expect(dialog.getByText("200 %")).toBeVisible();
    expect(larger).toBeDisabled();
  });

  it("writes dates and numbers as the chosen country does", async () => {
    const { user, dialog } = await openView();
    expect(screen.getAllByText("25,605.00").length).toBeGreaterThan(0);
    await user.click(dialog.getByRole("combobox", { name: "Dates and numbers" }));
    await user.click(await screen.findByRole("option", { name: /Germany: 19 Oct 2020, 1.234.567,50/, hidden: true }));
    expect(screen.getAllByText("25.605,00").length).toBeGreaterThan(0);
    expect(dialog.getByRole("combobox", { name: "Weeks begin on" })).toHaveValue("As dates and numbers: Monday");
  });

  it("begins weeks on another day", async () => {
    const { user, dialog } = await openView();
    await user.click(dialog.getByRole("combobox", { name: "Weeks begin on" }));
    await user.click(await screen.findByRole("option", { name: "Sunday", hidden: true }));
    expect(viewSettings().firstWeekday).toBe(0);
  });

  it("goes back to the usual view", async () => {
    const { user, dialog } = await openView();
    expect(dialog.queryByRole("button", { name: "Reset view" })).not.toBeInTheDocument();
    await user.click(dialog.getByRole("radio", { name: "Dark" }));
    await user.click(dialog.getByRole("radio", { name: "Compact" }));
    await user.click(dialog.getByRole("button", { name: "Reset view" }));
    expect(root.dataset.density).toBe("comfortable");
    for (const usual of dialog.getAllByRole("radio", { name: "As the system" })) expect(usual).toBeChecked();
  });

  it("changes the size of text by keys, wherever one is", async () => {
    const { user } = renderApp("/contracts");
    await user.click(await screen.findByRole("searchbox"));
    await user.keyboard("{Control>}={/Control}");
    await waitFor(() => expect(root.style.fontSize).toBe("110%"));
    await user.keyboard("{Control>}--{/Control}");
    await waitFor(() => expect(root.style.fontSize).toBe("90%"));
    await user.keyboard("{Control>}0{/Control}");
    await waitFor(() => expect(root.style.fontSize).toBe(""));
  });
});
