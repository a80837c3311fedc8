// What the program says holds plain numbers and ISO dates; the reader sees them as everywhere else.
import { formatNow } from "./format";

/** Dates and decimal numbers of a reason; a text in quotation marks goes first, since it stands as it was typed. */
const PARTS = /"[^"]*"|\u201c[^\u201d]*\u201d|(?<![\w.,/-])(?:(\d{4}-\d{2}-\d{2})|(-?\d+\.\d+))(?![\w/-]|[.,]\d)/gu;

/** A reason as it goes on within another sentence. */
export function asPart(reason: string): string {
  const format = formatNow();
  return reason.replace(PARTS, (part, date?: string, number?: string) => {
    if (date !== undefined) return format.fullDate(date);
    return number === undefined ? part : format.amount(number);
  });
}

/** A reason as a sentence of its own: begins with a capital, unless it begins with a sign, as paths do. */
export function asSentence(reason: string): string {
  return asPart(reason).replace(/^\p{Ll}/u, (first) => first.toLocaleUpperCase());
}

/** A reason that stands among other sentences: it ends with a full stop too. */
export function asWholeSentence(reason: string): string {
  const text = asSentence(reason);
  return text === "" || /[.!?]$/.test(text) ? text : `${text}.`;
}
