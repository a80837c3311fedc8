import type { ReactNode } from "react";
import classes from "./Empty.module.css";

/** What is missing and why, then the one next step. */
export function Empty({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <section className={classes.empty} aria-label={title}>
      <div className={classes.inner}>
        <svg viewBox="0 0 70 54" className={classes.drawing} aria-hidden="true">
          <rect x="1" y="1" width="68" height="13" rx="3" className={classes.solid} />
          <circle cx="9" cy="7.5" r="2.6" className={classes.dot} />
          <path d="M20 7.5h24M52 7.5h11" className={classes.solid} />
          <rect x="1" y="20" width="68" height="13" rx="3" className={classes.dashed} />
          <rect x="1" y="39" width="68" height="13" rx="3" className={classes.dashed} />
        </svg>
        <h2 className={classes.title}>{title}</h2>
        <div className={classes.text}>{children}</div>
        {action !== undefined && <div className={classes.actions}>{action}</div>}
      </div>
    </section>
  );
}
