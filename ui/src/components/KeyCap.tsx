import { isSingleKey, shownKeys, useKeyChoices } from "../lib/keyBindings";
import { MOD_WORD, useSingleKeys } from "../lib/keys";
import { useReadOnly } from "../lib/readOnly";
import classes from "./KeyCap.module.css";

/** Keys as they are, drawn. `Mod` is Ctrl, or ⌘ on a Mac. */
export function Cap({ keys }: { keys: string }) {
  return (
    <kbd className={classes.cap} aria-hidden="true">
      {keys.replace("Mod", MOD_WORD)}
    </kbd>
  );
}

/** A key beside what it does: the reader's own where one was chosen, none where single keys are switched off. */
export function KeyCap({ keys }: { keys: string }) {
  useKeyChoices();
  const acts = useSingleKeys() || !isSingleKey(keys);
  return acts ? <Cap keys={shownKeys(keys)} /> : null;
}

type LegendEntry = {
  keys: string;
  does: string;
  /** Whether it changes the book. */
  writes?: boolean;
};

/** One line of keys at the foot of a list; those that do nothing just now are not in it. */
export function KeyLegend({ entries }: { entries: readonly LegendEntry[] }) {
  useKeyChoices();
  const canWrite = useReadOnly().why === null;
  const single = useSingleKeys();
  return (
    <span className={classes.legend}>
      {entries
        .filter((entry) => (single || !isSingleKey(entry.keys)) && (canWrite || entry.writes !== true))
        .map((entry) => (
          <span key={entry.keys} className={classes.entry}>
            <Cap keys={shownKeys(entry.keys)} /> {entry.does}
          </span>
        ))}
    </span>
  );
}
