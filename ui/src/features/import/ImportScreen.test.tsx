import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import type { ImportMap, RowError } from "../../bindings";
import { adatumBook } from "../../lib/fake/adatum";
import type { FakeSpreadsheet } from "../../lib/fake/importAnswers";
import { unsavedNames } from "../../lib/unsaved";
import { diskError, renderApp } from "../../testing/renderApp";
import { forgetImport } from "./importStore";

const wrong = (row: number, field: string, value: string, suggestion: string | null): RowError => ({
  row,
  column: field === "contract" ? "Project" : "Day",
  field,
  value,
  message: field === "contract" ? `There is no contract "${value}".` : `"${value}" is not a date.`,
  suggestion,
});

const hours: FakeSpreadsheet = {
  name: "hours-october.csv",
  headings: ["Ref", "Project", "Day", "Hours", "Rate", "Week"],
  rows: 5,
  map: { columns: { id: "Ref", contract: "Project", date: "Day", quantity: "Hours", unit_price: "Rate" } },
  errors: [wrong(3, "contract", "ADTUM", "ADATUM"), wrong(4, "date", "31.09.2020", null)],
  remembered: { file: "hours-september.csv", used_at: "2020-09-07T10:00:00Z" },
};

afterEach(forgetImport);

async function chosen(spreadsheet: FakeSpreadsheet, ...next: FakeSpreadsheet[]) {
  const shown = renderApp("/import", { spreadsheets: [spreadsheet, ...next] });
  await shown.user.click(await screen.findByRole("button", { name: "Choose a file" }));
  await screen.findByRole("heading", { name: spreadsheet.name });
  return shown;
}

const importButton = () => screen.getByRole("button", { name: /^Import/ });
const correction = (row: number) => screen.getByRole("textbox", { name: new RegExp(`^Row ${row},`) });

