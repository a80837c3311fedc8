import { MOD_WORD } from "../lib/keys";
import classes from "./KeyCap.module.css";

/** A key beside what it does. `Mod` is Ctrl, or ⌘ on a Mac. */
export function KeyCap({ keys }: { keys: string }) {
  return (
    <kbd className={classes.cap} aria-hidden="true">
      {keys.replace("Mod", MOD_WORD)}
    </kbd>
  );
}

/** One line of keys at the foot of a list. */
export function KeyLegend({ entries }: { entries: readonly { keys: string; does: string }[] }) {
  return (
    <span className={classes.legend}>
      {entries.map((entry) => (
        <span key={entry.keys} className={classes.entry}>
          <KeyCap keys={entry.keys} /> {entry.does}
        </span>
      ))}
    </span>
  );
}
