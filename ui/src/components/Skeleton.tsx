import { useTranslation } from "react-i18next";
import { useDelayed } from "../lib/useDelayed";
import classes from "./Skeleton.module.css";

/** Grey bars where rows will be, once waiting has become noticeable; silent beside others that say so. */
export function SkeletonRows({ rows = 8, silent = false }: { rows?: number; silent?: boolean }) {
  const { t } = useTranslation();
  const late = useDelayed(true);
  return (
    <div className={classes.rows} {...(!silent && { role: "status", "aria-label": t("common.loading") })}>
      {late &&
        Array.from({ length: rows }, (_, row) => (
          <div key={row} className={classes.row} aria-hidden="true">
            <span className={classes.bar} data-size="short" />
            <span className={classes.bar} data-size="long" />
            <span className={classes.bar} data-size="middle" />
            <span className={classes.bar} data-size="end" />
          </div>
        ))}
    </div>
  );
}