describe("the import of a spreadsheet", () => {
  it("is off until no row is wrong, and says so", async () => {
    await chosen(hours);
    expect(await screen.findByText("Import is all or nothing.")).toBeVisible();
    expect(importButton()).toHaveAttribute("aria-disabled", "true");
    expect(importButton()).toHaveAccessibleDescription(/Correct the 2 rows below/);
    expect(screen.getByText(/Mapping remembered from .*hours-september\.csv/)).toBeVisible();
  });

  it("cannot begin where the book is only read, and says why", async () => {
    renderApp("/import", { book: { ...adatumBook(), readOnly: "the file cannot be written" }, spreadsheets: [hours] });
    expect(await screen.findByText("The book is open for reading only, so nothing can be imported.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Choose a file" })).toBeDisabled();
  });

  it("corrects values in place and is imported", async () => {
    const { user, fake } = await chosen(hours);
    await screen.findByText("Import is all or nothing.");
    expect(correction(3)).toHaveValue("ADATUM");
    await user.type(correction(3), "{Enter}");
    await waitFor(() => expect(screen.queryByRole("textbox", { name: /^Row 3,/ })).toBeNull());
    await user.click(correction(4));
    await user.paste("30.09.2020");
    await user.keyboard("{Enter}");
    await screen.findByText("5 rows can be imported.");
    await user.click(importButton());
    expect(await screen.findByText("5 transactions added.")).toBeVisible();
    const imported = fake.calls.find((call) => call.command === "importSpreadsheet");
    expect(imported?.args).toEqual([
      1,
      expect.objectContaining({
        corrections: [
          { row: 3, column: "Project", value: "ADATUM" },
          { row: 4, column: "Day", value: "30.09.2020" },
        ],
      }),
    ]);
  });

  it("is taken back from where it is done, and the file can come again", async () => {
    const { user } = await chosen({ ...hours, errors: [] });
    await screen.findByText("5 rows can be imported.");
    await user.click(importButton());
    expect(await screen.findByText(/^5 transactions imported from/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Take back this import" }));
    expect(await screen.findByText("Taken back")).toBeVisible();
    await user.click(await screen.findByRole("button", { name: "Choose a file" }));
    expect(await screen.findByText("5 rows can be imported.")).toBeVisible();
  });

  it("that is not taken back still says what came of it", async () => {
    const { user, fake } = await chosen({ ...hours, errors: [] });
    await screen.findByText("5 rows can be imported.");
    await user.click(importButton());
    fake.refuse("undo", { code: "refused", message: "a row was changed since", field: null });
    await user.click(await screen.findByRole("button", { name: "Take back this import" }));
    expect(await screen.findByText(/a row was changed since/)).toBeVisible();
    expect(screen.getByText("5 transactions added.")).toBeVisible();
    fake.refuse("undo", null);
    await user.click(screen.getByRole("button", { name: "Take back this import" }));
    expect(await screen.findByText("Taken back")).toBeVisible();
    expect(await screen.findByRole("button", { name: "Choose a file" })).toBeVisible();
  });

  it("that is taken back by its toast leaves nothing to take back", async () => {
    const { user } = await chosen({ ...hours, errors: [] });
    await screen.findByText("5 rows can be imported.");
    await user.click(importButton());
    await user.click(await screen.findByRole("button", { name: /^Undo/ }));
    expect(await screen.findByRole("button", { name: "Choose a file" })).toBeVisible();
    expect(screen.queryByRole("button", { name: "Take back this import" })).not.toBeInTheDocument();
  });

  it("goes on to the next error by Enter, and says what was corrected", async () => {
    const { user } = await chosen(hours);
    await user.click(await screen.findByRole("textbox", { name: /^Row 3,/ }));
    await user.keyboard("{Enter}");
    expect(correction(4)).toHaveFocus();
    await waitFor(() => expect(screen.queryByRole("textbox", { name: /^Row 3,/ })).toBeNull());
    expect(correction(4)).toHaveFocus();
    expect(screen.getByText(/1 value was corrected/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Back to what the file says" }));
    expect(await screen.findByRole("textbox", { name: /^Row 3,/ })).toHaveValue("ADATUM");
  });

  it("offers to correct a name in every row that has it", async () => {
    const errors = [3, 5, 9].map((row) => wrong(row, "contract", "ADTUM", null));
    const { user, fake } = await chosen({ ...hours, errors });
    await user.click(await screen.findByRole("textbox", { name: /^Row 3,/ }));
    await user.paste("ADATUM");
    await user.keyboard("{Enter}");
    await user.click(await screen.findByRole("button", { name: "Correct all 2" }));
    await screen.findByText("5 rows can be imported.");
    const tried = fake.calls.findLast((call) => call.command === "dryRunSpreadsheet");
    expect(tried?.args).toEqual([
      1,
      expect.objectContaining({ map: expect.objectContaining({ values: { contract: { ADTUM: "ADATUM" } } }) }),
    ]);
  });

  it("writes the numbers of a reason as everywhere else", async () => {
    await chosen({ ...hours, errors: [{ ...wrong(3, "date", "x", null), message: "the price is above 1200.00" }] });
    expect(await screen.findByText("The price is above 1,200.00.")).toBeVisible();
  });

  it("takes back a name that was corrected in every row, by Undo, by itself and with all others", async () => {
    const { user, fake } = await chosen(hours);
    const values = () => {
      const tried = fake.calls.findLast((call) => call.command === "dryRunSpreadsheet");
      return (tried?.args as [number, { map: ImportMap }] | undefined)?.[1].map.values ?? {};
    };
    const accept = async () => user.click(await screen.findByRole("button", { name: "Accept 1 suggestion" }));
    await accept();
    expect(await screen.findByText(/“ADTUM” is “ADATUM”$/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: /^Undo/ }));
    expect(await screen.findByRole("textbox", { name: /^Row 3,/ })).toBeVisible();
    expect(values()).toEqual({});
    await accept();
    await user.click(await screen.findByRole("button", { name: "Take “ADTUM” as it is" }));
    expect(await screen.findByRole("textbox", { name: /^Row 3,/ })).toBeVisible();
    await accept();
    await user.click(await screen.findByRole("button", { name: "Back to what the file says" }));
    expect(await screen.findByRole("textbox", { name: /^Row 3,/ })).toBeVisible();
    expect(values()).toEqual({});
  });

  it("gives corrections back that another delimiter took, and takes only the answer that was asked for last", async () => {
    const { user, fake } = await chosen(hours);
    await user.click(await screen.findByRole("button", { name: "Leave out 2" }));
    expect(await screen.findByText("3 rows can be imported.")).toBeVisible();
    const separate = async (by: string) => {
      await user.click(screen.getByRole("combobox", { name: "Columns by" }));
      await user.click(await screen.findByRole("option", { name: by }));
    };
    const slow = fake.hold("openSpreadsheet");
    await separate("|");
    const quick = fake.hold("openSpreadsheet");
    await separate(",");
    quick();
    expect(await screen.findByText(/^The file is read in another way/)).toBeVisible();
    slow();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(screen.getByRole("combobox", { name: "Columns by" })).toHaveValue(",");
    await user.click(screen.getByRole("button", { name: /^Undo/ }));
    expect(await screen.findByText("3 rows can be imported.")).toBeVisible();
    expect(screen.getByRole("combobox", { name: "Columns by" })).toHaveValue(";");
  });

  it("with corrections is asked about before the book is closed", async () => {
    const { user } = await chosen(hours);
    expect(unsavedNames()).toEqual([]);
    await user.click(await screen.findByRole("button", { name: "Accept 1 suggestion" }));
    expect(unsavedNames()).toEqual([hours.name]);
    await user.click(await screen.findByRole("button", { name: "Back to what the file says" }));
    expect(unsavedNames()).toEqual([]);
  });

  it("brings a file back that was put away, with all that was said of it", async () => {
    const { user } = await chosen(hours);
    await user.click(await screen.findByRole("button", { name: "Accept 1 suggestion" }));
    await screen.findByText(/Correct the 1 row below/);
    await user.keyboard("{Escape}");
    expect(await screen.findByRole("button", { name: "Choose a file" })).toBeVisible();
    await user.keyboard("{Control>}z{/Control}");
    expect(await screen.findByText(/Correct the 1 row below/)).toBeVisible();
    expect(screen.getByRole("heading", { name: hours.name })).toBeVisible();
  });

  it("brings back the file that was put away, whichever was chosen since", async () => {
    const july = { ...hours, name: "hours-july.csv", errors: [wrong(7, "date", "31.06.2020", null)] };
    const { user, fake } = await chosen(hours, july);
    await user.click(await screen.findByRole("button", { name: "Accept 1 suggestion" }));
    await screen.findByText(/Correct the 1 row below/);
    await user.keyboard("{Escape}");
    await user.click(await screen.findByRole("button", { name: "Choose a file" }));
    await screen.findByRole("heading", { name: july.name });
    expect(await screen.findByRole("textbox", { name: /^Row 7,/ })).toBeVisible();
    await user.keyboard("{Escape}");
    const toast = (await screen.findByText(`${hours.name} put away`)).closest("li");
    await user.click(within(toast ?? document.body).getByRole("button", { name: /^Undo/ }));
    expect(await screen.findByRole("heading", { name: hours.name })).toBeVisible();
    expect(await screen.findByRole("textbox", { name: /^Row 4,/ })).toBeVisible();
    expect(screen.queryByRole("textbox", { name: /^Row 7,/ })).toBeNull();
    expect(fake.calls.findLast((call) => call.command === "dryRunSpreadsheet")?.args[0]).toBe(1);
  });

  it("keeps the file that was brought back while another is still being opened", async () => {
    const { user, fake } = await chosen(hours, { ...hours, name: "hours-july.csv" });
    await user.keyboard("{Escape}");
    const opened = fake.hold("chooseSpreadsheet");
    await user.click(await screen.findByRole("button", { name: "Choose a file" }));
    await user.keyboard("{Control>}z{/Control}");
    expect(await screen.findByRole("heading", { name: hours.name })).toBeVisible();
    opened();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(screen.getByRole("heading", { name: hours.name })).toBeVisible();
  });

  it("takes no answer to errors that are being looked at anew", async () => {
    const { user, fake } = await chosen(hours);
    const accept = () => screen.getByRole("button", { name: "Accept 1 suggestion" });
    const leaveOut = () => screen.getByRole("button", { name: "Leave out 2" });
    await screen.findByText("Import is all or nothing.");
    await waitFor(() => expect(accept()).toBeEnabled());
    const answer = fake.hold("dryRunSpreadsheet");
    await user.click(screen.getByRole("button", { name: "Run again" }));
    expect(accept()).toBeDisabled();
    expect(leaveOut()).toBeDisabled();
    answer();
    await waitFor(() => expect(accept()).toBeEnabled());
    expect(leaveOut()).toBeEnabled();
  });

  it("draws a hundred errors, and more where they are asked for", async () => {
    const errors = Array.from({ length: 250 }, (_, at) => wrong(at + 2, "date", `day ${at}`, null));
    const { user } = await chosen({ ...hours, rows: 300, errors });
    expect(await screen.findAllByRole("textbox", { name: /^Row / })).toHaveLength(100);
    await user.click(screen.getByRole("button", { name: "Show 100 more" }));
    expect(screen.getAllByRole("textbox", { name: /^Row / })).toHaveLength(200);
    expect(screen.getByRole("button", { name: "Show 50 more" })).toBeVisible();
  });

  it("writes its errors to a file, and says where it is or why it is not", async () => {
    const { user, fake } = await chosen(hours);
    await user.click(await screen.findByRole("button", { name: "Export errors" }));
    expect(await screen.findByText("Errors exported as CSV")).toBeVisible();
    expect(screen.getByText("Errors in hours.csv in Documents/Billing")).toBeVisible();
    fake.refuse("exportImportErrors", { code: "failed", message: "the disk is full", field: null });
    await user.click(screen.getByRole("button", { name: "Export errors" }));
    expect(await screen.findByText("Nothing was exported.")).toBeVisible();
    expect(screen.getByText(/The disk is full\./)).toBeVisible();
  });

  it("adds nothing the second time, and says so", async () => {
    const { user } = await chosen({ ...hours, errors: [] });
    await screen.findByText("5 rows can be imported.");
    await user.click(importButton());
    await screen.findByText("5 transactions added.");
    await user.click(screen.getByRole("button", { name: "Another file" }));
    await user.click(await screen.findByRole("button", { name: "Choose a file" }));
    expect(await screen.findByText(/The book has all 5 rows already/)).toBeVisible();
    expect(importButton()).toHaveAttribute("aria-disabled", "true");
  });

  it("takes all suggestions at once, and leaves out what cannot be put right", async () => {
    const { user } = await chosen(hours);
    await user.click(await screen.findByRole("button", { name: "Accept 1 suggestion" }));
    await screen.findByText(/Correct the 1 row below/);
    await user.click(screen.getByRole("button", { name: "Leave out 1" }));
    expect(await screen.findByText("4 rows can be imported.")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Take 1 left-out row back in" }));
    expect(await screen.findByText(/Correct the 1 row below/)).toBeVisible();
  });

  it("asks which way dates are to be read, and never guesses", async () => {
    const { user } = await chosen({ ...hours, errors: [], dates: ["%d/%m/%Y", "%m/%d/%Y"] });
    expect(await screen.findByText(/can be read in two ways/)).toBeVisible();
    expect(importButton()).toHaveAttribute("aria-disabled", "true");
    await user.click(screen.getByRole("combobox", { name: "Dates" }));
    expect(screen.getAllByRole("option").map((option) => option.textContent)).toEqual(["DD/MM/YYYY", "MM/DD/YYYY"]);
    await user.click(screen.getByRole("option", { name: "DD/MM/YYYY" }));
    expect(await screen.findByText("5 rows can be imported.")).toBeVisible();
  });

  it("says which fields have no column yet, and tries as soon as all have one", async () => {
    const { contract, date, quantity } = hours.map.columns;
    const columns = Object.fromEntries(Object.entries({ contract, date, quantity }).filter(([, heading]) => heading));
    const { user } = await chosen({ ...hours, errors: [], map: { columns: columns as Record<string, string> } });
    expect(await screen.findByText(/Say which column holds: Unit price/)).toBeVisible();
    await user.click(screen.getByRole("combobox", { name: "What the column “Rate” becomes" }));
    await user.click(screen.getByRole("option", { name: /^Unit price/ }));
    expect(await screen.findByText("5 rows can be imported.")).toBeVisible();
  });

  it("tells a file that is not read, with the book untouched", async () => {
    const { user, fake } = renderApp("/import", { spreadsheets: [hours] });
    fake.refuse("chooseSpreadsheet", {
      code: "refused",
      message: "the file is an old workbook (XLS), or one with a password; save it as XLSX or CSV and choose that",
      field: null,
    });
    await user.click(await screen.findByRole("button", { name: "Choose a file" }));
    const alert = within(await screen.findByRole("alert"));
    expect(alert.getByText(/old workbook \(XLS\)/)).toBeVisible();
    expect(alert.getByText(/The book is as it was/)).toBeVisible();
  });

  it("is stopped while it goes on, and leaves everything as it was", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { user } = renderApp("/import", { spreadsheets: [{ ...hours, errors: [] }], pause: () => promise });
    await user.click(await screen.findByRole("button", { name: "Choose a file" }));
    await screen.findByText("5 rows can be imported.");
    await user.click(importButton());
    expect(await screen.findByText("1 of 5 rows")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    resolve();
    expect(await screen.findByRole("button", { name: /^Import 5 rows/ })).toBeVisible();
    expect(screen.queryByText(/transactions added/)).toBeNull();
  });

  it("says where it could not be stopped, and can be stopped again", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { user, fake } = renderApp("/import", { spreadsheets: [{ ...hours, errors: [] }], pause: () => promise });
    await user.click(await screen.findByRole("button", { name: "Choose a file" }));
    await screen.findByText("5 rows can be imported.");
    await user.click(importButton());
    await screen.findByText("1 of 5 rows");
    fake.refuse("cancelImport", diskError);
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    expect(await screen.findByText("The import could not be stopped and goes on")).toBeVisible();
    fake.refuse("cancelImport", null);
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    resolve();
    expect(await screen.findByRole("button", { name: /^Import 5 rows/ })).toBeVisible();
  });
});
