import { useTranslation } from "react-i18next";
import type { RunProgress } from "../../bindings";
import { Amounts } from "../../components/Money";
import { Status } from "../../components/Status";
import { formatElapsed, useFormat } from "../../lib/format";
import classes from "./RunScreen.module.css";

const verdicts = ["invoiced", "nothing_due", "parked"] as const;

/** How many contracts are done, as a bar by verdict, with the time to go and the totals so far. */
export function RunProgressBar({ progress }: { progress: RunProgress | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const done = progress?.done ?? 0;
  const total = progress?.total ?? 0;
  const elapsed = progress?.elapsed_milliseconds ?? 0;
  const toGo = done > 0 ? (elapsed / done) * (total - done) : null;
  return (
    <section className={classes.progress} aria-label={t("run.progress")}>
      <div className={classes.progressTop}>
        <span className={classes.progressCount}>
          <strong>
            {progress === null
              ? t("run.starting")
              : t("run.of", { done: format.count(done), total: format.count(total) })}
          </strong>{" "}
          {progress !== null && t("run.contracts")}
        </span>
        <span className={`${classes.progressTime} ${classes.pushed ?? ""}`}>
          {t("run.elapsed", { time: formatElapsed(elapsed) })}
          {toGo !== null && `, ${t("run.to_go", { time: formatElapsed(toGo) })}`}
        </span>
      </div>
      <div
        className={classes.bar}
        role="progressbar"
        aria-label={t("run.progress")}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
      >
        {progress !== null &&
          verdicts.map((verdict) => (
            <span
              key={verdict}
              data-verdict={verdict}
              style={{ flexBasis: `${(progress[verdict] / Math.max(1, total)) * 100}%` }}
            />
          ))}
      </div>
      <div className={classes.progressFoot}>
        <Status shape="ring-check" tone="green">
          {t("run.invoiced_so_far", { count: progress?.invoiced ?? 0, drafts: format.count(progress?.drafts ?? 0) })}
        </Status>
        <Status shape="line" tone="grey">
          {t("run.nothing_due_so_far", { count: progress?.nothing_due ?? 0 })}
        </Status>
        <Status shape="octagon" tone={(progress?.parked ?? 0) > 0 ? "red" : "grey"}>
          {t("run.parked_so_far", { count: progress?.parked ?? 0 })}
        </Status>
        <span className={classes.pushed}>
          <Amounts amounts={progress?.totals ?? []} /> {(progress?.totals.length ?? 0) > 0 && t("money.gross")}
        </span>
      </div>
    </section>
  );
}
