import { useMemo, useState } from "react";
import { type FormSays, withoutMissing } from "../lib/formLook";

/** What a row tells of itself, by its path. */
export type FreshRow = { begin: (path: string) => void; leave: (path: string) => void; end: () => void };

/** A row that was just added is not wrong yet: what is missing in it is said once it was left, or is to be saved. */
export function useFreshRow(says: FormSays, form: unknown): { says: FormSays; fresh: FreshRow } {
  const [row, setRow] = useState<string | null>(null);
  const fresh = useMemo(
    (): FreshRow => ({
      begin: setRow,
      // With a new row another one is left.
      leave: (path) => setRow((now) => (now === path ? null : now)),
      end: () => setRow(null),
    }),
    [],
  );
  return { says: row === null ? says : withoutMissing(says, form, (path) => path.startsWith(`${row}.`)), fresh };
}
