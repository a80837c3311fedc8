// What is written beside a number: the currency that is meant, by its code, sign or name, or something else. Another
// currency is never dropped, because the number would be billed as so much of the one that is meant.
import { CURRENCY_WORDS } from "./readNumber";

export type Beside = "fits" | "other" | "word";

/** Written beside what CLDR knows. */
const ALSO: Partial<Record<string, readonly string[]>> = { BGN: ["лв"], CHF: ["Fr", "SFr"] };

const codes = new Set(Intl.supportedValuesOf("currency"));
const known = new Map<string, ReadonlySet<string>>();

/** "Kr." and "kr" are the same. */
function bare(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[^\p{L}\p{Sc}]/gu, "")
    .toLowerCase();
}

function written(currency: string, locale: string, currencyDisplay: "symbol" | "narrowSymbol" | "name"): string {
  const parts = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay }).formatToParts(1);
  return parts.find(({ type }) => type === "currency")?.value ?? currency;
}

/** All that a currency is called: "$" is the sign of every dollar, "US$" of one. */
function namesOf(currency: string, locale: string): ReadonlySet<string> {
  const key = `${currency} ${locale}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const sign = written(currency, "en", "narrowSymbol");
  const names = [currency, sign, `${currency.slice(0, 2)}${sign}`, ...(ALSO[currency] ?? [])];
  for (const one of ["en", "en-001", locale]) {
    names.push(written(currency, one, "symbol"), written(currency, one, "narrowSymbol"));
    names.push(written(currency, one, "name"), new Intl.DisplayNames(one, { type: "currency" }).of(currency) ?? "");
  }
  const made = new Set(names.map(bare));
  known.set(key, made);
  return made;
}

function isCurrency(word: string): boolean {
  return /\p{Sc}/u.test(word) || codes.has(word.toUpperCase()) || CURRENCY_WORDS.has(word);
}

/** Whether a text names a currency: by its code, a sign of it or its name. */
export function isNameOf(currency: string, text: string, locale: string): boolean {
  return namesOf(currency, locale).has(bare(text));
}

/** What stands beside the number of a text where one currency is meant; nothing fits too. */
export function besideNumber(text: string, currency: string, locale: string): Beside {
  const around = [/^[^\p{Nd}]*/u.exec(text)?.[0] ?? "", /(?<=\p{Nd})[^\p{Nd}]*$/u.exec(text)?.[0] ?? ""];
  const left = around.filter((part) => bare(part) !== "" && !isNameOf(currency, part, locale));
  const words = left.flatMap((part) => part.match(/[\p{L}\p{Sc}]+/gu) ?? []);
  const others = words.filter((word) => !isNameOf(currency, word, locale));
  if (others.some(isCurrency)) return "other";
  return others.length > 0 ? "word" : "fits";
}
