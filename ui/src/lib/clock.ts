// The time of this computer, asked for in one place, so that a stand-in can say what time it is.

let clock: () => number = Date.now;

/** Milliseconds since 1970. */
export function now(): number {
  return clock();
}

/** Puts another clock in place of this computer's. */
export function setClock(standIn: () => number): void {
  clock = standIn;
}
