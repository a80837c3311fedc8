// Decimals as they are typed, in whole numbers of their smallest unit: the stand-in may count, the window may not.
import { decimalsOf } from "./model";

/** A typed decimal in units of its last decimal; none where it is none, or has more decimals. */
export function unitsOf(text: string, decimals: number): number | null {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (parts === null || (parts[3] ?? "").length > decimals) return null;
  const units = Number(`${parts[2]}${(parts[3] ?? "").padEnd(decimals, "0")}`);
  return parts[1] === "-" ? -units : units;
}

export function minorOf(text: string, currency: string): number | null {
  return unitsOf(text, decimalsOf(currency));
}

const PERCENT_DECIMALS = 6;
export const HUNDRED_PERCENT = 100_000_000;

export function percentUnits(text: string): number | null {
  return unitsOf(text, PERCENT_DECIMALS);
}

/** "33.34" of 33,340,000 units. */
export function percentText(units: number): string {
  const digits = String(Math.abs(units)).padStart(PERCENT_DECIMALS + 1, "0");
  const fraction = digits.slice(-PERCENT_DECIMALS).replace(/0+$/, "");
  const whole = digits.slice(0, -PERCENT_DECIMALS);
  return `${units < 0 ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

/** Percentages that divide 100 evenly; the first takes what is left over. */
export function evenly(count: number): string[] {
  const part = Math.floor(10_000 / count);
  return Array.from({ length: count }, (_, at) =>
    percentText((at === 0 ? 10_000 - part * (count - 1) : part) * 10_000),
  );
}
