// What is done with the rows of a schedule: each acts at once, says what it did, and where it can be taken back, offers it.
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ScheduleRowForm, SetUpRow } from "../../../bindings";
import { ipc, type Problem } from "../../../lib/ipc";
import { showToast } from "../../../lib/toasts";

export function useSchedule(contract: string, line: string, onDone: () => void) {
  const { t } = useTranslation();
  const dates = (rows: readonly SetUpRow[]) => rows.map((row) => row.run_date);
  const saving = useMutation<null, Problem, { of: SetUpRow | null; row: ScheduleRowForm }>({
    mutationFn: ({ of, row }) => ipc.saveScheduleRow(contract, line, of?.run_date ?? null, row),
    onSuccess: (_, { of, row }) => {
      if (of === null) {
        showToast({ text: t("rows.added"), undo: () => ipc.deleteScheduleRows(contract, line, [row.run_date]) });
      } else {
        const before = { run_date: of.run_date, cut_off_date: of.cut_off_date };
        // A generated row that was changed counts as typed from then on, so going back would not be the same.
        const canUndo = of.is_typed;
        showToast({
          text: t("rows.changed"),
          ...(canUndo && { undo: () => ipc.saveScheduleRow(contract, line, row.run_date, before) }),
        });
      }
    },
  });
  const deleting = useMutation<null, Problem, readonly SetUpRow[]>({
    mutationFn: (rows) => ipc.deleteScheduleRows(contract, line, dates(rows)),
    onSuccess: (_, rows) => {
      onDone();
      const text = t("rows.deleted", { count: rows.length });
      if (!rows.every((row) => row.is_typed)) {
        showToast({ text, detail: t("rows.generate_brings_back") });
        return;
      }
      showToast({
        text,
        undo: async () => {
          for (const { run_date, cut_off_date } of rows) {
            await ipc.saveScheduleRow(contract, line, null, { run_date, cut_off_date });
          }
        },
      });
    },
  });
  const skipping = useMutation<null, Problem, { rows: readonly SetUpRow[]; reason: string | null }>({
    mutationFn: ({ rows, reason }) => ipc.skipScheduleRows(contract, line, dates(rows), reason),
    onSuccess: (_, { rows, reason }) => {
      onDone();
      const undo = async () => {
        if (reason !== null) {
          await ipc.skipScheduleRows(contract, line, dates(rows), null);
          return;
        }
        // Each was skipped for a reason of its own.
        for (const row of rows) await ipc.skipScheduleRows(contract, line, [row.run_date], row.reason);
      };
      showToast({ text: t(reason === null ? "rows.not_skipped" : "rows.skipped", { count: rows.length }), undo });
    },
  });
  return { saving, deleting, skipping };
}

/** What may be done with rows: only what all of them allow. */
export function waysOf(rows: readonly SetUpRow[]) {
  const all = (is: (row: SetUpRow) => boolean) => rows.length > 0 && rows.every(is);
  return {
    canDelete: all((row) => row.run_status === "not_run"),
    canSkip: all((row) => row.run_status === "not_run"),
    canRunAgain: all((row) => row.run_status === "skipped"),
  };
}
