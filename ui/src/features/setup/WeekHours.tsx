import { useTranslation } from "react-i18next";
import type { RecordForm } from "../../bindings";
import { NumberField } from "../../components/NumberField";
import { useFormat } from "../../lib/format";
import type { RecordEditor } from "./useRecordEditor";
import classes from "./Working.module.css";

/** 5 October 2020 was a Monday. */
const weekdays = Array.from({ length: 7 }, (_, day) => `2020-10-${String(5 + day).padStart(2, "0")}`);

type ResourceEditorState = RecordEditor<Extract<RecordForm, { kind: "resource" }>>;

/** Seven hours fields from Monday, with their sum. */
export function WeekHours({ editor, shown }: { editor: ResourceEditorState; shown: readonly string[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const own = editor.form.hours_per_weekday;
  const problem = weekdays.map((_, day) => editor.problemAt(`hours_per_weekday[${day}]`)).find((why) => why !== null);
  const sum = own.length === 0 ? "40" : (editor.look?.week_hours ?? null);
  return (
    <div>
      <div className={classes.week}>
        {weekdays.map((date, day) => (
          <div key={date}>
            <span className={classes.day} aria-hidden>
              {format.weekdayName(date)}
            </span>
            <NumberField
              label={t("setup.hours_on", { day: format.longWeekdayName(date) })}
              hidesLabel
              value={shown[day] ?? ""}
              // Why they are not typed is said at the switch.
              {...(own.length === 0 && { says: { path: "", problem: null, hint: null, lock: "" } })}
              isWrong={editor.problemAt(`hours_per_weekday[${day}]`) !== null}
              onChange={(given) =>
                editor.change({ hours_per_weekday: own.map((hours, at) => (at === day ? given : hours)) })
              }
            />
          </div>
        ))}
      </div>
      {problem !== undefined && (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
      <output className={classes.sum}>
        {sum === null ? t("setup.no_sum") : t("setup.week_sum", { hours: format.amount(sum) })}
      </output>
    </div>
  );
}
