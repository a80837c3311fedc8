// The stand-in's answers about the records that a book is set up with.

import type {
  FieldProblem,
  RecordForm,
  RecordKind,
  RecordLook,
  RecordRow,
  RecordUses,
  RecordView,
} from "../../bindings";
import { typedIn } from "./changes";
import { frequencyByName } from "./frequencies";
import { frequencyLook, sentenceOf } from "./frequencyAnswer";
import { rememberRecord } from "./historyAnswers";
import type { FakeBook } from "./model";
import { utilization } from "./utilizationAnswer";
import { type Answers, Refusal, type World } from "./world";

const currencies = [
  { code: "EUR", name: "Euro", minor_digits: 2, superseded_by: null },
  { code: "JPY", name: "Japanese yen", minor_digits: 0, superseded_by: null },
  { code: "USD", name: "United States dollar", minor_digits: 2, superseded_by: null },
  { code: "BGN", name: "Bulgarian lev", minor_digits: 2, superseded_by: "EUR" },
];

/** The id of a record: what stands for it in the program too. */
export function idOf(form: RecordForm): string {
  switch (form.kind) {
    case "company":
      return "company";
    case "transaction_category":
    case "unit":
      return form.name;
    case "holiday":
      return form.date;
    default:
      return form.id;
  }
}

/** The records of a book that nobody has set up by hand: those that its contracts name. */
export function recordsOf(book: FakeBook): RecordForm[] {
  book.records ??= firstRecords(book);
  return book.records;
}

function resource(id: string, name: string, role: string): RecordForm {
  return { kind: "resource", id, name, role, hours_per_weekday: [], absences: [] };
}

function firstRecords(book: FakeBook): RecordForm[] {
  const customers = new Map(book.contracts.flatMap(({ customers }) => customers).map(({ id, name }) => [id, name]));
  const frequencies = new Set(book.contracts.flatMap(({ lines }) => lines.flatMap(({ frequency }) => frequency ?? [])));
  // The same people as in the stand-in's utilization, and whoever else has worked.
  const people = utilization({ period: "month", from: "2020-10-01", through: "2020-10-01" });
  const roleOf = (name: string | null) => people.roles.find((role) => role.name === name)?.id ?? "developer";
  const known = new Set(people.resources.map(({ name }) => name));
  const others = new Set(
    book.shares.flatMap(({ resource }) => (resource === null || known.has(resource) ? [] : resource)),
  );
  return [
    {
      kind: "company",
      name: book.company,
      address: ["Main Street 1", "Redmond"],
      country: "US",
      tax_id: "",
      email: "",
      language: "en",
      bank_details: [],
      logo: "",
    },
    ...[...customers].map(
      ([id, name]): RecordForm => ({
        kind: "customer",
        id,
        name,
        address: ["123 Coffee Street", "Seattle"],
        country: "US",
        tax_id: "",
        contact: "",
        email: "",
        language: "",
        payment_terms_days: "30",
      }),
    ),
    ...[...frequencies].map(
      (name): RecordForm => ({
        kind: "invoice_frequency",
        id: frequencyByName(name)?.id ?? name.toLowerCase().replaceAll(/[^a-z]+/g, "-"),
        name,
        period: name.startsWith("Monthly") ? "monthly" : "biweekly",
        every: "1",
        runs: [{ weekday: "monday", occurrence: name.startsWith("Monthly") ? "first" : "", day: "" }],
        working_day: "as_is",
        cut_off_days_before: "1",
      }),
    ),
    ...people.roles.map(
      ({ id, name, target_percent }): RecordForm => ({
        kind: "role",
        id,
        name,
        target_utilization_percent: target_percent ?? "",
      }),
    ),
    ...people.resources.map(({ id, name, role_name }) => resource(id, name, roleOf(role_name))),
    ...[...others].map((name) => resource(name.toLowerCase().replaceAll(/[^a-z]+/g, "-"), name, "developer")),
    { kind: "unit", name: "hour", hours_per_unit: "" },
  ];
}

