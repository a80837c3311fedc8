import { describe, expect, it } from "vitest";
import { formatFor } from "../../../lib/format";
import type { Field } from "./fields";
import { type Headings, headingsOf, land, parseCopied, parseTable, parseTabs } from "./paste";
import type { Choices, Reader } from "./reading";

const choices: Choices = {
  contract_line: [{ value: "work", label: "Delivery" }],
  class: [
    { value: "time", label: "Time" },
    { value: "expense", label: "Expense" },
  ],
  role: [],
  category: [],
  resource: [
    { value: "lee", label: "Lee Gu" },
    { value: "lee2", label: "Lee Gu" },
    { value: "amy", label: "Amy Alberts" },
  ],
  unit: [],
  billing_type: [
    { value: "chargeable", label: "Chargeable" },
    { value: "non_chargeable", label: "Non-chargeable" },
  ],
};
const readerFor = (locale: string): Reader => ({
  format: formatFor("en", locale, "2020-10-05"),
  choices,
  currency: "USD",
});
const reader = readerFor("en-GB");
const headings: Headings = new Map([
  ["date", "date"],
  ["hours", "quantity"],
  ["rate", "unit_price"],
  ["text", "description"],
  ["total", "amount"],
  ["currency", "currency"],
  ["project", "contract"],
  ["projectid", "contract"],
]);

const contract = { id: "ADATUM", name: "Implementation services for Adatum" };

function cells(rows: string[][], columns: readonly (Field | null)[], of = reader) {
  return land(rows, { headings, columns, reader: of, contract }).rows.map((row) => Object.fromEntries(row));
}

describe("what is copied in a spreadsheet", () => {
  it("is read by tab and line, quotes and all", () => {
    expect(parseTabs('a\tb\r\n"two\nlines"\t"a ""word"""\r\n')).toEqual([
      ["a", "b"],
      ["two\nlines", 'a "word"'],
    ]);
    expect(parseTabs("one")).toEqual([["one"]]);
    expect(parseTabs('5"\t"not closed')).toEqual([['5"', '"not closed']]);
    expect(parseTabs("a\t\t")).toEqual([["a", "", ""]]);
  });

  it("loses the guard that this list puts before what a spreadsheet would calculate", () => {
    expect(parseTabs("'=SUM(A1)\t'plain")).toEqual([["=SUM(A1)", "'plain"]]);
  });

  it("is read from a table of a page, of which nothing runs", () => {
    const html =
      '<html><script>globalThis.ran = true</script><table><tr><th>Date</th><th colspan="2">Text</th></tr>' +
      '<tr><td>1&nbsp;Oct</td><td>A <b>bold</b><br>word</td><td><img src="x" onerror="globalThis.ran = true"></td></tr></table>';
    expect(parseTable(html)).toEqual([
      ["Date", "Text", ""],
      ["1 Oct", "A bold word", ""],
    ]);
    expect("ran" in globalThis).toBe(false);
    expect(parseTable("<p>no table</p>")).toBeNull();
  });

  it("keeps its columns below cells that are merged, whose text stands in the first of them alone", () => {
    const rows = (html: string) => parseTable(`<table>${html}</table>`);
    expect(
      rows(
        '<tr><td rowspan="3">1 Oct</td><td>2</td><td rowspan="2" colspan="2">Work</td></tr>' +
          "<tr><td>3</td></tr><tr><td>4</td><td>Travel</td><td>x</td></tr><tr><td>2 Oct</td><td>5</td></tr>",
      ),
    ).toEqual([
      ["1 Oct", "2", "Work", ""],
      ["", "3", "", ""],
      ["", "4", "Travel", "x"],
      ["2 Oct", "5"],
    ]);
    // A cell ends with its part of the table, and 0 is all of it.
    expect(
      rows(
        '<thead><tr><th rowspan="9">Date</th></tr></thead><tr><td rowspan="0">a</td><td>b</td></tr><tr><td>c</td></tr>',
      ),
    ).toEqual([["Date"], ["a", "b"], ["", "c"]]);
    expect(rows('<tr><td rowspan="x">a</td></tr><tr><td>b</td></tr>')).toEqual([["a"], ["b"]]);
  });

  it("comes from the table where there is one, else from the text", () => {
    const data = (html: string) => ({ getData: (type: string) => (type === "text/html" ? html : "x\ty") });
    expect(parseCopied(data("<table><tr><td>1</td></tr></table>"))).toEqual([["1"]]);
    expect(parseCopied(data("<p>1</p>"))).toEqual([["x", "y"]]);
  });
});

