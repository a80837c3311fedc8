// What people type or paste for a number: in the signs of their country, with or without thousands set apart, a
// currency or a percent sign. Only characters are moved; nothing is computed.

/** A plain decimal as the program takes it, or why the text is none. */
export type ReadNumber = { decimal: string } | { problem: "none" | "two_ways" };

type Signs = { decimal: string; group: string; digits: readonly string[] };

const known = new Map<string, Signs>();

function signsOf(locale: string): Signs {
  const found = known.get(locale);
  if (found !== undefined) return found;
  const format = new Intl.NumberFormat(locale, { useGrouping: true, minimumFractionDigits: 1 });
  const parts = format.formatToParts(1_234_567.5);
  const part = (type: string, otherwise: string) => parts.find((one) => one.type === type)?.value ?? otherwise;
  const plain = new Intl.NumberFormat(locale, { useGrouping: false });
  const signs = {
    decimal: part("decimal", "."),
    group: part("group", ""),
    digits: Array.from({ length: 10 }, (_, digit) => plain.format(digit)),
  };
  known.set(locale, signs);
  return signs;
}

/** What sets thousands apart anywhere and is never a decimal sign. */
const APART = /[\s\u00a0\u2007\u2009\u202f'\u2019_]/g;
/** Written before or after a number without being part of it: "USD", "kr", "%". */
const BESIDE = /^[\p{Sc}\p{L}%.]*?(?=[-\u2212+(\d.,])|[\p{Sc}\p{L}%]+\.?$/gu;

/** Letters that touch a digit: a currency, or a slip of the finger that must not be dropped, as in "18o". */
const TOUCHING = /\p{L}+(?=[-\u2212+(.,]*\d)|(?<=\d[.,]*)\p{L}+/gu;
/** Currencies that are written in letters, beside their codes. */
export const CURRENCY_WORDS: ReadonlySet<string> = new Set(["kr", "Kč", "zł", "Ft", "Fr", "lei", "лв", "R"]);

function isCurrencyWord(word: string): boolean {
  return CURRENCY_WORDS.has(word) || /^\p{Lu}{3}$/u.test(word);
}

/** Digits in groups of three, or of two before the last three as India writes them; nobody groups what begins with 0. */
function isGrouped(whole: string, sign: string): boolean {
  const [first = "", ...groups] = whole.split(sign);
  const last = groups.at(-1);
  if (last === undefined || last.length !== 3 || !/^[1-9]\d{0,2}$/.test(first)) return false;
  const between = groups.slice(0, -1);
  return between.every((one) => one.length === 3) || (first.length <= 2 && between.every((one) => one.length === 2));
}

type Decimal = "." | ",";

/** A number without its sign, of digits, points and commas alone, where this is its decimal sign. */
function readWith(decimal: Decimal, text: string): string | null {
  const group = decimal === "." ? "," : ".";
  const [whole = "", fraction = "", ...more] = text.split(decimal);
  // The same sign twice can only set thousands apart, and only before the decimal sign.
  if (more.length > 0 || fraction.includes(group) || (whole.includes(group) && !isGrouped(whole, group))) return null;
  const ungrouped = whole.replaceAll(group, "");
  if (!/^\d*$/.test(ungrouped) || !/^\d*$/.test(fraction) || ungrouped + fraction === "") return null;
  const digits = ungrouped.replace(/^0+(?=\d)/, "") || "0";
  return fraction === "" ? digits : `${digits}.${fraction}`;
}

/** A text bare of what stands around its number; none where it is no number. */
function bareNumber(text: string, signs: Signs): { unsigned: string; isNegative: boolean } | null {
  const ascii = [...text].map((one) => {
    const digit = signs.digits.indexOf(one);
    if (digit >= 0) return String(digit);
    // The decimal sign of Arabic, among others.
    return one === signs.decimal && one !== "," ? "." : one;
  });
  const whole = ascii.join("");
  if ((whole.match(TOUCHING) ?? []).some((word) => !isCurrencyWord(word))) return null;
  // "250.-" and "250,-" have no cents: the line is no minus.
  const bare = whole
    .replace(APART, "")
    .replace(BESIDE, "")
    .replace(/(\d)[.,][-\u2013\u2014\u2212]+$/, "$1");
  const negative = /^(?:[-\u2212](.*)|\((.*)\)|(.*)[-\u2212])$/.exec(bare);
  const unsigned = (negative?.[1] ?? negative?.[2] ?? negative?.[3] ?? bare).replace(/^\+/, "").replace(BESIDE, "");
  return /^[\d.,]+$/.test(unsigned) ? { unsigned, isNegative: negative !== null } : null;
}

/** What a text means with the decimal sign of the reader's country, and with the other; none where it is no number so. */
export type NumberWays = { own: string | null; other: string | null };

type Ways = NumberWays & { unsigned: string; signs: Signs };

function waysOf(text: string, locale: string): Ways {
  const known = signsOf(locale);
  const signs = known.decimal === "," || known.decimal === "." ? known : { ...known, decimal: ".", group: "," };
  const bare = bareNumber(text, known);
  if (bare === null) return { own: null, other: null, unsigned: "", signs };
  const read = (decimal: Decimal) => {
    const number = readWith(decimal, bare.unsigned);
    return number === null || !bare.isNegative || /^[0.]*$/.test(number) ? number : `-${number}`;
  };
  const [own, other] = signs.decimal === "," ? ([",", "."] as const) : ([".", ","] as const);
  return { own: read(own), other: read(other), unsigned: bare.unsigned, signs };
}

export function numberWays(text: string, locale: string): NumberWays {
  const { own, other } = waysOf(text, locale);
  return { own, other };
}

/** Reads a number as it is typed in a locale; "17.000,00" of Germany is "17000.00". */
export function readNumber(text: string, locale: string): ReadNumber {
  const { own, other, unsigned, signs } = waysOf(text, locale);
  const read = own ?? other;
  if (read === null) return { problem: "none" };
  // One sign before three digits: thousands where the reader's country writes them so, else nobody knows.
  const isKnown = unsigned.includes(signs.decimal) || (signs.group !== "" && unsigned.includes(signs.group));
  return own !== null && other !== null && own !== other && !isKnown ? { problem: "two_ways" } : { decimal: read };
}

/** Whether a text is a number as the program writes it. */
export function isPlainDecimal(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text);
}
