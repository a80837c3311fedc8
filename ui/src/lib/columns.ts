// Which columns of a list are shown, as a person chose; as wide a window as there is decides until they do.
import { useCallback, useMemo } from "react";
import { useStored } from "./stored";

export type ColumnChoice = {
  hidden: ReadonlySet<string>;
  /** Whether a person chose, and not the window. */
  isChosen: boolean;
  toggle: (column: string) => void;
  /** Back to what the window decides. */
  reset: () => void;
};

function asNames(value: unknown): string[] | null {
  return Array.isArray(value) && value.every((one) => typeof one === "string") ? value : null;
}

/** `hiddenAtFirst` are those that are hidden while nobody has chosen. It may change with the room there is. */
export function useColumnChoice(list: string, hiddenAtFirst: readonly string[]): ColumnChoice {
  const [stored, store] = useStored(`columns.${list}`, asNames);
  const names = (stored ?? hiddenAtFirst).join("\n");
  const hidden = useMemo(() => new Set(names === "" ? [] : names.split("\n")), [names]);
  const toggle = useCallback(
    (column: string) => {
      const next = new Set(hidden);
      if (!next.delete(column)) next.add(column);
      store([...next]);
    },
    [hidden, store],
  );
  const reset = useCallback(() => store(null), [store]);
  return { hidden, isChosen: stored !== null, toggle, reset };
}