describe("a first row of headings", () => {
  it("is one where most of its words stand over columns", () => {
    expect(headingsOf(["Rate", "Text", "Approved by"], headings)).toEqual(["unit_price", "description", null]);
    expect(headingsOf(["Text"], headings)).toBeNull();
    expect(headingsOf(["Date", "Date"], headings)).toBeNull();
    expect(headingsOf(["Date", "Text", "a", "b", "c"], headings)).toBeNull();
  });

  it("says which column is which, whatever their order, and names what has no place", () => {
    const block = land(
      [
        ["Rate", "Approved by", "Total", "Date", "Hours"],
        ["200", "Bo", "400", "5 Oct", "2"],
      ],
      { headings, columns: ["description"], reader, contract },
    );
    expect(Object.fromEntries(block.rows[0] ?? [])).toEqual({
      unit_price: { value: "200" },
      date: { value: "2020-10-05" },
      quantity: { value: "2" },
    });
    expect(block.leftOut).toEqual(["Approved by"]);
    expect(block.hasHeadings).toBe(true);
  });
});

describe("rows without headings", () => {
  it("land from the cursor to the right, past what is not typed", () => {
    expect(cells([["2", "200", "400", "Work"]], ["quantity", "unit_price", null, "description"])).toEqual([
      { quantity: { value: "2" }, unit_price: { value: "200" }, description: { value: "Work" } },
    ]);
  });

  it("read numbers and dates as this country writes them", () => {
    const german = readerFor("de-DE");
    expect(cells([["5.10.2020", "1.234,5"]], ["date", "unit_price"], german)).toEqual([
      { date: { value: "2020-10-05" }, unit_price: { value: "1234.5" } },
    ]);
    expect(cells([["10/5/2020"]], ["date"], readerFor("en-US"))).toEqual([{ date: { value: "2020-10-05" } }]);
  });

  it("recognise classes and billing types in words, however they are written", () => {
    expect(cells([["time", "Non chargeable"]], ["class", "billing_type"])).toEqual([
      { class: { value: "time" }, billing_type: { value: "non_chargeable" } },
    ]);
    expect(cells([["Holiday", "perhaps"]], ["class", "billing_type"])).toEqual([
      { class: { value: "Holiday", unread: "choice" }, billing_type: { value: "perhaps", unread: "choice" } },
    ]);
  });

  it("keep what is no number, as a slip is", () => {
    expect(cells([["18o"], ["$ 1,200.00"], ["1200 USD"], ["5 hours"]], ["unit_price"])).toEqual([
      { unit_price: { value: "18o", unread: "number" } },
      { unit_price: { value: "1200.00" } },
      { unit_price: { value: "1200" } },
      { unit_price: { value: "5 hours", unread: "number" } },
    ]);
  });

  it("keep an amount of another currency than the contract is in", () => {
    const [euros, code, crowns] = ["€ 1,200.00", "1,200.00 EUR", "12 kr"];
    expect(cells([[euros], [code], [crowns]], ["unit_price"])).toEqual([
      { unit_price: { value: euros, unread: "other_currency" } },
      { unit_price: { value: code, unread: "other_currency" } },
      { unit_price: { value: crowns, unread: "other_currency" } },
    ]);
    const inCrowns = { ...readerFor("sv-SE"), currency: "SEK" };
    expect(cells([["1 200,00 kr"], ["$ 5"]], ["unit_price"], inCrowns)).toEqual([
      { unit_price: { value: "1200.00" } },
      { unit_price: { value: "$ 5", unread: "other_currency" } },
    ]);
  });
});

