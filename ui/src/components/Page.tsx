import type { ReactNode } from "react";
import classes from "./Page.module.css";

type PageHeadProps = {
  title: string;
  crumb?: ReactNode;
  beside?: ReactNode;
  actions?: ReactNode;
  /** Whether there are so many actions that they go below the title before it is cut. */
  hasManyActions?: boolean;
};

/** The bar at the top of a screen: where one is, and what can be done. */
export function PageHead({ title, crumb, beside, actions, hasManyActions = false }: PageHeadProps) {
  return (
    <header className={classes.head} data-many={hasManyActions || undefined}>
      {crumb !== undefined && (
        <>
          <span className={classes.crumb}>{crumb}</span>
          <span className={classes.chevron} aria-hidden="true">
            ›
          </span>
        </>
      )}
      <h1 className={classes.title} title={title}>
        {title}
      </h1>
      <div className={classes.beside}>{beside}</div>
      <div className={classes.actions}>{actions}</div>
    </header>
  );
}

/** The line at the foot of a list: which rows left, which keys right. */
export function PageFoot({ children, keys }: { children: ReactNode; keys: ReactNode }) {
  return (
    <footer className={classes.foot}>
      <span>{children}</span>
      <span className={classes.footKeys}>{keys}</span>
    </footer>
  );
}

/** The heading of a section within a page. */
export function SectionTitle({ children, note, end }: { children: ReactNode; note?: ReactNode; end?: ReactNode }) {
  return (
    <div className={classes.section}>
      <h2 className={classes.sectionTitle}>{children}</h2>
      {note !== undefined && <span className={classes.note}>{note}</span>}
      {end !== undefined && <span className={classes.sectionEnd}>{end}</span>}
    </div>
  );
}
