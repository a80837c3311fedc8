import { useCallback, useMemo } from "react";
import { useRemembered } from "./remembered";

/** Something with parts that this computer remembers; none where there is none, or where it is not what it should be. */
export function useStored<Value>(
  name: string,
  check: (value: unknown) => Value | null,
): [value: Value | null, store: (value: Value | null) => void] {
  const [text, choose] = useRemembered(name, "");
  const value = useMemo(() => {
    try {
      return text === "" ? null : check(JSON.parse(text));
    } catch {
      // Of another version, or mangled: as if there were none.
      return null;
    }
  }, [text, check]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it differs by nothing but its identity.
  const store = useCallback((next: Value | null) => choose(next === null ? "" : JSON.stringify(next)), [name]);
  return [value, store];
}
