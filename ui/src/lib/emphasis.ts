// Which parts of a text are those that were searched for. Case and accents do not matter, nor how numbers are grouped.

export type Span = { from: number; to: number };

/** A text as it is compared: each of its characters, with the place that it came from. */
type Folded = { characters: string[]; places: number[] };

const BETWEEN_DIGITS = /[.,'\u2019\u00a0\u202f\s]/;

function fold(text: string, isNumber: boolean): Folded {
  const folded: Folded = { characters: [], places: [] };
  let place = 0;
  for (const character of text) {
    if (!isNumber || !BETWEEN_DIGITS.test(character)) {
      const plain = character.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
      for (const one of plain) {
        folded.characters.push(one);
        folded.places.push(place);
      }
    }
    place += character.length;
  }
  return folded;
}

/** Whether something is a number as a person types it, with its thousands set apart or not. */
export function isNumber(text: string): boolean {
  return /^-?\d[\d.,'\u2019\u00a0\u202f\s]*$/.test(text);
}

function spansOf(text: string, wanted: string, asNumber: boolean): Span[] {
  const { characters, places } = fold(text, asNumber);
  const { characters: sought } = fold(wanted, asNumber);
  const spans: Span[] = [];
  if (sought.length === 0) return spans;
  for (let at = 0; at + sought.length <= characters.length; at++) {
    if (sought.some((character, offset) => characters[at + offset] !== character)) continue;
    const last = places[at + sought.length - 1] ?? 0;
    spans.push({ from: places[at] ?? 0, to: last + String.fromCodePoint(text.codePointAt(last) ?? 0).length });
    at += sought.length - 1;
  }
  return spans;
}

/** The parts of a text that hold a word of what was searched for, in order and apart from each other. */
export function foundIn(text: string, searched: string): Span[] {
  const whole = searched.trim();
  const spans = isNumber(whole)
    ? spansOf(text, whole, true)
    : whole.split(/\s+/).flatMap((word) => spansOf(text, word, false));
  const merged: Span[] = [];
  for (const span of spans.sort((one, other) => one.from - other.from)) {
    const last = merged.at(-1);
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else merged.push({ ...span });
  }
  return merged;
}

/** Whether every word of what was typed begins a word of a text: for what the window itself finds. */
export function fitsWords(text: string, typed: string): boolean {
  const plain = fold(` ${text}`, false)
    .characters.join("")
    .replace(/[^\p{L}\p{N}]+/gu, " ");
  return typed
    .trim()
    .split(/\s+/)
    .every((word) => plain.includes(` ${fold(word, false).characters.join("")}`));
}
