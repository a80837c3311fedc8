import type { JobDay, JobDayKind } from "../../bindings";
import classes from "./DatesCovered.module.css";
import { levelOf } from "./dayLooks";

type DayMarkProps = { day: Omit<JobDay, "date">; isPast?: boolean; isToday?: boolean };

/** A day in a few pixels: how many drafts, and what went wrong or is to come. */
export function DayMark({ day, isPast = true, isToday = false }: DayMarkProps) {
  const level = levelOf(day.drafts);
  return (
    <svg
      viewBox="0 0 16 16"
      className={classes.mark}
      data-part=""
      data-kind={day.kind}
      data-level={level}
      data-past={isPast || undefined}
      aria-hidden="true"
    >
      {isToday && <rect x="0.8" y="0.8" width="14.4" height="14.4" rx="4" className={classes.today} />}
      <rect x="2" y="2" width="12" height="12" rx="2.5" className={classes.ground} />
      <Sign kind={day.kind} />
      {day.is_caught_up && <path d="M10.7 6.6A3 3 0 1 0 11 8M11 4.9v1.9H9.1" className={classes.line} />}
    </svg>
  );
}

function Sign({ kind }: { kind: JobDayKind }) {
  switch (kind) {
    case "parked":
      return <path d="M8 4.2 12.2 11.6H3.8z" className={classes.parked} />;
    case "interrupted":
      return <path d="M5.2 8h5.6" className={classes.stopped} />;
    case "undone":
      return <path d="m5.2 10.8 5.6-5.6" className={classes.line} />;
    case "to_come":
      return <circle cx="8" cy="8" r="2" className={classes.dot} />;
    case "drafts":
    case "nothing_due":
    case "missed":
    case "nothing":
      return null;
  }
}
