import { Button, SegmentedControl } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContractLineSetUp, SetUpRow } from "../../../bindings";
import { ConfirmDialog } from "../../../components/ConfirmDialog";
import form from "../../../components/Form.module.css";
import { Icon } from "../../../components/Icon";
import { LinkButton } from "../../../components/LinkButton";
import { Notice } from "../../../components/Notice";
import { isFocusFree } from "../../../lib/focus";
import { goToField } from "../../../lib/formLook";
import { useReadOnly } from "../../../lib/readOnly";
import { asSentence } from "../../../lib/sentence";
import { PlanDialog } from "./PlanDialog";
import classes from "./Schedule.module.css";
import { ScheduleCalendar } from "./ScheduleCalendar";
import { ScheduleLane } from "./ScheduleLane";
import { ScheduleRows } from "./ScheduleRows";
import { SkipDialog } from "./SkipDialog";
import { openRows } from "./useFoldedRows";
import { useSchedule, waysOf } from "./useSchedule";

type ScheduleEditorProps = {
  contract: string;
  line: ContractLineSetUp;
  isClosed: boolean;
  /** Whether the rule is typed and not saved. */
  isRuleTyped: boolean;
};

const views = ["table", "time_line", "calendar"] as const;
type View = (typeof views)[number];

/** The rows of a line's schedule: generated, typed, skipped, as a table, a time line or a calendar. */
export function ScheduleEditor({ contract, line, isClosed, isRuleTyped }: ScheduleEditorProps) {
  const { t } = useTranslation();
  const { off } = useReadOnly();
  const [view, setView] = useState<View>("table");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [editing, setEditing] = useState<string | "new" | null>(null);
  const [open, setOpen] = useState<"plan" | "skip" | null>(null);
  const adding = useRef<HTMLButtonElement>(null);
  /** Where whoever has done something goes on, if what it was done with is gone. */
  const goOn = () => requestAnimationFrame(() => isFocusFree() && adding.current?.focus());
  const clear = () => {
    setChosen(new Set());
    goOn();
  };
  const { saving, deleting, skipping } = useSchedule(contract, line.form.id, clear);
  const rows = line.schedule;
  const chosenRows = rows.filter((row) => chosen.has(row.run_date));
  const toggle = (date: string) =>
    setChosen((old) => (old.has(date) ? new Set([...old].filter((one) => one !== date)) : new Set([...old, date])));
  const toggleAll = () => {
    const open = openRows(rows).map((row) => row.run_date);
    setChosen(new Set(open.every((date) => chosen.has(date)) ? [] : open));
  };
  const problem = deleting.error ?? (skipping.error?.field === null ? skipping.error : null);
  /** What was asked for while a row was typed, which it would lose. */
  const [wanted, setWanted] = useState<(() => void) | null>(null);
  const isTyped = useRef(false);
  const askFirst = (next: () => void) => (isTyped.current ? setWanted(() => next) : next());
  const show = (next: View) => {
    setEditing(null);
    setView(next);
  };
  const edit = (which: string | "new" | null) => {
    saving.reset();
    setEditing(which);
    if (which !== null) setView("table");
    else goOn();
  };
  return (
    <div className={classes.editor}>
      <div className={`${form.tools} ${classes.tools}`}>
        <SegmentedControl
          aria-label={t("rows.view_label")}
          data={views.map((value) => ({ value, label: t(`rows.view.${value}`) }))}
          value={view}
          onChange={(value) => askFirst(() => show(value as View))}
        />
        <span className={classes.grow} />
        {!isClosed && chosenRows.length === 0 && (
          <>
            <Button
              ref={adding}
              leftSection={<Icon of={IconPlus} />}
              onClick={() => editing !== "new" && askFirst(() => edit("new"))}
              {...off}
            >
              {t("rows.add")}
            </Button>
            <Button disabled={isRuleTyped} onClick={() => setOpen("plan")} {...off}>
              {t(rows.length === 0 ? "rows.generate" : "rows.generate_again")}
            </Button>
          </>
        )}
        {chosenRows.length > 0 && !isClosed && (
          <Chosen
            rows={chosenRows}
            isBusy={deleting.isPending || skipping.isPending}
            onSkip={() => setOpen("skip")}
            onRunAgain={() => skipping.mutate({ rows: chosenRows, reason: null })}
            onDelete={() => deleting.mutate(chosenRows)}
            onClear={clear}
          />
        )}
      </div>
      {isRuleTyped && <p className={classes.words}>{t("rows.save_rule_first")}</p>}
      {line.gaps.map((gap) => (
        <Notice key={gap} tone="amber" shape="triangle">
          {asSentence(gap)}
        </Notice>
      ))}
      {problem !== null && (
        <Notice tone="red" shape="octagon" alert>
          {asSentence(problem.message)}. {t("problem.untouched")}
        </Notice>
      )}
      {rows.length === 0 && editing === null ? (
        <p className={classes.words}>
          {t("rows.none")} <LinkButton onClick={() => goToField("invoice_frequency")}>{t("rows.none_link")}</LinkButton>
        </p>
      ) : view === "table" ? (
        <ScheduleRows
          rows={rows}
          chosen={chosen}
          isClosed={isClosed}
          editing={editing}
          saving={saving}
          onToggle={toggle}
          onToggleAll={toggleAll}
          onEdit={(which) => (which === null ? edit(null) : askFirst(() => edit(which)))}
          onTyped={(typed) => {
            isTyped.current = typed;
          }}
        />
      ) : view === "time_line" ? (
        <ScheduleLane contract={contract} line={line.form.id} chosen={chosen} onToggle={toggle} />
      ) : (
        <ScheduleCalendar rows={rows} chosen={chosen} onToggle={toggle} />
      )}
      <ConfirmDialog
        opened={wanted !== null}
        title={t("rows.leave_title")}
        verb={t("form.discard")}
        isBusy={false}
        problem={null}
        onConfirm={() => {
          wanted?.();
          setWanted(null);
        }}
        onClose={() => setWanted(null)}
      >
        {t("rows.leave_about")}
      </ConfirmDialog>
      <PlanDialog
        opened={open === "plan"}
        contract={contract}
        line={line.form.id}
        isFirst={rows.length === 0}
        onClose={() => setOpen(null)}
      />
      <SkipDialog
        opened={open === "skip"}
        contract={contract}
        line={line}
        rows={chosenRows}
        isBusy={skipping.isPending}
        problem={skipping.error}
        onSkip={(reason) => skipping.mutate({ rows: chosenRows, reason }, { onSuccess: () => setOpen(null) })}
        onClose={() => {
          skipping.reset();
          setOpen(null);
        }}
        onGone={goOn}
      />
    </div>
  );
}

