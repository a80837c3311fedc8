// The stand-in's answers for the import of a spreadsheet: a file of a few rows, with what is wrong with them.
import type {
  ImportMap,
  ImportProgress,
  OpenedSpreadsheet,
  RowError,
  SpreadsheetOutcome,
  SpreadsheetRequest,
} from "../../bindings";
import { addChange } from "./changes";
import type { Answers, World } from "./world";

export type FakeSpreadsheet = {
  name: string;
  headings: readonly string[];
  rows: number;
  /** What the map is taken for at first. */
  map: ImportMap;
  /** Every error, until it is corrected or its row left out. */
  errors: readonly RowError[];
  /** Formats that the dates fit equally, until one is chosen. */
  dates?: readonly string[];
  /** How many rows the book has already. */
  there?: number;
  remembered?: OpenedSpreadsheet["remembered"];
  /** What else is to be known of it. */
  notes?: readonly string[];
};

const fields = ["id", "contract", "contract_line", "class", "date", "quantity", "unit_price", "description"];
const needed = new Set(["contract", "date", "quantity", "unit_price"]);

function opened(file: FakeSpreadsheet, map: ImportMap): OpenedSpreadsheet {
  return {
    name: file.name,
    kilobytes: 31,
    kind: "transactions",
    sheet: null,
    sheets: [],
    delimiter: map.delimiter ?? ";",
    encoding: "UTF-8",
    columns: file.headings.map((heading, index) => ({ heading, is_twice: false, first_value: `value ${index + 1}` })),
    fields: fields.map((name) => ({ name, is_required: needed.has(name) })),
    map,
    remembered: file.remembered ?? null,
  };
}

function tried(file: FakeSpreadsheet, request: SpreadsheetRequest): SpreadsheetOutcome {
  const { map, corrections, rows_to_leave_out } = request;
  const isCorrected = ({ row, column, field, value }: RowError) =>
    corrections.some((known) => known.row === row && known.column === column) ||
    map.values?.[field]?.[value] !== undefined ||
    rows_to_leave_out.includes(row);
  const errors = file.errors.filter((error) => !isCorrected(error));
  const choices = map.date_format == null ? (file.dates ?? []) : [];
  const unclear = choices.map((pattern) => ({ pattern, words: pattern }));
  const wrongRows = new Set(errors.map((error) => error.row)).size;
  const counted = Object.entries(Object.groupBy(errors, (error) => error.field));
  return {
    rows: file.rows,
    added: unclear.length > 0 ? 0 : file.rows - wrongRows - rows_to_leave_out.length - (file.there ?? 0),
    unchanged: file.there ?? 0,
    rows_left_out: rows_to_leave_out.length,
    rows_with_errors: wrongRows,
    errors: unclear.length > 0 ? [] : errors,
    more_errors: 0,
    errors_by_field: counted.map(([field, all]) => ({ field, errors: all?.length ?? 0 })),
    notes: [...(file.notes ?? [])],
    sums: [{ amount: "1200.00", currency: "USD" }],
    first_rows: [
      {
        row: 2,
        texts: ["1", "ADATUM", "implementation", "time", "2020-10-05", "6", "200", "Build"],
        amount: { amount: "1200.00", currency: "USD" },
      },
    ],
    date_format: unclear.length > 0 ? null : { pattern: map.date_format ?? "%Y-%m-%d", words: "YYYY-MM-DD" },
    date_choices: unclear,
    number_format: { decimal: ".", thousands: ",", example: "1,234.56" },
    number_choices: [],
    milliseconds: 800,
    undo: null,
  };
}

export function importAnswers(
  world: World,
  files: readonly FakeSpreadsheet[],
  send: (progress: ImportProgress) => void,
): Answers<"chooseSpreadsheet" | "openSpreadsheet" | "dryRunSpreadsheet" | "importSpreadsheet" | "cancelImport"> {
  const imported = new Set<FakeSpreadsheet>();
  const chosen: FakeSpreadsheet[] = [];
  let isCancelled = false;
  const fileOf = (number: number): FakeSpreadsheet => {
    const file = chosen[number - 1];
    if (file === undefined) throw new Error(`no spreadsheet was chosen as number ${number}`);
    return file;
  };
  const now = (number: number): FakeSpreadsheet => {
    const file = fileOf(number);
    return imported.has(file) ? { ...file, errors: [], there: file.rows } : file;
  };
  return {
    chooseSpreadsheet: () => {
      // The last one is chosen again and again.
      const file = files[Math.min(chosen.length, files.length - 1)];
      if (file === undefined) return null;
      const number = chosen.push(file);
      return { number, file: opened(now(number), file.map) };
    },
    openSpreadsheet: (number, _kind, map) => opened(now(number), map),
    dryRunSpreadsheet: (number, request) => tried(now(number), request),
    importSpreadsheet: async (number, request) => {
      isCancelled = false;
      const { rows } = now(number);
      send({ stage: "check", done: 1, total: rows });
      await world.pause?.();
      if (isCancelled) return null;
      const outcome = tried(now(number), request);
      const isIn = outcome.errors.length === 0;
      if (isIn) imported.add(fileOf(number));
      world.tell("book", "contracts", "shares");
      if (!isIn || outcome.added === 0) return outcome;
      const { undo } = addChange(world.book(), {
        kind: "transactions_imported",
        count: outcome.added,
        shares: [],
        contract: "ADATUM",
        whyNot: () => null,
        takeBack: () => {
          imported.delete(fileOf(number));
        },
      });
      return { ...outcome, undo };
    },
    cancelImport: () => {
      isCancelled = true;
      return null;
    },
  };
}
