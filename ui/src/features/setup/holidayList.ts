// A typed list of holidays: a line each, the date as the reader's country writes it, then its name.
import type { Format } from "../../lib/format";
import { otherWayRound } from "../../lib/readDate";

/** Why the date of a line is not taken. */
export type UnreadLine = { index: number; text: string; why: "none" | "two_ways" };

export type TypedHolidays = {
  /** The list as the program takes it, line by line; what is not understood stands in none of them. */
  asked: string;
  unread: readonly UnreadLine[];
};

type Line = { date: string; typed: string; name: string };

/** "Friday, 25 . December , 2020" has as many words as a date may have. */
const WORDS_MAX = 7;
const IS_ISO = /^(\d{4}-\d\d-\d\d)(?=[\s,;]|$)/;

/** The date at the beginning of a line, and what comes after it; none where it begins with no date. */
function readLine(line: string, format: Format): Line | null {
  const iso = IS_ISO.exec(line)?.[1];
  const ends = iso === undefined ? [...line.matchAll(/[^\s,;]+/g)].slice(0, WORDS_MAX) : [];
  let found = iso === undefined || format.readDate(iso) === null ? null : { date: iso, typed: iso };
  let wasDate = false;
  for (const { 0: word, index } of ends) {
    const typed = line.slice(0, index + word.length);
    const date = format.readDate(typed);
    // "Sunday" after a whole date begins the name.
    if (date !== null && (/\d/.test(word) || !wasDate)) found = { date, typed };
    wasDate = date !== null;
  }
  return found === null ? null : { ...found, name: line.slice(found.typed.length).replace(/^[\s.,;]+/, "") };
}

/** Reads the list; a date that may be two days is marked and not guessed. */
export function readHolidays(text: string, format: Format): TypedHolidays {
  const lines = text.split(/\r\n?|\n/).map((line) => line.trim());
  const read = lines.map((line) => (line === "" ? null : readLine(line, format)));
  const firstWord = (line: string) => line.split(/[\s,;]/)[0] ?? line;
  const isOther = (date: string) => {
    const other = otherWayRound(date);
    return other !== null && format.readDate(other) !== null;
  };
  // Where one date reads in the other order only, all of the list were written in that order.
  const isTurned = lines.some((line, at) => read[at] === null && isOther(firstWord(line)));
  const unread: UnreadLine[] = [];
  const asked = lines.map((line, index) => {
    const one = read[index];
    if (line === "") return "";
    if (one === null || one === undefined) {
      unread.push({ index, text: firstWord(line), why: "none" });
      return "";
    }
    if ((isTurned || !format.knowsDateOrder) && isOther(one.typed)) {
      unread.push({ index, text: one.typed, why: "two_ways" });
      return "";
    }
    return `${one.date} ${one.name}`.trim();
  });
  return { asked: asked.join("\n"), unread };
}