function usesOf(book: FakeBook, form: RecordForm): RecordUses[] {
  const contract = (id: string, name: string) => ({ id, name, contract: id });
  const uses = (kind: RecordUses["kind"], named: RecordUses["named"]): RecordUses[] =>
    named.length === 0 ? [] : [{ kind, count: named.length, named: named.slice(0, 5) }];
  switch (form.kind) {
    case "customer":
      return uses(
        "contract",
        book.contracts
          .filter(({ customers }) => customers.some(({ id }) => id === form.id))
          .map(({ id, name }) => contract(id, name)),
      );
    case "invoice_frequency":
      return uses(
        "contract_line",
        book.contracts.flatMap(({ id, lines }) =>
          lines
            .filter(({ frequency }) => frequency === form.name)
            .map((line) => ({ id: line.id, name: line.name, contract: id })),
        ),
      );
    case "role":
      return uses(
        "resource",
        recordsOf(book).flatMap((one) =>
          one.kind === "resource" && one.role === form.id ? [{ id: one.id, name: one.name, contract: null }] : [],
        ),
      );
    case "resource":
      return uses(
        "transaction",
        book.shares
          .filter(({ resource }) => resource === form.name)
          .map(({ id, contract: of }) => ({ id, name: id, contract: of })),
      );
    case "unit":
      return uses(
        "transaction",
        book.shares
          .filter(({ unit }) => unit === form.name)
          .map(({ id, contract: of }) => ({ id, name: id, contract: of })),
      );
    default:
      return [];
  }
}

function proposedId(book: FakeBook, form: RecordForm): string | null {
  if (!("id" in form) || form.name.trim() === "") return null;
  const plain = form.name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  const base = plain === "" ? form.kind.replace("invoice_", "") : plain;
  const taken = new Set(recordsOf(book).flatMap((one) => (one.kind === form.kind ? [idOf(one)] : [])));
  let id = base;
  for (let number = 2; taken.has(id); number++) id = `${base}-${number}`;
  return id;
}

function problemsOf(book: FakeBook, id: string | null, form: RecordForm): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const add = (path: string, message: string) => problems.push({ path, message });
  const taken = recordsOf(book).some((one) => one.kind === form.kind && idOf(one) === idOf(form));
  if ("id" in form && form.id === "") add("id", "an id is missing");
  else if (taken && id !== idOf(form)) add("id" in form ? "id" : "name", `the book already has the id "${idOf(form)}"`);
  if (form.kind !== "holiday" && form.name.trim() === "") add("name", "a name is missing");
  if (form.kind === "holiday" && form.date === "") add("date", `"" is not a date of the form YYYY-MM-DD`);
  if (form.kind === "customer" && form.payment_terms_days !== "" && !/^\d+$/.test(form.payment_terms_days)) {
    add("payment_terms_days", `"${form.payment_terms_days}" is not a whole number`);
  }
  if ("address" in form && form.address.length > 6) {
    add("address", `the list has ${form.address.length} entries, at most 6 can be`);
  }
  if (form.kind === "unit" && form.hours_per_unit !== "" && !(Number(form.hours_per_unit) > 0)) {
    add("hours_per_unit", "the hours in one must be more than 0; leave it empty where it is no time");
  }
  if (form.kind === "resource") {
    if (form.role === "") add("role", "choose the role that its hours count for");
    for (const [at, hours] of form.hours_per_weekday.entries()) {
      const why = whyNoHours(hours);
      if (why !== null) add(`hours_per_weekday[${at}]`, why);
    }
    for (const [at, { date, hours }] of form.absences.entries()) {
      const why = whyNoHours(hours);
      if (date === "") add(`absences[${at}].date`, `"" is not a date of the form YYYY-MM-DD`);
      else if (why !== null) add(`absences[${at}].hours`, why);
      const before = form.absences.findIndex((other) => other.date === date);
      if (date !== "" && before < at) {
        const words = `${date} is in the list already, in row ${before + 1}; put the hours together`;
        add(`absences[${at}].date`, words);
      }
    }
  }
  if (form.kind === "invoice_frequency") problems.push(...frequencyLook(form, "2020-10-01", null).problems);
  return problems;
}

function whyNoHours(hours: string): string | null {
  if (!/^-?\d+(\.\d+)?$/.test(hours)) return `"${hours}" is not a decimal number`;
  return Number(hours) < 0 || Number(hours) > 24 ? "a day has 0 to 24 hours" : null;
}

function weekHours(form: RecordForm): string | null {
  if (form.kind !== "resource") return null;
  if (form.hours_per_weekday.length === 0) return "40";
  const sum = form.hours_per_weekday.reduce((total, hours) => total + Number(hours), 0);
  return Number.isNaN(sum) ? null : String(sum);
}

function hoursByName(form: RecordForm): string | null {
  if (form.kind !== "unit") return null;
  return ({ hour: "1", timme: "1", day: "8", dag: "8" } as Record<string, string>)[form.name] ?? null;
}

export function recordAnswers({
  book,
  tell,
}: World): Answers<
  | "recordCounts"
  | "records"
  | "recordUseCounts"
  | "record"
  | "lookAtRecord"
  | "lookAtFrequency"
  | "saveRecord"
  | "deleteRecord"
  | "lookAtHolidays"
  | "saveHolidays"
  | "currencies"
  | "chooseLogo"
