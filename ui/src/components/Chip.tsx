import type { ButtonHTMLAttributes, ReactNode } from "react";
import classes from "./Chip.module.css";

/** A group of short choices, or of words to put in. */
export function Chips({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame of its own.
    <div role="group" aria-label={label} className={classes.chips}>
      {children}
    </div>
  );
}

export function Chip(props: ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type="button" {...props} className={classes.chip} />;
}
