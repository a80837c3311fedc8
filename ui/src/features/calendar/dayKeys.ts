import type { KeyboardEvent } from "react";
import { addDays, addMonths } from "../../lib/dates";

type DayKeys = { date: string; today: string; onChoose: (date: string) => void; onOpen: () => void };

/** A month earlier or later, today, and into the day; the arrows belong to the view. */
export function dayKeys({ date, today, onChoose, onOpen }: DayKeys, arrows: Partial<Record<string, string>>) {
  return (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const steps: Partial<Record<string, string>> = {
      PageUp: addMonths(date, -1),
      PageDown: addMonths(date, 1),
      Home: today,
      ...arrows,
    };
    const to = steps[event.key];
    if (to !== undefined) onChoose(to);
    else if (event.key === "Enter") onOpen();
    else return;
    event.preventDefault();
  };
}

/** One day and one week to each side. */
export function gridArrows(date: string): Record<string, string> {
  return {
    ArrowLeft: addDays(date, -1),
    ArrowRight: addDays(date, 1),
    ArrowUp: addDays(date, -7),
    ArrowDown: addDays(date, 7),
  };
}
