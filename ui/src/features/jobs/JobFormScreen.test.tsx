import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { jobBook } from "../../testing/books";
import { renderApp } from "../../testing/renderApp";

const NEW = "/settings/jobs/new";
const name = () => screen.findByRole("textbox", { name: /^Name/ });

describe("setting up a batch job", () => {
  it("begins with a name that fits", async () => {
    renderApp(NEW);
    expect(await name()).toHaveValue("Project Operations Create Invoices");
    expect(await screen.findByText("Contains the words “create invoices”")).toBeVisible();
  });

  it("says which words are missing while one types, and puts the suggested name back", async () => {
    const { user } = renderApp(NEW);
    const field = await name();
    await user.clear(field);
    await user.type(field, "Nightly");
    expect(await screen.findByText(/The words “create invoices” are missing/)).toBeVisible();
    expect(screen.getByText(/“skapa fakturor” or “създаване на фактури”/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Use “Project Operations Create Invoices”" }));
    expect(await screen.findByText("Contains the words “create invoices”")).toBeVisible();
    await user.clear(field);
    await user.type(field, "SKAPA FAKTUROR varje natt");
    expect(await screen.findByText("Contains the words “skapa fakturor”")).toBeVisible();
  });

  it("is saved with Ctrl S, also while one types, and its page is shown", async () => {
    const { user, path, fake } = renderApp(NEW);
    await user.type(await name(), " at night");
    await user.type(screen.getByRole("textbox", { name: "Time of day" }), "06:30");
    await user.click(screen.getByRole("radio", { name: "No" }));
    await user.type(screen.getByRole("textbox", { name: "Time of day" }), "{Control>}s{/Control}");
    expect(await screen.findByRole("heading", { name: "Project Operations Create Invoices at night" })).toBeVisible();
    expect(path()).toBe("/settings/jobs/1");
    expect(fake.calls).toContainEqual({
      command: "saveBatchJob",
      args: [null, { name: "Project Operations Create Invoices at night", is_active: false, time_of_day: "06:30" }],
    });
    expect(await screen.findByText(/The job is not active/)).toBeVisible();
  });

  it("takes nothing more while it is being saved", async () => {
    const { user, path, fake } = renderApp(NEW);
    const answer = fake.hold("saveBatchJob");
    await user.type(await name(), " at night{Control>}s{/Control}");
    await waitFor(() => expect(fake.calls.some(({ command }) => command === "saveBatchJob")).toBe(true));
    await user.type(await name(), " and on");
    await user.click(screen.getByRole("radio", { name: "No" }));
    expect(await name()).toHaveValue("Project Operations Create Invoices at night");
    expect(screen.getByRole("radio", { name: "Yes" })).toBeChecked();
    answer();
    await waitFor(() => expect(path()).toBe("/settings/jobs/1"));
    expect(fake.calls.filter(({ command }) => command === "saveBatchJob")).toHaveLength(1);
  });

  it("says beside its field what is wrong, and keeps what was typed", async () => {
    const { user } = renderApp(NEW);
    const field = await name();
    await user.clear(field);
    const time = screen.getByRole("textbox", { name: "Time of day" });
    await user.type(time, "half six");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(field).toHaveAccessibleDescription(/A name needs at least one letter/));
    await user.type(field, "Create invoices");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(time).toHaveAccessibleDescription(/"half six" is not a time of day, such as 06:30/i));
    expect(time).toHaveValue("half six");
  });

  it("is changed on a page of its own, and says why it was not while it runs", async () => {
    const { user, path } = renderApp("/settings/jobs/1", { book: jobBook("sleeping") });
    await screen.findByRole("img", { name: /^The loop/ });
    await user.keyboard("e");
    expect(path()).toBe("/settings/jobs/1/edit");
    await user.click(await screen.findByRole("radio", { name: "No" }));
    expect(screen.queryByRole("button", { name: "Run workflow" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByRole("alert")).toHaveTextContent(
      'The batch job was not saved. Stop "Project Operations Create Invoices" before it is made inactive.',
    );
  });
});

describe("look up record", () => {
  async function lookUp(...rest: Parameters<typeof renderApp> extends [string, ...infer Rest] ? Rest : never) {
    const shown = renderApp(NEW, ...rest);
    await name();
    await shown.user.click(screen.getByRole("button", { name: "Run workflow" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Look up record" }));
    await dialog.findByRole("radio", { name: "ProcessRunCaller" });
    return { ...shown, dialog };
  }

  it.each([
    [
      "ProcessRunCaller",
      "Sleep then Process, again and again",
      /First wake-up Tue 6 Oct 2020, 09:12, 24 hours from now\. It then covers 5 Oct and 6 Oct, each by itself\./,
      /To process at once choose ProcessRunner/,
    ],
    [
      "ProcessRunner",
      "Process then Sleep, again and again",
      /It processes at once\. It then covers 5 Oct\./,
      /^Only drafts are created\. Nothing is confirmed, sent or printed by the job\.$/,
    ],
    [
      "UpdateRoleUtilization",
      "Process then Sleep, again and again",
      /It processes at once\./,
      /^No invoices are created/,
    ],
  ])("shows in which order %s goes and what it covers first", async (workflow, order, first, note) => {
    const { user, dialog } = await lookUp();
    await user.click(dialog.getByRole("radio", { name: workflow }));
    expect(dialog.getByRole("button", { name: `Added ${workflow}` })).toHaveAttribute("aria-pressed", "true");
    const after = within(dialog.getByRole("region", { name: "Order after OK" }));
    expect(after.getByRole("img")).toHaveAccessibleName(order);
    expect(
      after.getByText((_, element) => element?.tagName === "P" && first.test(element.textContent ?? "")),
    ).toBeVisible();
    expect(after.getByText(note)).toBeVisible();
  });

  it("starts what is added by the keyboard alone, and shows the job", async () => {
    const { user, fake, path } = renderApp("/settings/jobs");
    await screen.findByRole("heading", { name: "No batch job yet" });
    await user.keyboard("n");
    await name();
    await user.tab({ shift: true });
    while (!(document.activeElement?.textContent ?? "").startsWith("Run workflow")) await user.tab();
    await user.keyboard("{Enter}");
    const dialog = within(await screen.findByRole("dialog", { name: "Look up record" }));
    const caller = await dialog.findByRole("radio", { name: "ProcessRunCaller" });
    while (document.activeElement !== caller) await user.tab();
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("img", { name: /Wakes in/ })).toBeVisible();
    expect(path()).toBe("/settings/jobs/1");
    expect(fake.calls).toContainEqual({ command: "startBatchJob", args: ["1", "process_run_caller"] });
  });

  it("finds a workflow by its words", async () => {
    const { user, dialog } = await lookUp();
    await user.type(dialog.getByRole("searchbox"), "capacity");
    expect(dialog.getAllByRole("radio")).toHaveLength(1);
    expect(dialog.getByRole("radio", { name: "UpdateRoleUtilization" })).toBeVisible();
    await user.clear(dialog.getByRole("searchbox"));
    await user.type(dialog.getByRole("searchbox"), "nothing such");
    expect(dialog.getByText("No workflow fits “nothing such”.")).toBeVisible();
  });

  it("says that the only one is paused", async () => {
    const { dialog } = await lookUp({ book: jobBook("paused") });
    const [refused] = dialog.getAllByText(/^There is only one: “Project Operations Create Invoices” is paused; it was/);
    expect(refused).toBeVisible();
  });

  it("shows what may not be started with the reason, and offers what may", async () => {
    const { dialog } = await lookUp({ book: jobBook("sleeping") });
    expect(dialog.getByRole("radio", { name: "ProcessRunCaller" })).toBeDisabled();
    const [refused] = dialog.getAllByText(
      "There is only one: “Project Operations Create Invoices” has been running since Sat 19 Sep 2020, 09:10, started by Amy Alberts. Stop it before you start another.",
    );
    expect(refused).toBeVisible();
    expect(dialog.queryByRole("button", { name: "Add ProcessRunner" })).not.toBeInTheDocument();
    expect(dialog.getByRole("radio", { name: "UpdateRoleUtilization" })).toBeChecked();
  });

  it("says why nothing was started, and stays", async () => {
    const { user, dialog } = await lookUp({}, (fake) =>
      fake.refuse("startBatchJob", { code: "refused", message: "there is only one", field: null }),
    );
    await user.click(dialog.getByRole("button", { name: "OK" }));
    expect(await dialog.findByRole("alert")).toHaveTextContent("The batch job was not started. There is only one.");
  });

  it("keeps the job that was saved where it is closed without a start", async () => {
    const { user, path, fake } = await lookUp();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(path()).toBe("/settings/jobs/1/edit"));
    expect(fake.book().jobs).toHaveLength(1);
  });
});
