/** A reason as a sentence of its own: begins with a capital, unless it begins with a sign, as paths do. */
export function asSentence(reason: string): string {
  return reason.replace(/^\p{Ll}/u, (first) => first.toLocaleUpperCase());
}
