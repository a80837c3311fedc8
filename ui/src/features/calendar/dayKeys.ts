import { type KeyboardEvent, type RefObject, useEffect, useRef } from "react";
import { addDays, addMonths } from "../../lib/dates";
import { isFocusFree } from "../../lib/focus";

type DayKeys = { date: string; today: string; onChoose: (date: string) => void; onOpen: () => void };

/**
 * A month earlier or later, today, and into the day; the arrows belong to the view.
 *
 * The focus follows the keys to the chosen day, also into another month, where the day it stood on is gone.
 */
export function useDayKeys<Frame extends HTMLElement>(
  { date, today, onChoose, onOpen }: DayKeys,
  arrows: Partial<Record<string, string>>,
): { frame: RefObject<Frame | null>; onKeyDown: (event: KeyboardEvent<HTMLElement>) => void } {
  const frame = useRef<Frame>(null);
  const isMoving = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the day is what moves it.
  useEffect(() => {
    if (!isMoving.current) return;
    isMoving.current = false;
    frame.current?.querySelector<HTMLElement>("[aria-pressed=true]")?.focus();
  }, [date]);
  useEffect(() => {
    if (isFocusFree()) frame.current?.querySelector<HTMLElement>("[aria-pressed=true]")?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const steps: Partial<Record<string, string>> = {
      PageUp: addMonths(date, -1),
      PageDown: addMonths(date, 1),
      Home: today,
      ...arrows,
    };
    const to = steps[event.key];
    if (to !== undefined) {
      isMoving.current = to !== date;
      onChoose(to);
    } else if (event.key === "Enter") onOpen();
    else return;
    event.preventDefault();
  };
  return { frame, onKeyDown };
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
