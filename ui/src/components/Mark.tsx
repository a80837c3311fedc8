import classes from "./Mark.module.css";

/** The program's mark: a sheet on the accent. */
export function Mark({ large = false }: { large?: boolean }) {
  return (
    <svg viewBox="0 0 30 30" className={classes.mark} data-large={large || undefined} aria-hidden="true">
      <rect width="30" height="30" rx="7" className={classes.ground} />
      <path d="M9.5 7h7.2l4.3 4.3V23h-11.5z" className={classes.sheet} />
      <path d="M16.5 7v4.5H21M12 15h6.5M12 17.6h6.5M15 20.2h3.5" className={classes.lines} />
    </svg>
  );
}
