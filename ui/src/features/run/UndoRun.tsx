import { Button, Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RunResult } from "../../bindings";
import dialog from "../../components/Dialog.module.css";
import { Amounts } from "../../components/Money";
import { Notice } from "../../components/Notice";
import { isZero, useFormat } from "../../lib/format";
import { ipc, type Problem } from "../../lib/ipc";
import { useReadOnly } from "../../lib/readOnly";
import { showToast } from "../../lib/toasts";
import classes from "./RunFacts.module.css";

/** Under this the sentence is found that says why a run cannot be undone. */
export const UNDO_WHY = "undo-why";

/** Whether the run can be undone, and why not where it cannot. */
export function UndoFact({ result }: { result: RunResult }) {
  const { t } = useTranslation();
  if (result.undone_at !== null) return null;
  return (
    <p id={UNDO_WHY}>
      {result.undo_refused === null ? t("runs.can_undo") : t("runs.cannot_undo", { reason: result.undo_refused })}
    </p>
  );
}

/** Undoes a run after asking once; off, with the reason in the facts, where it cannot be undone. */
export function UndoRunButton({ result }: { result: RunResult }) {
  const { t } = useTranslation();
  const [isAsking, setIsAsking] = useState(false);
  const { off } = useReadOnly();
  if (result.undone_at !== null) return null;
  return (
    <>
      <Button
        className={classes.danger ?? ""}
        disabled={result.undo_refused !== null}
        aria-describedby={UNDO_WHY}
        onClick={() => setIsAsking(true)}
        {...off}
      >
        {t("runs.undo")}
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setIsAsking(false)}
        title={t("runs.undo_title")}
        size="32rem"
        closeButtonProps={{ "aria-label": t("runs.undo_close") }}
      >
        {isAsking && <Ask result={result} onClose={() => setIsAsking(false)} />}
      </Modal>
    </>
  );
}

function Ask({ result, onClose }: { result: RunResult; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const hint = useId();
  const undoing = useUndoRun(result, onClose);
  const date = format.dayAndMonth(result.run_date);
  const count = result.drafts.length;
  // Of several attempts the books of the last alone are told: then no amount is said rather than a part.
  const amounts =
    result.attempts > 1
      ? []
      : result.proof
          .filter((row) => !isZero(row.invoiced))
          .map((row) => ({ amount: row.invoiced, currency: row.currency }));
  return (
    <div className={dialog.body}>
      <p className={dialog.about}>{t("runs.undo_about", { date: format.weekday(result.run_date) })}</p>
      <ul className={classes.effects}>
        <li>
          {t("runs.undo_drafts", { count })} {count > 0 && <Amounts amounts={amounts} />}
        </li>
        {count > 0 && <li>{t("runs.undo_work")}</li>}
        <li>{t("runs.undo_missed", { date })}</li>
        <li>{t("runs.undo_record")}</li>
      </ul>
      {undoing.error !== null && (
        <Notice tone="red" shape="octagon" alert>
          <strong>{t("runs.not_undone")}</strong> {undoing.error.message}. {t("problem.untouched")}
        </Notice>
      )}
      <div className={dialog.foot}>
        <span id={hint} className={dialog.hint}>
          {t("runs.undo_hint")}
        </span>
        <Button data-autofocus onClick={onClose}>
          {t("common.cancel")}
        </Button>
        <Button
          className={classes.danger ?? ""}
          aria-describedby={hint}
          loading={undoing.isPending}
          onClick={() => undoing.mutate()}
        >
          {count > 0 ? t("runs.undo_verb", { count }) : t("runs.undo")}
        </Button>
      </div>
    </div>
  );
}

function useUndoRun({ run_date }: RunResult, onUndone: () => void) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  return useMutation<number, Problem>({
    mutationFn: () => ipc.undoRun(run_date),
    onSuccess: (count) => {
      showToast({
        text: t("runs.undone_done", { date: format.dayAndMonth(run_date) }),
        detail: t("runs.undone_detail", { count }),
        link: { text: t("missed.title"), go: () => void navigate({ to: "/missed" }) },
      });
      onUndone();
    },
  });
}
