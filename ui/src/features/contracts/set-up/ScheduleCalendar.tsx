import { useTranslation } from "react-i18next";
import type { SetUpRow } from "../../../bindings";
import { runLooks } from "../../../components/Status";
import { useFormat } from "../../../lib/format";
import { MonthCards } from "./MonthCards";

type ScheduleCalendarProps = {
  rows: readonly SetUpRow[];
  chosen: ReadonlySet<string>;
  onToggle: (date: string) => void;
};

/** The rows of one line as a calendar of months. */
export function ScheduleCalendar({ rows, chosen, onToggle }: ScheduleCalendarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const marks = new Map(
    rows.map((row) => [
      row.run_date,
      {
        ...runLooks[row.run_status],
        isChosen: chosen.has(row.run_date),
        text: [
          t(`run_status.${row.run_status}`),
          t("schedule.cut_off_at", { date: format.weekday(row.cut_off_date) }),
          t(row.is_typed ? "rows.typed" : "rows.generated"),
          row.reason,
        ]
          .filter(Boolean)
          .join(", "),
      },
    ]),
  );
  // What has run is seldom what one comes for.
  const open = rows.find((row) => row.run_status !== "run_successful");
  return (
    <MonthCards
      label={t("rows.view.calendar")}
      marks={marks}
      onChoose={onToggle}
      from={(open ?? rows.at(-1))?.run_date}
    />
  );
}
