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

/** Beyond this the program goes by another clock than the page does. */
const SLACK_MILLISECONDS = 2_000;

/** Goes by the clock of the program, which said what time it was a moment ago: what it does, it does by that one. */
export function goBy(asOf: string): void {
  const ahead = Date.parse(asOf) - clock();
  if (Math.abs(ahead) <= SLACK_MILLISECONDS) return;
  const before = clock;
  clock = () => before() + ahead;
}

/** The time as it passes, looked at again after each step; while nobody can see the window it is not looked at. */
export function useNow(stepMilliseconds: number): number {
  const [, setSteps] = useState(0);
  useEffect(() => {
    const step = () => setSteps((steps) => steps + 1);
    let timer: ReturnType<typeof setInterval> | undefined;
    const goOn = () => {
      clearInterval(timer);
      timer = document.hidden ? undefined : setInterval(step, stepMilliseconds);
    };
    const look = () => {
      goOn();
      if (!document.hidden) step();
    };
    goOn();
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [stepMilliseconds]);
  return clock();
}
