import type { RecordKind } from "../../bindings";
import { HistoryPanel } from "../../components/HistoryPanel";
import { useKeys } from "../../lib/keys";
import classes from "./Editor.module.css";

type RecordHistoryPanelProps = {
  kind: RecordKind;
  /** None: all records of the kind, those that were deleted too. */
  id: string | null;
  /** None for one that was deleted. */
  name: string | undefined;
  listName: string;
  onClose: () => void;
};

/** The history of a record beside its list, in place of its form. */
export function RecordHistoryPanel({ kind, id, name, listName, onClose }: RecordHistoryPanelProps) {
  useKeys({ escape: onClose });
  const shown = id === null ? listName : name === undefined || name === "" ? id : name;
  return (
    <aside className={classes.panel} aria-label={shown}>
      <HistoryPanel key={id} of={{ of: "record", kind, id }} name={shown} onClose={onClose} />
    </aside>
  );
}