> {
  const of = (kind: RecordKind) => recordsOf(book()).filter((form) => form.kind === kind);
  const find = (kind: RecordKind, id: string): RecordForm => {
    const found = of(kind).find((form) => idOf(form) === id);
    if (found === undefined) throw new Refusal("not_found", `there is no ${kind} "${id}" in this book`);
    return found;
  };
  const changed = () => tell("records", "book", "contracts", "shares", "invoices");
  const put = (id: string | null, form: RecordForm) => {
    const isIt = (one: RecordForm) => one.kind === form.kind && idOf(one) === (id ?? idOf(form));
    const rest = recordsOf(book()).filter((one) => !isIt(one));
    rememberRecord(book(), id ?? idOf(form), recordsOf(book()).find(isIt) ?? null, form);
    book().records = [...rest, form];
    changed();
  };
  const readHolidays = (text: string) => {
    const lines = text.split("\n").map((line, index) => ({ index, line: line.trim() }));
    const filled = lines.filter(({ line }) => line !== "");
    const isDate = (line: string) => /^\d{4}-\d\d-\d\d/.test(line);
    return {
      holidays: filled
        .filter(({ line }) => isDate(line))
        .map(({ line }) => ({ date: line.slice(0, 10), name: line.slice(10).trim() }))
        .sort((one, other) => (one.date < other.date ? -1 : 1)),
      problems: filled
        .filter(({ line }) => !isDate(line))
        .map(({ index, line }) => ({
          path: `lines[${index}]`,
          message: `"${line.split(" ")[0]}" is not a date of the form YYYY-MM-DD`,
        })),
      known: 0,
    };
  };
  return {
    recordCounts: () =>
      (
        [
          "company",
          "customer",
          "invoice_frequency",
          "role",
          "resource",
          "transaction_category",
          "unit",
          "holiday",
        ] as const
      ).map((kind) => ({ kind, count: of(kind).length })),
    records: (kind): RecordRow[] =>
      of(kind)
        .map((form) => ({
          id: idOf(form),
          form,
          sentence: form.kind === "invoice_frequency" ? sentenceOf(form) : null,
          hours_by_name: hoursByName(form),
        }))
        .sort((one, other) =>
          (kind === "holiday" ? one.id : one.form.name).localeCompare(kind === "holiday" ? other.id : other.form.name),
        ),
    recordUseCounts: (kind) =>
      of(kind).flatMap((form) =>
        usesOf(book(), form)
          .slice(0, 1)
          .map(({ count }) => ({ id: idOf(form), count })),
      ),
    record: (kind, id): RecordView => {
      const form = find(kind, id);
      return { id, form, uses: usesOf(book(), form) };
    },
    lookAtRecord: (id, form): RecordLook => ({
      problems: problemsOf(book(), id, form),
      proposed_id: id === null ? proposedId(book(), form) : null,
      week_hours: weekHours(form),
      hours_by_name: hoursByName(form),
    }),
    lookAtFrequency: (_id, form, from, through) => frequencyLook(form, from, through),
    saveRecord: (id, form) => {
      const [problem] = problemsOf(book(), id, form);
      if (problem !== undefined) {
        throw new Refusal("invalid_input", `${problem.path}: ${problem.message}`, problem.path);
      }
      const record = { kind: form.kind, id: idOf(form), name: form.name };
      const about = { kind: id === null ? "records_added" : "records_changed", record } as const;
      const { undo } = typedIn(book(), about, () => put(id, form));
      return { id: idOf(form), undo };
    },
    deleteRecord: (kind, id) => {
      const form = find(kind, id);
      const [use] = usesOf(book(), form);
      if (use !== undefined) {
        throw new Refusal(
          "refused",
          `${kind} "${form.name}" is used by ${use.count} ${use.kind}s; take it off there first`,
        );
      }
      const about = { kind: "record_deleted", record: { kind, id, name: form.name } } as const;
      const { undo } = typedIn(book(), about, () => {
        book().records = recordsOf(book()).filter((one) => one !== form);
        rememberRecord(book(), id, form, null);
      });
      changed();
      return undo ?? "";
    },
    lookAtHolidays: readHolidays,
    saveHolidays: (text) => {
      const { holidays } = readHolidays(text);
      const { undo } = typedIn(book(), { kind: "records_added" }, () => {
        for (const holiday of holidays) put(null, { kind: "holiday", ...holiday });
      });
      return { saved: holidays.length, undo };
    },
    currencies: () => currencies,
    chooseLogo: () => ({
      logo: `data:image/svg+xml;base64,${btoa('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#2b50c7"/></svg>')}`,
      bytes: 97,
    }),
  };
}
