import { Button, Checkbox, VisuallyHidden } from "@mantine/core";
import type { UseMutationResult } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { RowsChanged, ScheduleRowForm, SetUpRow } from "../../../bindings";
import { LinkButton } from "../../../components/LinkButton";
import { RunStatusMark } from "../../../components/Status";
import table from "../../../components/Table.module.css";
import { useFormat } from "../../../lib/format";
import type { Problem } from "../../../lib/ipc";
import { useReadOnly } from "../../../lib/readOnly";
import { asSentence } from "../../../lib/sentence";
import classes from "./Schedule.module.css";
import { ScheduleRowEditor } from "./ScheduleRowEditor";
import { openRows, useFoldedRows } from "./useFoldedRows";

const COLUMNS = 7;

type ScheduleRowsProps = {
  rows: readonly SetUpRow[];
  chosen: ReadonlySet<string>;
  isClosed: boolean;
  /** The run date of the row that is edited, or a new one. */
  editing: string | null;
  saving: UseMutationResult<RowsChanged, Problem, { of: SetUpRow | null; row: ScheduleRowForm }>;
  onToggle: (date: string) => void;
  onToggleAll: () => void;
  onEdit: (which: string | null) => void;
  onTyped: (isTyped: boolean) => void;
};

/** The rows in words, each edited in its place. */
export function ScheduleRows({
  rows,
  chosen,
  isClosed,
  editing,
  saving,
  onToggle,
  onToggleAll,
  onEdit,
  onTyped,
}: ScheduleRowsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { off } = useReadOnly();
  const { shown, earlier, later, showEarlier, showLater, reveal } = useFoldedRows(rows);
  const body = useRef<HTMLTableSectionElement>(null);
  const save = (of: SetUpRow | null) => (row: ScheduleRowForm) =>
    saving.mutate(
      { of, row },
      {
        onSuccess: () => {
          onEdit(null);
          reveal(row.run_date);
        },
      },
    );
  /** Whoever went into a row is back where the row was entered. */
  const leave = (date: string) => {
    onEdit(null);
    requestAnimationFrame(() => body.current?.querySelector<HTMLElement>(`[data-edits="${date}"]`)?.focus());
  };
  const open = openRows(rows);
  const all = open.length > 0 && open.every((row) => chosen.has(row.run_date));
  const some = !all && rows.some((row) => chosen.has(row.run_date));
  const hasRun = open.length < rows.length;
  return (
    <div className={classes.scroll}>
      <table className={table.table} data-size="schedule" aria-label={t("rows.label")}>
        <thead>
          <tr>
            <th className={classes.check}>
              <Checkbox
                size="xs"
                aria-label={t(hasRun ? "rows.select_open" : "grid.select_all")}
                title={hasRun ? t("rows.select_open") : undefined}
                checked={all}
                indeterminate={some}
                onChange={onToggleAll}
              />
            </th>
            <th>{t("schedule.run_date")}</th>
            <th>{t("schedule.cut_off")}</th>
            <th>{t("schedule.run_status")}</th>
            <th>{t("rows.origin")}</th>
            <th>{t("rows.reason")}</th>
            <th>
              <VisuallyHidden>{t("set_up.actions")}</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody ref={body}>
          {editing === "new" && (
            <ScheduleRowEditor
              row={null}
              isBusy={saving.isPending}
              problem={saving.error}
              onTyped={onTyped}
              onSave={save(null)}
              onCancel={() => onEdit(null)}
            />
          )}
          {earlier > 0 && (
            <tr>
              <td colSpan={COLUMNS}>
                <LinkButton onClick={showEarlier}>{t("rows.earlier", { count: earlier })}</LinkButton>
              </td>
            </tr>
          )}
          {shown.map((row) =>
            editing === row.run_date ? (
              <ScheduleRowEditor
                key={row.run_date}
                row={row}
                isBusy={saving.isPending}
                problem={saving.error}
                onTyped={onTyped}
                onSave={save(row)}
                onCancel={() => leave(row.run_date)}
              />
            ) : (
              <tr key={row.run_date} data-lit={chosen.has(row.run_date) || undefined}>
                <td className={classes.check}>
                  <Checkbox
                    size="xs"
                    aria-label={t("rows.select", { date: format.weekday(row.run_date) })}
                    checked={chosen.has(row.run_date)}
                    onChange={() => onToggle(row.run_date)}
                  />
                </td>
                <td className={`${table.name} ${classes.whole}`}>{format.weekday(row.run_date)}</td>
                <td className={classes.whole}>{format.weekday(row.cut_off_date)}</td>
                <td>
                  <RunStatusMark status={row.run_status} />
                </td>
                <td>{t(row.is_typed ? "rows.typed" : "rows.generated")}</td>
                <td className={classes.reason}>{row.reason === null ? "" : asSentence(row.reason)}</td>
                <td className={table.end}>
                  {row.run_status === "not_run" && !isClosed && (
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      data-edits={row.run_date}
                      aria-label={t("rows.edit_of", { date: format.weekday(row.run_date) })}
                      onClick={() => onEdit(row.run_date)}
                      {...off}
                    >
                      {t("rows.edit")}
                    </Button>
                  )}
                </td>
              </tr>
            ),
          )}
          {later > 0 && (
            <tr>
              <td colSpan={COLUMNS}>
                <LinkButton onClick={showLater}>{t("rows.later", { count: later })}</LinkButton>
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
