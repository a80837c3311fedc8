// The one cell that is being typed in. What is typed stands in its row at once, and is given back by Esc.
import { useRef, useState } from "react";
import type { Changed, Target } from "./drafts";
import type { Field } from "./fields";
import { type Cell, type Reader, readCell } from "./reading";
import type { Entry } from "./useEntry";

export type Editing = Target & {
  field: Field;
  text: string;
  /** Begun by typing: the arrows leave the cell. By Enter or F2 they move within its text. */
  isReplacing: boolean;
};

export type CellEditing = {
  editing: Editing | null;
  begin: (target: Target, field: Field, text: string, isReplacing: boolean) => void;
  /** What stands in the field by now; `option` is what would be taken of the list. */
  type: (text: string, option: string | null) => void;
  /** From now on the arrows move within the text. */
  stay: () => void;
  /** What is typed is taken already. */
  end: () => void;
  /** Gives the cell back as it was. */
  cancel: () => void;
};

export function useEditing(entry: Entry, reader: Reader): CellEditing {
  const [editing, setEditing] = useState<Editing | null>(null);
  /** As the rows were before, and as the last letter left them. */
  const changed = useRef<Changed | null>(null);
  const keep = () => {
    if (changed.current !== null) entry.addStep(changed.current, 1);
    changed.current = null;
  };
  return {
    editing,
    begin: (target, field, text, isReplacing) => {
      keep();
      setEditing({ ...target, field, text, isReplacing });
    },
    type: (text, option) => {
      if (editing === null) return;
      const { key, base, field } = editing;
      setEditing({ ...editing, text });
      const cell: Cell = option === null ? readCell(field, text, reader) : { value: option };
      const { before, after } = entry.edit([{ key, base, field, cell }]);
      changed.current = { before: changed.current?.before ?? before, after };
    },
    stay: () => setEditing((now) => (now === null ? null : { ...now, isReplacing: false })),
    end: () => {
      keep();
      setEditing(null);
    },
    cancel: () => {
      if (changed.current !== null) entry.takeBack(changed.current);
      changed.current = null;
      setEditing(null);
    },
  };
}
