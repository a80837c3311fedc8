import type { ReactNode } from "react";
import classes from "./PartBar.module.css";

/** What a part of a bar can stand for; each has its colour or pattern. */
export type PartName = "invoiced" | "on_draft" | "ready" | "not_ready" | "billed" | "committed" | "left";

type PartBarProps = {
  parts: readonly PartName[];
  /** How much of the bar each takes, in the same order. */
  perMille: readonly number[];
  /** All that is drawn, in words. */
  name: string;
  tall?: boolean;
};

/** An amount drawn as its parts. */
export function PartBar({ parts, perMille, name, tall = false }: PartBarProps) {
  const isEmpty = perMille.every((part) => part === 0);
  return (
    <span className={classes.bar} data-tall={tall || undefined} role="img" aria-label={name} title={name}>
      {isEmpty && <span className={classes.part} data-part="left" style={{ flexGrow: 1 }} />}
      {parts.map((part, index) => {
        const grow = perMille[index] ?? 0;
        if (grow === 0) return null;
        return <span key={part} className={classes.part} data-part={part} style={{ flexGrow: grow }} />;
      })}
    </span>
  );
}

/** What the parts stand for, below their bar. */
export function PartLegend({ entries }: { entries: readonly { part: PartName; words: ReactNode }[] }) {
  return (
    <ul className={classes.legend}>
      {entries.map(({ part, words }) => (
        <li key={part} className={classes.entry}>
          <span className={classes.swatch} data-part={part} aria-hidden="true" />
          {words}
        </li>
      ))}
    </ul>
  );
}