describe("what may be read in two ways is marked, never guessed", () => {
  it("as a name that two people have", () => {
    expect(cells([["Lee Gu", "Amy Alberts"]], ["resource", "resource"].slice(0, 1) as Field[])).toEqual([
      { resource: { value: "Lee Gu", unread: "choice_two_ways" } },
    ]);
  });

  it("as a date where no country says which number is the month", () => {
    expect(cells([["05/10/2020"], ["13/10/2020"], ["5/5/2020"], ["2020-10-05"]], ["date"], readerFor("en"))).toEqual([
      { date: { value: "05/10/2020", unread: "date_two_ways" } },
      { date: { value: "2020-10-13" } },
      { date: { value: "2020-05-05" } },
      { date: { value: "2020-10-05" } },
    ]);
  });

  it("as a date in a column whose others were written in another order", () => {
    expect(cells([["10/25/2020"], ["10/05/2020"], ["10/10/2020"]], ["date"])).toEqual([
      { date: { value: "10/25/2020", unread: "date" } },
      { date: { value: "10/05/2020", unread: "date_two_ways" } },
      { date: { value: "2020-10-10" } },
    ]);
  });

  it("as a number in a column whose others were written with another decimal sign", () => {
    const american = readerFor("en-US");
    const hours = (...texts: string[]) =>
      cells(
        texts.map((text) => [text]),
        ["quantity"],
        american,
      ).map(({ quantity }) => quantity);
    const doubted = { value: "1,500", unread: "number_two_ways" };
    expect(hours("0,500", "7,75", "1,500", "8")).toEqual([
      { value: "0.500" },
      { value: "7.75" },
      doubted,
      { value: "8" },
    ]);
    expect(hours("1.234,50", "1,500")).toEqual([{ value: "1234.50" }, doubted]);
    expect(hours("1.234.567", "1,500", "-1.500")).toEqual([
      { value: "1234567" },
      doubted,
      { value: "-1.500", unread: "number_two_ways" },
    ]);
    // What all of a column agrees on is no question.
    expect(hours("1,234.50", "1,500", "12,345,678")).toEqual([
      { value: "1234.50" },
      { value: "1500" },
      { value: "12345678" },
    ]);
    // Each column by itself.
    expect(cells([["7,75", "1,500"]], ["quantity", "unit_price"], american)).toEqual([
      { quantity: { value: "7.75" }, unit_price: { value: "1500" } },
    ]);
  });
});

describe("a column of currencies", () => {
  const paste = (rows: string[][]) => land(rows, { headings, columns: [], reader, contract });

  it("puts a currency that is another beside the price, which is then not read", () => {
    const { rows, leftOut } = paste([
      ["Currency", "Text", "Rate"],
      ["USD", "One", "200"],
      ["US Dollar", "Two", "200"],
      ["EUR", "Three", "200"],
      // As where cells are merged.
      ["", "Four", "300"],
      ["$", "Five", "200"],
      ["", "Six", "300"],
    ]);
    expect(rows.map((row) => row.get("unit_price"))).toEqual([
      { value: "200" },
      { value: "200" },
      { value: "200 EUR", unread: "other_currency" },
      { value: "300 EUR", unread: "other_currency" },
      { value: "200" },
      { value: "300" },
    ]);
    expect(leftOut).toEqual([]);
  });

  it("marks the row also where it has no price", () => {
    const { rows } = paste([
      ["Hours", "Currency"],
      ["2", "EUR"],
      ["3", "USD"],
    ]);
    expect(rows.map((row) => row.get("unit_price"))).toEqual([
      { value: "EUR", unread: "other_currency" },
      { value: "" },
    ]);
  });
});

describe("a column of contracts", () => {
  const paste = (rows: string[][]) => {
    const block = land(rows, { headings, columns: [], reader, contract });
    return { ...block, texts: block.rows.map((row) => row.get("description")?.value) };
  };

  it("leaves out the rows that are of another, and says what they call it", () => {
    const { texts, elsewhere, leftOut } = paste([
      ["Project", "Text"],
      ["adatum", "One"],
      ["Implementation services for ADATUM", "Two"],
      ["Northwind", "Three"],
      // As where cells are merged.
      ["", "Four"],
      ["ADATUM", "Five"],
      ["", "Six"],
      ["Contoso", ""],
      ["", ""],
    ]);
    expect(texts).toEqual(["One", "Two", "Five", "Six"]);
    expect(elsewhere).toEqual(["Northwind", "Northwind", "Contoso"]);
    expect(leftOut).toEqual([]);
  });

  it("may be two columns, of which one names this contract", () => {
    const { texts, elsewhere } = paste([
      ["Project id", "Project", "Text"],
      ["ADATUM", "Phase 2", "One"],
      ["NORTH", "Northwind", "Two"],
    ]);
    expect(texts).toEqual(["One"]);
    expect(elsewhere).toEqual(["NORTH"]);
  });
});