type ChosenProps = {
  rows: readonly SetUpRow[];
  isBusy: boolean;
  onSkip: () => void;
  onRunAgain: () => void;
  onDelete: () => void;
  onClear: () => void;
};

/** What can be done with the chosen rows, and why the rest cannot. */
function Chosen({ rows, isBusy, onSkip, onRunAgain, onDelete, onClear }: ChosenProps) {
  const { t } = useTranslation();
  const { off } = useReadOnly();
  const { canDelete, canSkip, canRunAgain } = waysOf(rows);
  const whyNot = !canSkip && !canRunAgain;
  return (
    <div className={classes.chosen} role="toolbar" aria-label={t("rows.chosen_label")}>
      <strong>{t("rows.chosen", { count: rows.length })}</strong>
      {whyNot && <span className={classes.why}>{t("rows.history_stays")}</span>}
      {canSkip && (
        <Button size="compact-sm" disabled={isBusy} onClick={onSkip} {...off}>
          {t("rows.skip")}
        </Button>
      )}
      {canRunAgain && (
        <Button size="compact-sm" disabled={isBusy} onClick={onRunAgain} {...off}>
          {t("rows.run_again")}
        </Button>
      )}
      {canDelete && (
        <Button size="compact-sm" disabled={isBusy} onClick={onDelete} {...off}>
          {t("rows.delete", { count: rows.length })}
        </Button>
      )}
      <Button size="compact-sm" variant="subtle" onClick={onClear}>
        {t("bulk.clear")}
      </Button>
    </div>
  );
}
