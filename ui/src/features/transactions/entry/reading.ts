// What a cell's text means, and how a value is written in its cell. What may mean two things is marked, never guessed.
import { type Format, isZero } from "../../../lib/format";
import { otherWayRound } from "../../../lib/readDate";
import { isPlainDecimal } from "../../../lib/readNumber";
import { type ChoiceField, type Field, isChoice, isClosed, kindOf } from "./fields";

export type Option = { value: string; label: string; note?: string | undefined };
export type Choices = Readonly<Record<ChoiceField, readonly Option[]>>;

/** Why a text is not understood. Its sentence is `entry.unread.<this>`. */
export type Unread =
  | "date"
  | "date_two_ways"
  | "number"
  | "number_two_ways"
  | "other_currency"
  | "choice"
  | "choice_two_ways";
/** What stands in a cell: a value of the form, or a text that is kept as it was typed. */
export type Cell = { value: string; unread?: Unread };

/** What it takes to read and to write cells; amounts are in the currency of the contract. */
export type Reader = { format: Format; choices: Choices; currency: string };

const IS_DATE = /^\d{4}-\d\d-\d\d$/;

/** Letters and digits alone: "Non-chargeable" and "non chargeable" are the same word. */
export function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

function readDate(text: string, { format }: Reader): Cell {
  if (IS_DATE.test(text)) return { value: text, ...(format.readDate(text) === null && { unread: "date" as const }) };
  const date = format.readDate(text);
  if (date === null) return { value: text, unread: "date" };
  const other = format.knowsDateOrder ? null : otherWayRound(text);
  // Without a country nobody knows which of two numbers is the month.
  if (other !== null && format.readDate(other) !== null) return { value: text, unread: "date_two_ways" };
  return { value: date };
}

function readNumber(text: string, { format, currency }: Reader): Cell {
  const beside = format.besideNumber(text, currency);
  // Letters that are no currency may be a slip, as the "o" of "18o" is.
  if (beside !== "fits") return { value: text, unread: beside === "other" ? "other_currency" : "number" };
  const read = format.readNumber(text);
  if ("decimal" in read) return { value: read.decimal };
  return { value: text, unread: read.problem === "two_ways" ? "number_two_ways" : "number" };
}

/** Options that a text fits, those that begin with it first. */
export function fittingOptions(options: readonly Option[], text: string): readonly Option[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return options;
  const rank = (option: Option) => {
    const label = option.label.toLowerCase();
    if (label === wanted || option.value.toLowerCase() === wanted) return 0;
    if (label.startsWith(wanted)) return 1;
    if (label.split(/\s+/).some((word) => word.startsWith(wanted))) return 2;
    return label.includes(wanted) || option.value.toLowerCase().startsWith(wanted) ? 3 : 4;
  };
  return options
    .map((option) => ({ option, at: rank(option) }))
    .filter(({ at }) => at < 4)
    .sort((a, b) => a.at - b.at)
    .map(({ option }) => option);
}

function readChoice(field: ChoiceField, text: string, { choices }: Reader): Cell {
  const options = choices[field];
  const byId = options.find((option) => option.value === text);
  if (byId !== undefined) return { value: byId.value };
  const wanted = bare(text);
  const byName = options.filter((option) => bare(option.label) === wanted || bare(option.value) === wanted);
  const [only, another] = byName;
  if (another !== undefined) return { value: text, unread: "choice_two_ways" };
  if (only !== undefined) return { value: only.value };
  // A new category or unit is fine, and an id that the list does not have is for the program to know.
  return isClosed(field) ? { value: text, unread: "choice" } : { value: text };
}

/** What a text means in a field; an empty one is no value. */
export function readCell(field: Field, given: string, reader: Reader): Cell {
  const text = given.replace(/[\s\u00a0]+/gu, " ").trim();
  if (text === "") return { value: "" };
  switch (kindOf(field)) {
    case "date":
      return readDate(text, reader);
    case "number":
      return readNumber(text, reader);
    case "choice":
      return isChoice(field) ? readChoice(field, text, reader) : { value: text };
    case "text":
      return { value: text };
  }
}

export function labelOf(field: ChoiceField, value: string, { choices }: Reader): string {
  return choices[field].find((option) => option.value === value)?.label ?? value;
}

/** How a value reads in its cell. */
export function shownText(field: Field, { value, unread }: Cell, reader: Reader): string {
  if (value === "" || unread !== undefined) return value;
  if (isChoice(field)) return labelOf(field, value, reader);
  if (kindOf(field) === "date") return IS_DATE.test(value) ? reader.format.date(value) : value;
  return kindOf(field) === "number" && isPlainDecimal(value) ? reader.format.amount(value) : value;
}

/** What stands in the field when the cell is edited: something that reads back as the same value. */
export function editedText(field: Field, { value, unread }: Cell, reader: Reader): string {
  if (value === "" || unread !== undefined) return value;
  if (isChoice(field)) return labelOf(field, value, reader);
  if (kindOf(field) === "date") return IS_DATE.test(value) ? reader.format.fullDate(value) : value;
  return kindOf(field) === "number" && isPlainDecimal(value) ? reader.format.plain(value) : value;
}

/** What is copied for a spreadsheet. */
export function copiedText(field: Field, cell: Cell, reader: Reader): string {
  return kindOf(field) === "date" ? cell.value : editedText(field, cell, reader);
}

/** A value as the program is told it: what is not understood never reaches it as something else. */
export function sentText({ value, unread }: Cell): string {
  return unread !== undefined && (isPlainDecimal(value) || IS_DATE.test(value) || isZero(value)) ? `${value} ?` : value;
}
