import { Button, Modal } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { SchedulePlan, ShownPlan } from "../../../bindings";
import dialog from "../../../components/Dialog.module.css";
import { Notice } from "../../../components/Notice";
import { Shape, type ShapeName, type Tone } from "../../../components/Shape";
import { SkeletonRows } from "../../../components/Skeleton";
import { useFormat } from "../../../lib/format";
import { asProblem, ipc, type Problem } from "../../../lib/ipc";
import { asSentence, asWholeSentence } from "../../../lib/sentence";
import { showToast } from "../../../lib/toasts";
import { type DayMark, MonthCards } from "./MonthCards";
import classes from "./Schedule.module.css";

type PlanDialogProps = { opened: boolean; contract: string; line: string; isFirst: boolean; onClose: () => void };

/** What generating the schedule would add, keep and remove, shown before it does. */
export function PlanDialog({ opened, isFirst, onClose, ...of }: PlanDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t(isFirst ? "plan.title" : "plan.title_again")}
      size="58rem"
      closeButtonProps={{ "aria-label": t("plan.close") }}
    >
      {opened && <Body {...of} onClose={onClose} />}
    </Modal>
  );
}

function Body({ contract, line, onClose }: Omit<PlanDialogProps, "opened" | "isFirst">) {
  const { t } = useTranslation();
  const {
    data: plan,
    error,
    refetch,
  } = useQuery({
    queryKey: ["schedule-plan", contract, line],
    queryFn: () => ipc.schedulePlan(contract, line),
    meta: { tags: ["contracts", "process_runs"] },
  });
  const generating = useMutation<SchedulePlan, Problem, ShownPlan>({
    mutationFn: (shown) => ipc.generateSchedule(contract, line, shown),
    // What it would do may be something else by now: that is shown, and asked for again.
    onError: () => void refetch(),
    onSuccess: ({ add, remove, undo }) => {
      onClose();
      showToast({
        text: t("plan.done", { count: add.length }),
        detail: t("plan.removed", { count: remove.length }),
        ...(undo !== null && { undo: () => ipc.undo(undo), change: undo }),
      });
    },
  });
  const problem = generating.error ?? (error === null ? null : asProblem(error));
  const changes = plan === undefined ? 0 : plan.add.length + plan.remove.length;
  const canGenerate = plan !== undefined && plan.problem === null && changes > 0;
  const cancel = useRef<HTMLButtonElement>(null);
  const verbButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // A button that is off while the plan is asked for cannot take the focus at first.
    if (!canGenerate) return;
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === cancel.current) verbButton.current?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [canGenerate]);
  return (
    <div className={dialog.body}>
      <p className={dialog.about}>{t("plan.about")}</p>
      {problem !== null && (
        <Notice tone="red" shape="octagon" alert>
          {asWholeSentence(problem.message)} {t("problem.untouched")}
        </Notice>
      )}
      {plan === undefined ? (
        problem === null && <SkeletonRows rows={4} />
      ) : plan.problem !== null ? (
        <Notice tone="amber" shape="triangle">
          {asSentence(plan.problem)}
        </Notice>
      ) : (
        <Plan plan={plan} />
      )}
      <div className={dialog.foot}>
        <span className={dialog.hint}>
          {plan !== undefined && plan.problem === null && changes === 0 ? t("plan.no_change") : t("plan.hint")}
        </span>
        <Button ref={cancel} data-autofocus onClick={onClose}>
          {t("common.cancel")}
        </Button>
        <Button
          ref={verbButton}
          variant="filled"
          disabled={!canGenerate}
          loading={generating.isPending}
          onClick={() => plan !== undefined && generating.mutate({ add: plan.add, remove: plan.remove })}
        >
          {plan === undefined || changes === 0 ? t("plan.verb_none") : verb(plan)}
        </Button>
      </div>
    </div>
  );

  function verb({ add, remove }: SchedulePlan): string {
    if (remove.length === 0) return t("plan.verb_add", { count: add.length });
    if (add.length === 0) return t("plan.verb_remove", { count: remove.length });
    return t("plan.verb_both", { add: add.length, remove: remove.length });
  }
}

type Listed = { date: string; cutOff: string; why?: string };

function Plan({ plan }: { plan: SchedulePlan }) {
  const { t } = useTranslation();
  const marks = new Map<string, DayMark>([
    ...plan.keep.map((row): [string, DayMark] => [row.run_date, { shape: "dot", tone: "grey", text: t("plan.stays") }]),
    ...plan.remove.map((row): [string, DayMark] => [
      row.run_date,
      { shape: "slash", tone: "red", text: t("plan.goes"), isGoing: true },
    ]),
    ...plan.add.map((row): [string, DayMark] => [
      row.run_date,
      { shape: "diamond", tone: "green", text: t("plan.comes") },
    ]),
  ]);
  const changed = [...plan.add, ...plan.remove].map((row) => row.run_date).sort();
  const rows = (list: SchedulePlan["add"]): Listed[] =>
    list.map((row) => ({ date: row.run_date, cutOff: row.cut_off_date }));
  const kept = plan.keep.map((row) => ({
    date: row.run_date,
    cutOff: row.cut_off_date,
    why:
      row.run_status !== "not_run"
        ? t(`run_status.${row.run_status}`)
        : t(row.is_typed ? "rows.typed" : "plan.same_date"),
  }));
  return (
    <>
      <div className={classes.plan}>
        <Column shape="diamond" tone="green" title={t("plan.add", { count: plan.add.length })} rows={rows(plan.add)} />
        <Column shape="dot" tone="grey" title={t("plan.keep", { count: plan.keep.length })} rows={kept} />
        <Column
          shape="slash"
          tone="red"
          title={t("plan.remove", { count: plan.remove.length })}
          rows={rows(plan.remove)}
        />
      </div>
      <MonthCards label={t("plan.calendar")} marks={marks} shown={3} from={changed[0]} />
    </>
  );
}

type ColumnProps = { shape: ShapeName; tone: Tone; title: string; rows: readonly Listed[] };

function Column({ shape, tone, title, rows }: ColumnProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section aria-label={title}>
      <h3 className={classes.planTitle}>
        <Shape name={shape} tone={tone} /> {title}
      </h3>
      {rows.length > 0 && (
        <ul className={classes.planList}>
          {rows.map(({ date, cutOff, why }) => (
            <li key={date}>
              {format.weekday(date)}
              <span className={classes.words}>
                {[t("schedule.cut_off_at", { date: format.date(cutOff) }), why].filter(Boolean).join(", ")}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
