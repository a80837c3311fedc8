import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FakeOptions } from "../../lib/fake/backend";
import { diskError, renderApp, type Shown } from "../../testing/renderApp";

const KEEPS = "Keep the batch job running when the window is closed";
const STARTS = "Start Proforma at login";
const NOTIFIES = "Notify me when drafts are ready or the job needs me";

const section = () => within(screen.getByRole("region", { name: "Program" }));
const switchOf = (name: string) => section().getByRole("switch", { name });
const saved = ({ fake }: Shown) =>
  fake.calls.filter(({ command }) => command === "setProgramSettings").map(({ args }) => args[0]);

async function show(program: FakeOptions["program"] = {}): Promise<Shown> {
  const shown = renderApp("/settings", { program });
  await screen.findByRole("switch", { name: KEEPS });
  return shown;
}

describe("settings of the program", () => {
  it("show what is set and what it means", async () => {
    await show({ notifies: false, starts_at_login: true });
    expect(switchOf(KEEPS)).toBeChecked();
    expect(switchOf(STARTS)).toBeChecked();
    expect(switchOf(NOTIFIES)).not.toBeChecked();
    expect(switchOf(KEEPS)).toHaveAccessibleDescription(/^Proforma goes on in the tray/);
    expect(switchOf(STARTS)).toHaveAccessibleDescription(
      "It opens the last book without a window, so that the batch job goes on.",
    );
  });

  it("are saved at once, each with the others as they are", async () => {
    const shown = await show();
    await shown.user.click(switchOf(STARTS));
    await waitFor(() => expect(saved(shown)).toEqual([{ keeps_running: true, notifies: true, starts_at_login: true }]));
    expect(switchOf(STARTS)).toBeChecked();
    switchOf(NOTIFIES).focus();
    await shown.user.keyboard(" ");
    await waitFor(() =>
      expect(saved(shown)[1]).toEqual({ keeps_running: true, notifies: false, starts_at_login: true }),
    );
    expect(switchOf(NOTIFIES)).not.toBeChecked();
  });

  it("are saved one after another where somebody is faster than the disk", async () => {
    const shown = await show();
    const release = shown.fake.hold("setProgramSettings");
    await shown.user.click(switchOf(KEEPS));
    await shown.user.click(switchOf(NOTIFIES));
    expect(switchOf(KEEPS)).not.toBeChecked();
    expect(switchOf(NOTIFIES)).not.toBeChecked();
    release();
    await waitFor(() =>
      expect(saved(shown)[1]).toEqual({ keeps_running: false, notifies: false, starts_at_login: false }),
    );
    expect(switchOf(KEEPS)).not.toBeChecked();
  });

  it("say beside the switch why it stays as it was", async () => {
    const shown = await show();
    shown.fake.refuse("setProgramSettings", {
      code: "refused",
      message: "the system refuses: not allowed",
      field: null,
    });
    await shown.user.click(switchOf(STARTS));
    expect(await section().findByRole("alert")).toHaveTextContent("Not saved. The system refuses: not allowed.");
    expect(switchOf(STARTS)).not.toBeChecked();
    expect(switchOf(STARTS)).toHaveAccessibleDescription(/Not saved\. The system refuses: not allowed\.$/);
    expect(switchOf(NOTIFIES)).not.toHaveAccessibleDescription();
    shown.fake.refuse("setProgramSettings", null);
    await shown.user.click(switchOf(STARTS));
    await waitFor(() => expect(switchOf(STARTS)).toBeChecked());
    expect(section().queryByRole("alert")).not.toBeInTheDocument();
  });

  it("say why the job cannot go on without a tray, and leave what is stored of it alone", async () => {
    const shown = await show({ can_keep_running: false });
    expect(switchOf(KEEPS)).toBeDisabled();
    expect(switchOf(KEEPS)).not.toBeChecked();
    expect(switchOf(KEEPS)).toHaveAccessibleDescription(
      "This desktop has no tray, so a hidden window could not come back.",
    );
    expect(switchOf(STARTS)).toHaveAccessibleDescription("It opens the last book, so that the batch job goes on.");
    await shown.user.click(switchOf(NOTIFIES));
    await waitFor(() =>
      expect(saved(shown)).toEqual([{ keeps_running: true, notifies: false, starts_at_login: false }]),
    );
  });

  it("wait in their place, then say why they cannot be read, and are read at the next try", async () => {
    let release = () => {};
    const { fake, user } = renderApp("/settings", {}, (standIn) => {
      release = standIn.hold("programSettings");
    });
    expect(await screen.findByRole("status", { name: "Loading" })).toBeInTheDocument();
    fake.refuse("programSettings", diskError);
    release();
    expect(await screen.findByRole("alert")).toHaveTextContent("The settings of the program could not be read");
    fake.refuse("programSettings", null);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("switch", { name: KEEPS })).toBeVisible();
  });
});
