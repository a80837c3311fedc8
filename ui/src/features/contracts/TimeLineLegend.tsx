import { useTranslation } from "react-i18next";
import { MissedMark, RunStatusMark } from "../../components/Status";
import screen from "./ContractScreen.module.css";
import classes from "./ScheduleTimeLine.module.css";

const marks = ["done", "to_come", "milestone", "cut_off"] as const;

/** What the marks of the time line stand for; missed and failed rows only where there are some. */
export function TimeLineLegend({ hasFailed, hasMissed }: { hasFailed: boolean; hasMissed: boolean }) {
  const { t } = useTranslation();
  return (
    <span className={screen.legend}>
      {marks.map((mark) => (
        <span key={mark} className={screen.legendMark}>
          <svg viewBox="0 0 14 14" className={classes.legendShape} aria-hidden="true">
            {mark === "done" && <circle cx="7" cy="7" r="5" className={classes.done} />}
            {mark === "to_come" && <circle cx="7" cy="7" r="4.4" className={classes.toCome} />}
            {mark === "milestone" && <path d="M7 1.5 12.5 7 7 12.5 1.5 7z" className={classes.done} />}
            {mark === "cut_off" && <path d="M7 1v12" className={classes.cutOff} />}
          </svg>
          {t(`schedule.mark.${mark}`)}
        </span>
      ))}
      {hasMissed && <MissedMark />}
      {hasFailed && <RunStatusMark status="run_failed" />}
    </span>
  );
}
