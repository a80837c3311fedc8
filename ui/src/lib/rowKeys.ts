// Rows that hold their own actions: J and K go from row to row, to the first thing that can be done there.
import { type RefObject, useRef } from "react";
import { useKeys } from "./keys";

/** The first of what stands in the cell of ways out; what a row is about may be a link too. */
const WAY = ":is([data-ways] a[href], [data-ways] button:not(:disabled))";

/** `rows` picks the rows within the list. */
export function useRowKeys<List extends HTMLElement>(rows: string): RefObject<List | null> {
  const list = useRef<List>(null);
  const step = (by: number) => () => {
    const all = [...(list.current?.querySelectorAll<HTMLElement>(rows) ?? [])].filter((row) => row.querySelector(WAY));
    const at = all.findIndex((row) => row.contains(document.activeElement));
    const next = all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + by))];
    next?.querySelector<HTMLElement>(WAY)?.focus();
  };
  useKeys({ j: step(1), k: step(-1) });
  return list;
}
