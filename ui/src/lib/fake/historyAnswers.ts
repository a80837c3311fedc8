// The stand-in's answer for recordHistory, and what its other answers write down for it.
import type { HistoryOf, HistoryPage, HistoryQuery, HistoryRow, RecordForm } from "../../bindings";
import type { FakeBook, FakeHistoryRow } from "./model";
import type { Answers, World } from "./world";

const PERSON = "ann";
const START = Date.UTC(2020, 9, 19, 9, 0);

/** Writes an entry down, the latest first. */
export function remember(
  book: FakeBook,
  entry: Omit<FakeHistoryRow, "id" | "at" | "person" | "amount" | "more">,
): void {
  book.history ??= [];
  const number = book.history.length;
  book.history.unshift({
    id: `1:${number + 1}`,
    at: new Date(START + number * 60_000).toISOString(),
    person: PERSON,
    amount: null,
    more: 0,
    ...entry,
  });
}

const textOf = (value: unknown): string => (Array.isArray(value) ? value.map(textOf).join("\n") : String(value ?? ""));

/** A set-up record that was saved, or deleted where nothing is left of it. */
export function rememberRecord(book: FakeBook, id: string, before: RecordForm | null, after: RecordForm | null): void {
  const form = after ?? before;
  if (form === null) return;
  const fieldOf = (of: RecordForm | null, field: string) => textOf(of === null ? "" : of[field as keyof RecordForm]);
  const value = (text: string) => (text === "" ? null : { kind: "text" as const, text, currency: null });
  const changes = Object.keys(form)
    .filter((field) => field !== "kind" && field !== "id" && fieldOf(before, field) !== fieldOf(after, field))
    .map((field) => ({
      record: form.kind,
      id,
      name: null,
      field,
      part: null,
      before: value(fieldOf(before, field)),
      after: value(fieldOf(after, field)),
    }));
  if (changes.length === 0) return;
  const did = before === null ? "Added" : after === null ? "Deleted" : "Changed";
  const text = `${did} the ${form.kind.replaceAll("_", " ")} ${form.name}`;
  const command = after === null ? "delete_record" : "save_record";
  remember(book, { command, about: "set_up", text, changes, of: [`${form.kind} ${id}`, form.kind, "book"] });
}

/** What an entry of this history is kept under. */
function placeOf(of: HistoryOf): string {
  switch (of.of) {
    case "book":
      return "book";
    case "contract":
      return of.line === null ? `contract ${of.id}` : `line ${of.id} ${of.line}`;
    case "record":
      return of.id === null ? of.kind : `${of.kind} ${of.id}`;
    default:
      return `${of.of} ${of.id}`;
  }
}

function words(row: HistoryRow): string {
  const values = row.changes.flatMap(({ id, field, before, after }) => [id, field, before?.text, after?.text]);
  return [row.text, row.person, ...values].join("\n").toLowerCase();
}

export function historyAnswers({ book }: World): Answers<"recordHistory"> {
  return {
    recordHistory: ({ of, about, search, offset, limit }: HistoryQuery): HistoryPage => {
      const sought = search.toLowerCase().split(/\s+/);
      const rows = (book().history ?? [])
        .filter((row) => row.of.includes(placeOf(of)))
        .filter((row) => (about === null || row.about === about) && sought.every((word) => words(row).includes(word)));
      const isFiltered = about !== null || search !== "";
      const page = rows.slice(offset, offset + limit).map(({ of: _, ...row }) => row);
      return { total: isFiltered ? null : rows.length, has_more: rows.length > offset + limit, rows: page };
    },
  };
}
