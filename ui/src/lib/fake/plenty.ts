// What screens are looked at with besides the usual: many records, names and amounts as long as they come, and files.
import type { RecordForm, RowError } from "../../bindings";
import { addDays } from "../dates";
import type { FakeSpreadsheet } from "./importAnswers";
import type { FakeBook } from "./model";
import { recordsOf } from "./recordAnswers";

const LONG = "International Widget and Component Manufacturing Holdings Incorporated";

/** A book with so many customers, roles, resources, categories, units and holidays. */
export function withRecords(book: FakeBook, count: number): FakeBook {
  const records = recordsOf(book);
  for (let at = 1; at <= count; at++) {
    const number = String(at).padStart(4, "0");
    const name = at % 7 === 0 ? `${LONG} ${number}` : `Customer ${number}`;
    const made: RecordForm[] = [
      {
        kind: "customer",
        id: `customer-${number}`,
        name,
        address: ["Storgatan 12, second floor, entrance from the yard", `${10_000 + at} Stockholm`],
        country: "SE",
        tax_id: `SE${number}`,
        contact: "",
        email: "",
        language: "sv",
        payment_terms_days: "30",
      },
      { kind: "role", id: `role-${number}`, name: `Role ${number}`, target_utilization_percent: "75" },
      {
        kind: "resource",
        id: `resource-${number}`,
        name: at % 7 === 0 ? `Maximiliane von und zu Hohenlohe-Langenburg ${number}` : `Resource ${number}`,
        role: "developer",
        hours_per_weekday: [],
        absences: Array.from({ length: at % 4 }, (_, day) => ({ date: addDays("2020-12-21", day), hours: "8" })),
      },
      { kind: "transaction_category", name: `Category ${number}`, class: at % 2 === 0 ? "expense" : "" },
      { kind: "unit", name: `unit ${number}`, hours_per_unit: "" },
      { kind: "holiday", date: addDays("2020-01-01", at * 5), name: `Holiday ${number}` },
    ];
    records.push(...made);
  }
  return book;
}

/** The same book with names of 60 letters and amounts of 12 digits. */
export function withLongNames(book: FakeBook): FakeBook {
  for (const contract of book.contracts) {
    contract.name = `${contract.name}: ${LONG}`;
    for (const line of contract.lines) line.name = `${line.name} in the second phase of the programme`;
  }
  for (const [at, share] of book.shares.entries()) {
    if (at % 2 === 0) continue;
    share.description = `${share.description}, as was agreed with everybody concerned in the meeting of last week`;
    share.quantity = "8.123456";
    share.price = "123456789.123456";
    share.amount = 100_289_575_890;
    share.resource = share.resource === null ? null : "Maximiliane von und zu Hohenlohe-Langenburg";
  }
  return book;
}

const mistakes: readonly Pick<RowError, "column" | "field" | "value" | "message" | "suggestion">[] = [
  {
    column: "Project",
    field: "contract",
    value: "ADTUM",
    message: 'There is no contract "ADTUM".',
    suggestion: "ADATUM",
  },
  {
    column: "Day",
    field: "date",
    value: "31.09.2020",
    message: '"31.09.2020" is not a date of the form DD.MM.YYYY. Correct it.',
    suggestion: null,
  },
  {
    column: "Hours",
    field: "quantity",
    value: "",
    message: '"Hours" is empty. Every row needs a quantity.',
    suggestion: null,
  },
  {
    column: "Rate",
    field: "unit_price",
    value: "two hundred and fifty for the first hour, less for the others",
    message: '"two hundred and fifty for the first…" is not a number. Write 1,234.56.',
    suggestion: null,
  },
];

/** A file with so many errors; `dates` leaves open how its dates are read. */
export function spreadsheetOf(errors: number, dates: readonly string[] = []): FakeSpreadsheet {
  return {
    name: "hours-of-everybody-in-october-2020-second-version-final.csv",
    headings: ["Ref", "Project", "Day", "Hours", "Rate", "What was done, in the words of whoever did it", "Week"],
    rows: Math.max(1_312, 3 * errors + 2),
    map: {
      columns: {
        id: "Ref",
        contract: "Project",
        date: "Day",
        quantity: "Hours",
        unit_price: "Rate",
        description: "What was done, in the words of whoever did it",
      },
    },
    errors: Array.from({ length: errors }, (_, at) => ({
      row: 2 + at * 3,
      ...(mistakes[at % mistakes.length] as (typeof mistakes)[number]),
    })),
    dates,
    remembered: { file: "hours-september.csv", used_at: "2020-09-07T10:00:00Z" },
  };
}
