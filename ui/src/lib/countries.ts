// Countries by their two letters, named in the language of the window.

/** Codes that name no country: unions, tests, and places set aside. */
const NO_COUNTRY = new Set(["EU", "EZ", "UN", "XA", "XB", "QO", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"]);

/** Codes of before: their names are those of the countries that took their place. */
const OF_BEFORE = new Set([
  "AN",
  "BU",
  "CS",
  "DD",
  "FX",
  "NT",
  "SU",
  "TP",
  "YD",
  "YU",
  "ZR",
  "UK",
  "RH",
  "HV",
  "DY",
  "NH",
  "VD",
]);

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Every country, by name. */
export function countries(language: string): { code: string; name: string }[] {
  const names = new Intl.DisplayNames(language, { type: "region", fallback: "none" });
  const found: { code: string; name: string }[] = [];
  for (const first of LETTERS) {
    for (const second of LETTERS) {
      const code = first + second;
      const name = NO_COUNTRY.has(code) || OF_BEFORE.has(code) ? undefined : names.of(code);
      if (name !== undefined) found.push({ code, name });
    }
  }
  return found.sort((one, other) => one.name.localeCompare(other.name, language));
}
