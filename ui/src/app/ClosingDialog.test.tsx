import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { diskError, renderApp, type Shown } from "../testing/renderApp";

const NAME = "Keep the batch job running?";

const dialog = async () => within(await screen.findByRole("dialog", { name: NAME }));
const answers = ({ fake }: Shown) =>
  fake.calls.filter(({ command }) => command === "closeWindow").map(({ args }) => args[0]);
const gone = () => waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());

async function asked(): Promise<Shown> {
  const shown = renderApp("/contracts");
  (await screen.findByRole("grid")).focus();
  act(() => shown.fake.askToClose());
  await dialog();
  return shown;
}

describe("closing the window while a job is at work", () => {
  it("is asked nothing until the window is closed", async () => {
    renderApp("/contracts");
    await screen.findByRole("grid");
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  it("says what going on means and where it is changed", async () => {
    await asked();
    const about = await dialog();
    expect(
      about.getByText(
        "Proforma goes on in the tray and drafts what is due; open it again from the tray or by starting it.",
      ),
    ).toBeVisible();
    expect(about.getByText("You can change this in Settings.")).toBeVisible();
  });

  it("goes on in the tray with Enter, and asks no more when the window is back", async () => {
    const shown = await asked();
    await waitFor(() => expect(screen.getByRole("button", { name: "Keep running" })).toHaveFocus());
    await shown.user.keyboard("{Enter}");
    await waitFor(() => expect(answers(shown)).toEqual([true]));
    await gone();
  });

  it("quits", async () => {
    const shown = await asked();
    await shown.user.click(screen.getByRole("button", { name: "Quit" }));
    await waitFor(() => expect(answers(shown)).toEqual([false]));
  });

  it("stays open with Escape, and asks again the next time", async () => {
    const shown = await asked();
    await shown.user.keyboard("{Escape}");
    await gone();
    expect(answers(shown)).toEqual([]);
    await waitFor(() => expect(screen.getByRole("grid", { name: "Contracts" })).toHaveFocus());
    act(() => shown.fake.askToClose());
    await dialog();
  });

  it("leaves another dialog open with Escape", async () => {
    const shown = renderApp("/contracts");
    await screen.findByRole("grid");
    await shown.user.keyboard("{Control>}k{/Control}adatum");
    act(() => shown.fake.askToClose());
    await waitFor(() => expect(screen.getByRole("button", { name: "Keep running" })).toHaveFocus());
    await shown.user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog", { name: NAME })).not.toBeInTheDocument());
    expect(within(screen.getByRole("dialog", { name: "Search" })).getByDisplayValue("adatum")).toBeVisible();
  });

  it("says why the window is still there", async () => {
    const shown = await asked();
    shown.fake.refuse("closeWindow", diskError);
    await shown.user.click(screen.getByRole("button", { name: "Keep running" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("The window was not closed. The disk does not answer.");
    shown.fake.refuse("closeWindow", null);
    await shown.user.click(screen.getByRole("button", { name: "Keep running" }));
    await gone();
  });

  it("is asked wherever one is, also where no book is shown", async () => {
    const { fake } = renderApp("/", { book: null });
    await screen.findByRole("button", { name: /Open the example/ });
    act(() => fake.askToClose());
    await dialog();
  });
});
