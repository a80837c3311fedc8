import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { adatumBook } from "../../lib/fake/adatum";
import { recordsOf } from "../../lib/fake/recordAnswers";
import { changeView } from "../../lib/viewSettings";
import { diskError, renderApp } from "../../testing/renderApp";

const field = (name: string) => screen.findByRole("textbox", { name });
const saves = (fake: ReturnType<typeof renderApp>["fake"]) =>
  fake.calls.filter(({ command }) => command === "saveRecord").map(({ args }) => args.slice(0, 2));

afterEach(() => changeView({ locale: null }));

describe("the company", () => {
  it("has bank details and a logo, which is shown and taken away again", async () => {
    const { user, fake } = renderApp("/settings/set-up/company");
    await user.type(await field("Bank details"), "IBAN SE35{Enter}BIC");
    await user.click(screen.getByRole("button", { name: "Choose logo" }));
    expect(await screen.findByRole("img", { name: /^Logo of / })).toHaveAttribute(
      "src",
      expect.stringMatching(/^data:image\/svg\+xml;base64,/),
    );
    await user.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(saves(fake)[0]).toMatchObject(["company", { bank_details: ["IBAN SE35", "BIC"] }]));
    expect(await screen.findByText(/ saved$/)).toBeVisible();
    await user.click(await screen.findByRole("button", { name: "Remove logo" }));
    expect(screen.getByText("No logo")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Delete" })).not.toBeInTheDocument();
  });

  it("keeps what is typed while a save is on its way, and where it cannot be read again", async () => {
    const { user, fake } = renderApp("/settings/set-up/company");
    const answer = fake.hold("saveRecord");
    await user.type(await field("Bank details"), "IBAN");
    await user.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(saves(fake)).toHaveLength(1));
    await user.type(await field("Bank details"), " SE35");
    answer();
    expect(await screen.findByText(/ saved$/)).toBeVisible();
    expect(await field("Bank details")).toHaveValue("IBAN SE35");
    fake.refuse("record", diskError);
    act(() => fake.tell("records"));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(screen.getByRole("textbox", { name: "Bank details" })).toHaveValue("IBAN SE35");
  });

  it("says why a picture is no logo", async () => {
    const { user, fake } = renderApp("/settings/set-up/company");
    fake.refuse("chooseLogo", {
      code: "invalid_input",
      message: "logo: the picture has 300 KB, at most 256 can be",
      field: "logo",
    });
    await user.click(await screen.findByRole("button", { name: "Choose logo" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("The picture has 300 KB, at most 256 can be.");
  });

  it("says why it cannot be read, and is read at the next try", async () => {
    const { user, fake } = renderApp("/settings/set-up/company", {}, (standIn) => standIn.refuse("record", diskError));
    expect(await screen.findByRole("alert")).toHaveTextContent("The record could not be read");
    fake.refuse("record", null);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await field("Name")).toBeVisible();
  });
});

describe("a book that is only read", () => {
  it("says in the foot of a record why it cannot be saved, before anything is sent", async () => {
    const book = { ...adatumBook(), readOnly: "the file cannot be written" };
    const { user, fake } = renderApp("/settings/set-up/roles?record=developer", { book });
    const name = await field("Name");
    expect(await screen.findByText("The book is open for reading only, so nothing can be changed here.")).toBeVisible();
    expect(name).toBeDisabled();
    await user.keyboard("{Control>}s{/Control}");
    expect(screen.getByRole("button", { name: /^Save/ })).toBeDisabled();
    expect(saves(fake)).toEqual([]);
  });
});

describe("a role", () => {
  it("says nothing of a name as soon as it has its first letter", async () => {
    const { user, fake } = renderApp("/settings/set-up/roles?new=true");
    const name = await field("Name");
    await waitFor(() => expect(fake.calls.some(({ command }) => command === "lookAtRecord")).toBe(true));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const answer = fake.hold("lookAtRecord");
    await user.type(name, "S");
    expect(name).toBeValid();
    answer();
  });

  it("keeps what is typed while a save is on its way, and where it cannot be read again", async () => {
    const { user, fake } = renderApp("/settings/set-up/roles?record=developer");
    const answer = fake.hold("saveRecord");
    await user.type(await field("Name"), " A");
    await user.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(saves(fake)).toHaveLength(1));
    await user.type(await field("Name"), "B");
    answer();
    expect(await screen.findByText(/ A saved$/)).toBeVisible();
    expect(await field("Name")).toHaveValue("Developer AB");
    fake.refuse("record", diskError);
    act(() => fake.tell("records"));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(screen.getByRole("textbox", { name: "Name" })).toHaveValue("Developer AB");
    expect(screen.queryByText("Do you want to discard it?")).not.toBeInTheDocument();
  });

  it("has a target, and is kept while resources have it", async () => {
    const { user, fake } = renderApp("/settings/set-up/roles?record=developer");
    expect(await screen.findByText(/^Used by \d resources?: take it off there first\.$/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Delete" })).toBeDisabled();
    await user.clear(await field("Target utilization"));
    await user.type(await field("Target utilization"), "80");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(saves(fake)[0]).toMatchObject(["developer", { target_utilization_percent: "80" }]));
  });
});

describe("a target", () => {
  it("is typed as this reader writes numbers", async () => {
    changeView({ locale: "de-DE" });
    const { user, fake } = renderApp("/settings/set-up/roles?record=developer");
    await user.clear(await field("Target utilization"));
    await user.type(await field("Target utilization"), "82,5{Control>}s{/Control}");
    await waitFor(() => expect(saves(fake)[0]).toMatchObject(["developer", { target_utilization_percent: "82.5" }]));
  });
});

describe("a resource", () => {
  const ADD = "/settings/set-up/resources?new=true";

  it("has seven hours with their sum, and absences as a list", async () => {
    const { user, fake } = renderApp(ADD);
    await user.type(await field("Name"), "Ada");
    expect(screen.getByText("40 hours a week")).toBeVisible();
    await user.click(screen.getByRole("combobox", { name: "Role" }));
    await user.click(await screen.findByRole("option", { name: "Developer" }));
    await user.click(screen.getByRole("switch", { name: /^Own working hours/ }));
    const friday = screen.getByRole("textbox", { name: "Hours on Friday" });
    await user.clear(friday);
    await user.type(friday, "4.5");
    expect(await screen.findByText("36.5 hours a week")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Add absence" }));
    expect(screen.getByRole("textbox", { name: "Absence 1: date" })).toHaveFocus();
    await user.type(screen.getByRole("textbox", { name: "Absence 1: date" }), "5 Oct 2020{Enter}");
    await user.click(screen.getByRole("button", { name: "Add absence" }));
    expect(screen.getByRole("textbox", { name: "Absence 2: date" })).toHaveValue("6 Oct 2020");
    await user.clear(screen.getByRole("textbox", { name: "Absence 2: hours" }));
    await user.type(screen.getByRole("textbox", { name: "Absence 2: hours" }), "4");
    await user.click(screen.getByRole("button", { name: "Remove absence 1" }));
    expect(screen.getByRole("button", { name: "Add absence" })).toHaveFocus();
    expect(screen.getByRole("textbox", { name: "Absence 1: hours" })).toHaveValue("4");
    await user.keyboard("{Control>}s{/Control}");
    await waitFor(() =>
      expect(saves(fake)[0]).toMatchObject([
        null,
        {
          id: "ada",
          role: "developer",
          hours_per_weekday: ["8", "8", "8", "8", "4.5", "0", "0"],
          absences: [{ date: "2020-10-06", hours: "4" }],
        },
      ]),
    );
  });

  it("takes hours as this reader writes numbers, and so do its absences", async () => {
    changeView({ locale: "de-DE" });
    const { user, fake } = renderApp(ADD);
    await user.type(await field("Name"), "Ada");
    await user.click(screen.getByRole("combobox", { name: "Role" }));
    await user.click(await screen.findByRole("option", { name: "Developer" }));
    await user.click(screen.getByRole("switch", { name: /^Own working hours/ }));
    const friday = screen.getByRole("textbox", { name: "Hours on Friday" });
    await user.clear(friday);
    await user.type(friday, "4,5");
    await user.click(screen.getByRole("button", { name: "Add absence" }));
    await user.type(screen.getByRole("textbox", { name: "Absence 1: date" }), "2020-10-05{Enter}");
    await user.clear(screen.getByRole("textbox", { name: "Absence 1: hours" }));
    await user.type(screen.getByRole("textbox", { name: "Absence 1: hours" }), "2,5");
    await user.keyboard("{Control>}s{/Control}");
    await waitFor(() =>
      expect(saves(fake)[0]).toMatchObject([
        null,
        { hours_per_weekday: ["8", "8", "8", "8", "4.5", "0", "0"], absences: [{ hours: "2.5" }] },
      ]),
    );
  });

  it("names the day that has too many hours", async () => {
    const { user } = renderApp(ADD);
    await user.type(await field("Name"), "Ada");
    await user.click(screen.getByRole("combobox", { name: "Role" }));
    await user.click(await screen.findByRole("option", { name: "Developer" }));
    await user.click(screen.getByRole("switch", { name: /^Own working hours/ }));
    await user.type(screen.getByRole("textbox", { name: "Hours on Tuesday" }), "80");
    expect(await screen.findByText("Hours on Tuesday: a day has 0 to 24 hours")).toBeVisible();
    expect(screen.getByText("A day has 0 to 24 hours.")).toBeVisible();
  });

  it("says at the field which hours are no number, and that there is no sum", async () => {
    const { user } = renderApp(ADD);
    await user.click(await screen.findByRole("switch", { name: /^Own working hours/ }));
    await user.type(screen.getByRole("textbox", { name: "Hours on Monday" }), "x");
    expect(await screen.findByText('"x" is not a decimal number.')).toBeVisible();
    expect(screen.getByText("Hours a week: one of them is no number")).toBeVisible();
  });
});

describe("categories and units", () => {
  it("a category is for a class or for every one", async () => {
    const { user, fake } = renderApp("/settings/set-up/categories?new=true");
    await user.type(await field("Name"), "Travel");
    await user.click(screen.getByRole("combobox", { name: "Transaction class" }));
    await user.click(await screen.findByRole("option", { name: "Expense" }));
    // From the field that Enter alone would open again.
    expect(screen.getByRole("combobox", { name: "Transaction class" })).toHaveFocus();
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(saves(fake)[0]).toMatchObject([null, { name: "Travel", class: "expense" }]));
  });

  it("a unit is renamed, and says what becomes of what is confirmed", async () => {
    const { user, fake } = renderApp("/settings/set-up/units?record=hour");
    expect(await screen.findByText(/on no confirmed invoice/)).toBeVisible();
    await user.clear(await field("Name"));
    await user.type(await field("Name"), "timme");
    await user.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(saves(fake)[0]).toMatchObject(["hour", { name: "timme" }]));
    expect(await screen.findByRole("heading", { name: "timme" })).toBeVisible();
  });
});

