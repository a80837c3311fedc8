// The time of this computer, asked for in one place, so that a stand-in can say what time it is.
import { useEffect, useState } from "react";

let clock: () => number = Date.now;

/** Milliseconds since 1970. */
export function now(): number {
  return clock();
}

/** Puts another clock in place of this computer's. */
export function setClock(standIn: () => number): void {
  clock = standIn;
}

/** The time as it passes, looked at again after each step. */
export function useNow(stepMilliseconds: number): number {
  const [, setSteps] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSteps((steps) => steps + 1), stepMilliseconds);
    return () => clearInterval(timer);
  }, [stepMilliseconds]);
  return clock();
}
