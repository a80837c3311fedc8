import { expect, it } from "vitest";
import { asSentence } from "./sentence";

it.each([
  ["the disk does not answer", "The disk does not answer"],
  ["/home/ann/book.proforma is damaged", "/home/ann/book.proforma is damaged"],
  ["état inconnu", "État inconnu"],
  ["", ""],
])("makes of %j the sentence %j", (reason, sentence) => {
  expect(asSentence(reason)).toBe(sentence);
});
