import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { adatumBook } from "../../../lib/fake/adatum";
import { diskError, renderApp } from "../../../testing/renderApp";

const SET_UP = "/contracts/ADATUM/set-up";

function draftBook() {
  const book = adatumBook();
  const [contract] = book.contracts;
  if (contract === undefined) throw new Error("the example has a contract");
  contract.status = "draft";
  contract.delivery = null;
  return book;
}

describe("the status of a contract", () => {
  it("is off while something is missing, says what, leads there, and is active then", async () => {
    const { user, fake } = renderApp(SET_UP, { book: draftBook() });
    const activate = await screen.findByRole("button", { name: "Activate" });
    expect(activate).toBeDisabled();
    expect(activate).toHaveAccessibleDescription("1 thing is missing below.");
    const checks = screen.getByRole("list", { name: /^Ready to activate: 7 of 8 right/ });
    await user.click(within(checks).getByRole("button", { name: "Enter it" }));
    const delivery = screen.getByRole("textbox", { name: "Delivery date" });
    expect(delivery).toHaveFocus();
    await user.type(delivery, "20/11/2020{Enter}");
    await waitFor(() => expect(activate).toHaveAccessibleDescription("Save what is typed first."));
    await user.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(activate).toBeEnabled());
    await user.click(activate);
    const dialog = within(await screen.findByRole("dialog", { name: "Activate Implementation services for Adatum?" }));
    expect(dialog.getByText(/runs bill it, first on Mon 5 Oct 2020 \(today\)\.$/)).toBeVisible();
    expect(dialog.getByText(/^It does not become a draft again/)).toBeVisible();
    expect(dialog.getByRole("button", { name: "Cancel" })).toHaveFocus();
    expect(fake.book().contracts[0]?.status).toBe("draft");
    await user.click(dialog.getByRole("button", { name: "Activate contract" }));
    await waitFor(() => expect(fake.book().contracts[0]?.status).toBe("active"));
    expect(await screen.findByText("Implementation services for Adatum is active")).toBeVisible();
    // The button is gone, and the next key goes on beside it.
    await waitFor(() => expect(screen.getByRole("button", { name: "More" })).toHaveFocus());
  });

  it("says before it is activated which run dates have passed, and why it is not where that is refused", async () => {
    const book = draftBook();
    const [contract] = book.contracts;
    Object.assign(contract ?? {}, { delivery: "2020-11-20" });
    book.today = "2020-10-20";
    const { user, fake } = renderApp(SET_UP, { book });
    await user.click(await screen.findByRole("button", { name: "Activate" }));
    const dialog = within(await screen.findByRole("dialog", { name: /^Activate / }));
    expect(dialog.getByText(/first on Mon 2 Nov 2020 \(in 13 days\)\.$/)).toBeVisible();
    expect(dialog.getByText(/^2 run dates have passed: they are listed as missed/)).toBeVisible();
    fake.refuse("setContractStatus", diskError);
    await user.click(dialog.getByRole("button", { name: "Activate contract" }));
    expect(await dialog.findByRole("alert")).toHaveTextContent("The disk does not answer");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(fake.book().contracts[0]?.status).toBe("draft");
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });

  it("is closed and opened again by undo; a closed one says once why nothing can be changed", async () => {
    const { user, fake } = renderApp(SET_UP);
    await user.click(await screen.findByRole("button", { name: "More" }));
    await user.click(await screen.findByRole("menuitem", { name: /^Close contract/ }));
    await waitFor(() => expect(fake.book().contracts[0]?.status).toBe("closed"));
    expect(await screen.findByText("The contract is closed; open it again to change it.")).toBeVisible();
    expect(screen.getByRole("textbox", { name: "Name" })).toHaveAttribute("readonly");
    await user.click(screen.getByRole("button", { name: /^Undo/ }));
    await waitFor(() => expect(fake.book().contracts[0]?.status).toBe("active"));
  });

  it("is copied under another id; the dialog says what goes with it", async () => {
    const { user, path, fake } = renderApp(SET_UP);
    await user.click(await screen.findByRole("button", { name: "More" }));
    await user.click(await screen.findByRole("menuitem", { name: "Copy contract" }));
    const dialog = within(await screen.findByRole("dialog", { name: /^Copy Implementation/ }));
    expect(dialog.getByText(/^Not copied: customers but the primary one, limits, schedules/)).toBeVisible();
    const id = dialog.getByRole("textbox", { name: "Id of the copy" });
    await user.type(id, "ADATUM{Enter}");
    await waitFor(() => expect(id).toHaveAccessibleDescription(/The book has a contract ADATUM already/));
    await user.type(id, "-2{Enter}");
    await waitFor(() => expect(path()).toBe("/contracts/ADATUM-2/set-up"));
    expect(fake.book().contracts.at(-1)).toMatchObject({ status: "draft", delivery: null });
  });

  it("is deleted only where nothing was entered, asked once; else the menu says why not", async () => {
    const { user } = renderApp(SET_UP);
    await user.click(await screen.findByRole("button", { name: "More" }));
    const item = await screen.findByRole("menuitem", { name: /^Delete contract/ });
    expect(item).toBeDisabled();
    expect(item).toHaveTextContent("15 transactions and milestones were entered on it.");
  });

  it("is deleted after asking, with the focus on Cancel", async () => {
    const book = adatumBook();
    book.shares = [];
    const { user, path, fake } = renderApp(SET_UP, { book });
    await user.click(await screen.findByRole("button", { name: "More" }));
    await user.click(await screen.findByRole("menuitem", { name: /^Delete contract/ }));
    const dialog = within(await screen.findByRole("dialog", { name: /^Delete Implementation/ }));
    await waitFor(() => expect(dialog.getByRole("button", { name: "Cancel" })).toHaveFocus());
    await user.click(dialog.getByRole("button", { name: "Delete contract" }));
    await waitFor(() => expect(path()).toBe("/contracts"));
    expect(fake.book().contracts).toHaveLength(0);
  });
});
