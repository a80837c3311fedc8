// What was chosen lately, each book by itself.
import type { BookHeader } from "../../bindings";
import { BOOKS_MAX, bookName } from "../../lib/bookName";
import type { Choice } from "./rows";

const STORAGE_KEY = "proforma.recent-choices";
const CHOICES_MAX = 6;

type Stored = { book: string; choices: Choice[] }[];

function read(): Stored {
  try {
    const given: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "[]");
    return Array.isArray(given) ? (given as Stored).filter((one) => Array.isArray(one?.choices)) : [];
  } catch {
    return [];
  }
}

function idOf(choice: Choice): string {
  return `${choice.kind} ${choice.kind === "action" ? choice.id : choice.found.id}`;
}

/** The latest first. */
export function recentChoices(book: BookHeader): readonly Choice[] {
  return read().find((one) => one.book === bookName(book))?.choices ?? [];
}

export function rememberChoice(book: BookHeader, choice: Choice): void {
  const name = bookName(book);
  const all = read();
  const before = all.find((one) => one.book === name)?.choices ?? [];
  const choices = [choice, ...before.filter((one) => idOf(one) !== idOf(choice))].slice(0, CHOICES_MAX);
  const books = [{ book: name, choices }, ...all.filter((one) => one.book !== name)].slice(0, BOOKS_MAX);
  localStorage.setItem(STORAGE_KEY, JSON.stringify(books));
}
