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
const CURRENCY_WORD = /^(?:\p{Lu}{3}|kr|Kč|zł|Ft|Fr|lei|лв|R)$/u;

/** Digits in groups of three, or of two before the last three as India writes them; nobody groups what begins with 0. */
function isGrouped(whole: string, sign: string): boolean {
  const [first = "", ...groups] = whole.split(sign);
  const last = groups.at(-1);
  if (last === undefined || last.length !== 3 || !/^[1-9]\d{0,2}$/.test(first)) return false;
  const between = groups.slice(0, -1);
  return between.every((one) => one.length === 3) || (first.length <= 2 && between.every((one) => one.length === 2));
}

function written(whole: string, fraction: string): ReadNumber {
  if (!/^\d*$/.test(whole) || !/^\d*$/.test(fraction) || whole + fraction === "") return { problem: "none" };
  const digits = whole.replace(/^0+(?=\d)/, "") || "0";
  return { decimal: fraction === "" ? digits : `${digits}.${fraction}` };
}

function split(text: string, at: number): [string, string] {
  return [text.slice(0, at), text.slice(at + 1)];
}

/** A number without its sign, of digits, points and commas alone. */
function readUnsigned(text: string, { decimal, group }: Signs): ReadNumber {
  const last = Math.max(text.lastIndexOf("."), text.lastIndexOf(","));
  if (last < 0) return written(text, "");
  const sign = text[last] ?? "";
  const other = sign === "." ? "," : ".";
  const [whole, fraction] = split(text, last);
  if (whole.includes(sign)) {
    // The same sign twice can only set thousands apart.
    return isGrouped(text, sign) && !text.includes(other)
      ? written(text.replaceAll(sign, ""), "")
      : { problem: "none" };
  }
  if (whole.includes(other)) {
    return isGrouped(whole, other) ? written(whole.replaceAll(other, ""), fraction) : { problem: "none" };
  }
  if (sign === decimal || !isGrouped(text, sign)) return written(whole, fraction);
  // One sign before three digits: thousands where the reader's country writes them so, else nobody knows.
  return sign === group ? written(`${whole}${fraction}`, "") : { problem: "two_ways" };
}

/** Reads a number as it is typed in a locale; "17.000,00" of Germany is "17000.00". */
export function readNumber(text: string, locale: string): ReadNumber {
  const signs = signsOf(locale);
  const ascii = [...text].map((one) => {
    const digit = signs.digits.indexOf(one);
    if (digit >= 0) return String(digit);
    // The decimal sign of Arabic, among others.
    return one === signs.decimal && one !== "," ? "." : one;
  });
  const whole = ascii.join("");
  if ((whole.match(TOUCHING) ?? []).some((word) => !CURRENCY_WORD.test(word))) return { problem: "none" };
  const bare = whole.replace(APART, "").replace(BESIDE, "");
  const negative = /^(?:[-\u2212](.*)|\((.*)\)|(.*)[-\u2212])$/.exec(bare);
  const unsigned = (negative?.[1] ?? negative?.[2] ?? negative?.[3] ?? bare).replace(/^\+/, "").replace(BESIDE, "");
  if (!/^[\d.,]+$/.test(unsigned)) return { problem: "none" };
  const plain = signs.decimal === "," || signs.decimal === "." ? signs : { ...signs, decimal: ".", group: "," };
  const read = readUnsigned(unsigned, plain);
  if ("problem" in read || negative === null || /^[0.]*$/.test(read.decimal)) return read;
  return { decimal: `-${read.decimal}` };
}

/** Whether a text is a number as the program writes it. */
export function isPlainDecimal(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text);
}
