import { useTranslation } from "react-i18next";
import type { ImportProgress } from "../../bindings";
import { useFormat } from "../../lib/format";
import classes from "./ImportScreen.module.css";

/** How many rows are done, of how many once they are counted. */
export function Progress({ progress, label }: { progress: ImportProgress | null; label: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const total = progress?.total ?? null;
  const done = progress?.done ?? 0;
  return (
    <div className={classes.progress}>
      <span>
        {progress === null
          ? label
          : total === null
            ? t("import.seen", { done: format.count(done) })
            : t("import.of", { done: format.count(done), total: format.count(total) })}
      </span>
      <progress aria-label={label} {...(total !== null && { value: done, max: total })} />
    </div>
  );
}
