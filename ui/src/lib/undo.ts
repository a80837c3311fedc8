// Says what a change did and takes it back by its token. Whatever answers with a `Change` goes through here.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Change } from "../bindings";
import { amountsText, useFormat } from "./format";
import { ipc } from "./ipc";
import { type Doing, type Say, undoLatest, undoStep } from "./steps";
import { showToast } from "./toasts";

/** Says what came of taking something back. */
export function useSayUndone(): Say {
  const { t } = useTranslation();
  return useMemo(
    (): Say => (outcome) => {
      switch (outcome.came) {
        case "back":
          showToast({ text: t("undo.done"), detail: outcome.text });
          return;
        case "waits":
          showToast({ text: t("undo.waits"), tone: "notice" });
          return;
        case "nothing":
          showToast({ text: t("undo.nothing"), detail: t("undo.nothing_help"), tone: "notice" });
          return;
        case "not":
          showToast({
            text: t("mark.not_undone"),
            detail: t("undo.why", { what: outcome.text, why: outcome.problem.message }),
            tone: "notice",
          });
      }
    },
    [t],
  );
}

/** Says what was saved or deleted, with its way back where the program has one. */
export function showDone(text: string, undo: string | null): void {
  showToast({ text, ...(undo !== null && { undo: () => ipc.undo(undo), change: undo }) });
}

/** Takes back the latest step, or the one that a toast is about. */
export function useUndo(): { latest: () => void; step: (id: number) => void } {
  const say = useSayUndone();
  return useMemo(() => ({ latest: () => undoLatest(say), step: (id) => undoStep(id, say) }), [say]);
}

type Told = { detail?: string | undefined; tone?: "done" | "notice"; doing?: Doing | undefined };

/** Shows a change as a toast: what was done, what it amounts to, and Undo where the program can take it back. */
export function useChangeToast(): (text: string, change: Omit<Change, "stopped">, told?: Told) => void {
  const format = useFormat();
  return (text, { amounts, undo }, { detail, tone, doing } = {}) => {
    showToast({
      text,
      detail: detail ?? amountsText(format, amounts),
      ...(tone !== undefined && { tone }),
      ...(undo !== null && { undo: () => ipc.undo(undo), change: undo, doing }),
    });
  };
}