describe("the hours in one of a unit", () => {
  const hours = () => screen.findByRole("textbox", { name: /^Hours in one/ });

  it("are what its name says while the field is empty", async () => {
    const { user, fake } = renderApp("/settings/set-up/units?record=hour");
    expect(await screen.findByText(/Empty: 1, as its name says\./)).toBeVisible();
    await user.type(await hours(), "1.5");
    await user.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(saves(fake)[0]).toMatchObject(["hour", { name: "hour", hours_per_unit: "1.5" }]));
  });

  it("are said to be none where the name says no time, and more than none where they are said", async () => {
    const { user } = renderApp("/settings/set-up/units?new=true");
    await user.type(await field("Name"), "sprint");
    expect(await screen.findByText(/Empty: it is no time, and is not counted\./)).toBeVisible();
    await user.type(await hours(), "0");
    expect(await screen.findByText(/^Hours in one: the hours in one must be more than 0/)).toBeVisible();
    await user.clear(await hours());
    await user.type(await hours(), "80");
    await waitFor(() => expect(screen.queryByText(/^Hours in one: /)).not.toBeInTheDocument());
  });
});

describe("holidays", () => {
  const LIST = "/settings/set-up/holidays";
  const withHolidays = () => {
    const book = adatumBook();
    book.records = [
      ...recordsOf(book),
      { kind: "holiday", date: "2020-12-25", name: "Christmas Day" },
      { kind: "holiday", date: "2021-01-01", name: "" },
    ];
    return book;
  };

  const takeList = async ({ user }: ReturnType<typeof renderApp>) => {
    await user.click(await screen.findByRole("button", { name: "Take a list" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Take a list of holidays" }));
    return { dialog, text: dialog.getByRole("textbox", { name: "Holidays" }) };
  };

  it("are taken from a typed list, whole or not at all", async () => {
    const shown = renderApp(LIST);
    const { user, fake } = shown;
    const { dialog, text } = await takeList(shown);
    await user.type(text, "2020-12-25 Christmas Day{Enter}soon");
    const problem = "Line 2: “soon” is no date. Type it like 25/12/2026 or 2026-12-25.";
    expect(await dialog.findByText(problem)).toBeVisible();
    expect(await dialog.findByRole("button", { name: "Take 1 holiday" })).toBeDisabled();
    await user.clear(text);
    await user.type(text, "25.12.2020 Christmas Day{Enter}26 Dec 2020");
    expect(
      await dialog.findByText("2 holidays read, 25 Dec 2020 to 26 Dec 2020; 0 of them known already"),
    ).toBeVisible();
    await user.click(await dialog.findByRole("button", { name: "Take 2 holidays" }));
    expect(await screen.findByText("2 holidays taken")).toBeVisible();
    expect(recordsOf(fake.book()).filter(({ kind }) => kind === "holiday")).toEqual([
      { kind: "holiday", date: "2020-12-25", name: "Christmas Day" },
      { kind: "holiday", date: "2020-12-26", name: "" },
    ]);
    expect(await screen.findByText("2 holidays")).toBeVisible();
  });

  it("whose dates may be two days are marked, not guessed", async () => {
    const shown = renderApp(LIST);
    const { dialog, text } = await takeList(shown);
    await shown.user.type(text, "2021-12-24{Enter}1/5/2021 May Day{Enter}12/25/2021");
    expect(
      await dialog.findByText("Line 2: “1/5/2021” may be read as two days. Type it like 2026-12-25."),
    ).toBeVisible();
    expect(dialog.getByRole("button", { name: /^Take / })).toBeDisabled();
  });

  it("that are typed and not taken are not lost unasked", async () => {
    const shown = renderApp(LIST);
    const { user } = shown;
    const { dialog, text } = await takeList(shown);
    await user.type(text, "25.12.2020");
    await user.keyboard("{Escape}");
    expect(await dialog.findByRole("alertdialog", { name: "Leave without saving?" })).toBeVisible();
    expect(dialog.getByRole("button", { name: "Keep editing" })).toHaveFocus();
    await user.keyboard("{Escape}");
    expect(text).toHaveFocus();
    expect(text).toHaveValue("25.12.2020");
    expect(dialog.queryByRole("alertdialog")).not.toBeInTheDocument();
    await user.click(document.querySelector(".mantine-Modal-overlay") as Element);
    await user.click(await dialog.findByRole("button", { name: "Leave without saving" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    const again = await takeList(shown);
    expect(again.text).toHaveValue("");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  });

  it("are seen on their year, and open from there", async () => {
    const { user } = renderApp(LIST, { book: withHolidays() });
    await user.click(await screen.findByRole("button", { name: "Year" }));
    const december = within(await screen.findByRole("region", { name: "December 2020" }));
    await user.click(december.getByRole("button", { name: /^Friday 25 December 2020, Christmas Day$/ }));
    expect(await screen.findByRole("heading", { name: "Christmas Day" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Year after" }));
    expect(await screen.findByRole("button", { name: /1 January 2021$/ })).toBeVisible();
  });

  it("a holiday is a date, and may have a name", async () => {
    const { user, fake } = renderApp(`${LIST}?new=true`);
    expect(await field("Date")).toHaveFocus();
    await user.keyboard("24 Dec 2020{Enter}");
    await user.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(saves(fake)[0]).toMatchObject([null, { date: "2020-12-24", name: "" }]));
  });
});

describe("currencies", () => {
  it("are found by code or name, withdrawn ones with what took their place", async () => {
    const { user } = renderApp("/settings/set-up/currencies");
    expect(await screen.findByText("now EUR")).toBeVisible();
    await user.type(screen.getByRole("searchbox"), "yen");
    await waitFor(() => expect(screen.queryByText("now EUR")).not.toBeInTheDocument());
    expect(screen.getByText("JPY")).toBeVisible();
    await user.clear(screen.getByRole("searchbox"));
    await user.type(screen.getByRole("searchbox"), "nothing such");
    expect(await screen.findByRole("heading", { name: "Nothing fits" })).toBeVisible();
  });
});

describe("from anywhere", () => {
  it("the palette leads to each kind and to a new one", async () => {
    const { user, path } = renderApp("/home");
    await screen.findByRole("heading", { name: "Home" });
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByRole("combobox"), "new customer");
    await user.click(await screen.findByRole("option", { name: /New customer/ }));
    await waitFor(() => expect(path()).toBe("/settings/set-up/customers"));
    expect(await field("Name")).toBeVisible();
  });
});
