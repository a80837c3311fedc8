import type { TFunction } from "i18next";
import type { JobDay } from "../../bindings";
import type { Format } from "../../lib/format";

/** How deep a day is filled: nothing, 1, 2 to 5, 6 or more drafts. */
export function levelOf(drafts: number): 0 | 1 | 2 | 3 {
  return drafts === 0 ? 0 : drafts === 1 ? 1 : drafts < 6 ? 2 : 3;
}

/** "Mon 19 Oct 2020, 6 drafts, 1 contract parked". */
export function dayName(day: JobDay, t: TFunction, format: Format): string {
  const drafts = day.drafts > 0 ? [t("run.drafts", { count: day.drafts })] : [];
  const says = (): string[] => {
    switch (day.kind) {
      case "drafts":
        return drafts;
      case "parked":
        return [...drafts, t("jobs.day.parked", { count: day.contracts })];
      case "to_come":
        return [t("jobs.day.to_come", { count: day.contracts })];
      case "nothing_due":
      case "interrupted":
      case "undone":
      case "missed":
      case "nothing":
        return [...drafts, t(`jobs.day.${day.kind}`)];
    }
  };
  return [format.weekday(day.date), ...says(), ...(day.is_caught_up ? [t("jobs.day.caught_up")] : [])].join(", ");
}
