import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { manyBook } from "../../lib/fake/many";
import { afterRun, confirm } from "../../testing/books";
import { renderApp, type Shown } from "../../testing/renderApp";

const list = () => screen.findByRole("grid", { name: "Invoices" });

async function chooseTwo({ user }: Shown): Promise<void> {
  (await list()).focus();
  await user.keyboard(" {Shift>}{ArrowDown}{/Shift}");
  expect(await screen.findByText("2 selected")).toBeVisible();
}

describe("export of PDF files", () => {
  it("writes one at once with O, and says where it is", async () => {
    const { user } = renderApp("/invoices/inv-1", { book: await afterRun() });
    await screen.findByRole("img", { name: "Page 1 of 1" });
    await user.keyboard("o");
    expect(await screen.findByText("1 PDF exported")).toBeVisible();
    expect(screen.getByText("Adatum 2020-10-05.pdf in Documents/Billing")).toBeVisible();
  });

  it("asks for the name of several, with an example that follows what is typed, and remembers it", async () => {
    const shown = renderApp("/invoices", { book: confirm(await afterRun(manyBook(6)), 1) });
    const { user, fake } = shown;
    await chooseTwo(shown);
    await user.keyboard("o");
    const dialog = within(await screen.findByRole("dialog", { name: "Export 2 PDFs" }));
    const field = dialog.getByRole("textbox", { name: "File name" });
    expect(field).toHaveValue("{number} {customer} {date}");
    await waitFor(() => expect(dialog.getByText(/^PF-2020-00001 .+ 2020-10-05.pdf$/)).toBeVisible());
    await user.clear(field);
    await user.type(field, "Invoice ");
    await user.click(dialog.getByRole("button", { name: "Insert Number" }));
    await user.click(dialog.getByRole("button", { name: "Insert Currency" }));
    await waitFor(() => expect(dialog.getByText(/^Invoice PF-2020-00001[A-Z]{3}.pdf$/)).toBeVisible());
    await user.click(dialog.getByRole("button", { name: "Export 2 PDFs" }));
    expect(await screen.findByText("2 PDFs exported")).toBeVisible();
    const [ids, pattern] = fake.calls.find((call) => call.command === "exportPdf")?.args ?? [];
    expect(ids).toHaveLength(2);
    expect(pattern).toBe("Invoice {number}{currency}");
    expect(localStorage.getItem("proforma.file-name-pattern")).toBe("Invoice {number}{currency}");
  });

  it("refuses a name that is none, beside the field", async () => {
    const shown = renderApp("/invoices", { book: await afterRun(manyBook(6)) });
    await chooseTwo(shown);
    await shown.user.keyboard("o");
    const dialog = within(await screen.findByRole("dialog", { name: "Export 2 PDFs" }));
    const field = dialog.getByRole("textbox", { name: "File name" });
    await shown.user.clear(field);
    await waitFor(() => expect(dialog.getByText("The name would be empty.")).toBeVisible());
    await shown.user.type(field, "{{due}");
    expect(dialog.getByText("There is no field {due}. The fields stand below.")).toBeVisible();
    expect(dialog.getByRole("button", { name: "Export 2 PDFs" })).toBeDisabled();
  });

  it("says how far it is, and Cancel keeps the files that are written", async () => {
    let next: (() => void) | undefined;
    const pause = () =>
      new Promise<void>((resolve) => {
        next = resolve;
      });
    const shown = renderApp("/invoices", { book: await afterRun(manyBook(6)), pause });
    await chooseTwo(shown);
    await shown.user.keyboard("o");
    await shown.user.click(
      within(await screen.findByRole("dialog", { name: "Export 2 PDFs" })).getByRole("button", {
        name: "Export 2 PDFs",
      }),
    );
    const bar = await screen.findByRole("progressbar", { name: "Exporting PDF files" });
    expect(bar).toHaveAttribute("aria-valuenow", "1");
    expect(screen.getByText("1 of 2 files")).toBeVisible();
    await shown.user.click(screen.getByRole("button", { name: "Cancel" }));
    expect(screen.getByText("Stopping after this file")).toBeVisible();
    next?.();
    expect(await screen.findByText("1 of 2 PDFs exported, then stopped")).toBeVisible();
    expect(screen.queryByRole("progressbar")).not.toBeInTheDocument();
  });

  it("says nothing where the native dialog was closed", async () => {
    const { user, fake } = renderApp("/invoices", { book: await afterRun(), exported: null });
    await user.click(await screen.findByRole("button", { name: "Export PDF" }));
    await waitFor(() => expect(fake.calls.some((call) => call.command === "exportPdf")).toBe(true));
    expect(screen.queryByText(/exported/)).not.toBeInTheDocument();
  });

  it("says why it failed until that is read", async () => {
    const { user } = renderApp("/invoices", { book: await afterRun() }, (fake) =>
      fake.refuse("exportPdf", { code: "failed", message: "the disk is full", field: null }),
    );
    await user.click(await screen.findByRole("button", { name: "Export PDF" }));
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("Nothing was exported. The disk is full. The book was not changed.");
    await user.click(within(alert).getByRole("button", { name: "Close" }));
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });
});
