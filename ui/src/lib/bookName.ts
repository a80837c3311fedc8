// Tells books apart in what this computer remembers: another book's customers are no business of this one.
import type { BookHeader } from "../bindings";

/** Of how many books it is remembered; of the one that was open longest ago it is forgotten first. */
export const BOOKS_MAX = 8;

export function bookName({ place, name }: BookHeader): string {
  return `${place}/${name}`;
}
