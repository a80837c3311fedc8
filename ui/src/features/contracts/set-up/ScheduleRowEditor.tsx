import { Button } from "@mantine/core";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ScheduleRowForm, SetUpRow } from "../../../bindings";
import { DateField } from "../../../components/DateField";
import { Said } from "../../../components/FieldSays";
import { useUnsaved } from "../../../components/useUnsaved";
import { addDays } from "../../../lib/dates";
import { useFormat } from "../../../lib/format";
import { formSays } from "../../../lib/formLook";
import type { Problem } from "../../../lib/ipc";
import { restsWhile } from "../../../lib/resting";
import { asSentence } from "../../../lib/sentence";
import { useTyped } from "./queries";
import classes from "./Schedule.module.css";

type ScheduleRowEditorProps = {
  /** None for a new row. */
  row: SetUpRow | null;
  isBusy: boolean;
  problem: Problem | null;
  /** Says whether something is typed that is not saved. */
  onTyped: (isTyped: boolean) => void;
  onSave: (row: ScheduleRowForm) => void;
  onCancel: () => void;
};

/** A row of the schedule as it is typed: when it runs, and up to which day it takes work. */
export function ScheduleRowEditor({ row, isBusy, problem, onTyped, onSave, onCancel }: ScheduleRowEditorProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const {
    form: typed,
    isDirty,
    latest,
    change,
  } = useTyped<ScheduleRowForm>({
    run_date: row?.run_date ?? "",
    cut_off_date: row?.cut_off_date ?? "",
  });
  const { asking } = useUnsaved(isDirty, t("rows.typed_one"));
  const tell = useRef(onTyped);
  tell.current = onTyped;
  useEffect(() => {
    tell.current(isDirty);
    return () => tell.current(false);
  }, [isDirty]);
  const place = useRef<HTMLTableRowElement>(null);
  // Whoever asked for the row goes on in it.
  useEffect(() => place.current?.querySelector("input")?.focus(), []);
  const says = formSays(null, [], problem);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    onCancel();
  };
  const isEmpty = !isComplete(typed);
  return (
    <tr ref={place} onKeyDown={onKeyDown} {...restsWhile(isBusy)}>
      <td className={classes.check} />
      <td className={classes.field}>
        <DateField
          label={t("schedule.run_date")}
          hidesLabel
          value={typed.run_date === "" ? null : typed.run_date}
          write={format.weekday}
          says={says.at("run_date")}
          onChange={(date) => {
            const runDate = date ?? "";
            // The day before, unless somebody has said another (SPEC 3.6).
            const isUsual = typed.cut_off_date === "" || typed.cut_off_date === dayBefore(typed.run_date);
            change({ run_date: runDate, ...(isUsual && { cut_off_date: dayBefore(runDate) }) });
          }}
          onDone={() => place.current?.querySelectorAll("input")[1]?.focus()}
        />
      </td>
      <td className={classes.field}>
        <DateField
          label={t("schedule.cut_off")}
          hidesLabel
          value={typed.cut_off_date === "" ? null : typed.cut_off_date}
          write={format.weekday}
          says={says.at("cut_off_date")}
          onChange={(date) => change({ cut_off_date: date ?? "" })}
          onDone={() => isComplete(latest()) && onSave(latest())}
        />
      </td>
      <td colSpan={4}>
        <span className={classes.rowTools}>
          <Button size="compact-sm" disabled={isEmpty} loading={isBusy} onClick={() => onSave(typed)}>
            {t(row === null ? "rows.add_verb" : "rows.change_verb")}
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={onCancel}>
            {t("common.cancel")}
          </Button>
          {isEmpty && <span className={classes.words}>{t("rows.both_dates")}</span>}
          {asking}
          {problem !== null && problem.field === null && <Said tone="red">{asSentence(problem.message)}.</Said>}
        </span>
      </td>
    </tr>
  );
}

function isComplete({ run_date, cut_off_date }: ScheduleRowForm): boolean {
  return run_date !== "" && cut_off_date !== "";
}

function dayBefore(date: string): string {
  return date === "" ? "" : addDays(date, -1);
}
