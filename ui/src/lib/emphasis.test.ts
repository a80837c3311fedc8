import { describe, expect, it } from "vitest";
import { fitsWords, foundIn } from "./emphasis";

/** The text with what was found between brackets. */
function marked(text: string, searched: string): string {
  let out = "";
  let at = 0;
  for (const { from, to } of foundIn(text, searched)) {
    out += `${text.slice(at, from)}[${text.slice(from, to)}]`;
    at = to;
  }
  return out + text.slice(at);
}

describe("what was searched for", () => {
  it.each([
    ["Adatum Corporation", "ada", "[Ada]tum Corporation"],
    ["Implementation services for Adatum", "ada serv", "Implementation [serv]ices for [Ada]tum"],
    ["Café Zoë", "cafe zoe", "[Café] [Zoë]"],
    ["banana", "ana na", "b[anana]"],
    ["Адатум ООД", "адат", "[Адат]ум ООД"],
    ["👩‍💻 Ada", "ada", "👩‍💻 [Ada]"],
    ["Adatum", "", "Adatum"],
    ["Adatum", "xyz", "Adatum"],
  ])("in %s, %s is %s", (text, searched, expected) => {
    expect(marked(text, searched)).toBe(expected);
  });

  it.each([
    ["7,420.00 USD", "7420", "[7,420].00 USD"],
    ["7,420.00 USD", "7,420.00", "[7,420.00] USD"],
    ["7\u00a0420,00 SEK", "7420.00", "[7\u00a0420,00] SEK"],
    ["PF-2020-00041", "00041", "PF-2020-[00041]"],
  ])("a number in %s however it is grouped: %s", (text, searched, expected) => {
    expect(marked(text, searched)).toBe(expected);
  });
});

it("an action fits where every word typed begins one of its words", () => {
  expect(fitsWords("Use the dark theme", "dark")).toBe(true);
  expect(fitsWords("Use the dark theme", "th da")).toBe(true);
  expect(fitsWords("Use the dark theme", "ark")).toBe(false);
});
