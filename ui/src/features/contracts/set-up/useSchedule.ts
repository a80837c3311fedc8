// What is done with the rows of a schedule: each acts at once, says what it did, and offers to take it back.
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { RowsChanged, ScheduleRowForm, SetUpRow } from "../../../bindings";
import { ipc, type Problem } from "../../../lib/ipc";
import { showToast } from "../../../lib/toasts";

export function useSchedule(contract: string, line: string, onDone: () => void) {
  const { t } = useTranslation();
  const dates = (rows: readonly SetUpRow[]) => rows.map((row) => row.run_date);
  const tell = (text: string, undo: string | null, detail?: string) =>
    showToast({
      text,
      ...(detail !== undefined && { detail }),
      ...(undo !== null && { undo: () => ipc.undo(undo), change: undo }),
    });
  const saving = useMutation<RowsChanged, Problem, { of: SetUpRow | null; row: ScheduleRowForm }>({
    mutationFn: ({ of, row }) => ipc.saveScheduleRow(contract, line, of?.run_date ?? null, row),
    onSuccess: ({ changed, undo }, { of }) => {
      if (changed > 0) tell(t(of === null ? "rows.added" : "rows.changed"), undo);
    },
  });
  const deleting = useMutation<RowsChanged, Problem, readonly SetUpRow[]>({
    mutationFn: (rows) => ipc.deleteScheduleRows(contract, line, dates(rows)),
    onSuccess: ({ undo }, rows) => {
      onDone();
      const isGenerated = rows.every((row) => !row.is_typed);
      tell(t("rows.deleted", { count: rows.length }), undo, isGenerated ? t("rows.generate_brings_back") : undefined);
    },
  });
  const skipping = useMutation<RowsChanged, Problem, { rows: readonly SetUpRow[]; reason: string | null }>({
    mutationFn: ({ rows, reason }) => ipc.skipScheduleRows(contract, line, dates(rows), reason),
    onSuccess: ({ undo }, { rows, reason }) => {
      onDone();
      tell(t(reason === null ? "rows.not_skipped" : "rows.skipped", { count: rows.length }), undo);
    },
  });
  return { saving, deleting, skipping };
}

/** What may be done with rows: only what all of them allow. */
export function waysOf(rows: readonly SetUpRow[]) {
  const all = (is: (row: SetUpRow) => boolean) => rows.length > 0 && rows.every(is);
  return {
    canDelete: all((row) => row.run_status === "not_run"),
    canSkip: all((row) => row.run_status === "not_run" || row.run_status === "run_failed"),
    canRunAgain: all((row) => row.run_status === "skipped"),
  };
}

/** The last date of work that a row takes. */
const reach = ({ run_date, cut_off_date }: SetUpRow) => (cut_off_date < run_date ? cut_off_date : run_date);

/** Those of the rows to be skipped whose work no other row of the schedule will take. */
export function leftByAll(
  schedule: readonly SetUpRow[],
  skipped: readonly SetUpRow[],
  today: string | null,
): readonly SetUpRow[] {
  const isToRun = ({ run_status, run_date }: SetUpRow) =>
    run_status === "run_failed" || (run_status === "not_run" && run_date >= (today ?? ""));
  const others = schedule.filter((row) => isToRun(row) && !skipped.includes(row));
  return skipped.filter((row) => !others.some((other) => reach(other) >= reach(row)));
}
