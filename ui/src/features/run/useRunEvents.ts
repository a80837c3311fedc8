import { useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../lib/format";
import { onRunProgress } from "../../lib/ipc";
import { showToast } from "../../lib/toasts";
import { takeProgress, useRun } from "./runStore";

/** Follows the run that is on its way from wherever one is. */
export function useRunEvents(): void {
  const { t } = useTranslation();
  const format = useFormat();
  const run = useRun();
  const isOnRunScreen = useLocation().pathname === "/run";
  const told = useRef(run);
  useEffect(() => {
    const listening = onRunProgress(takeProgress);
    return () => {
      void listening.then((stop) => stop());
    };
  }, []);
  useEffect(() => {
    if (told.current === run) return;
    const wasRunning = told.current.phase === "running";
    told.current = run;
    if (!wasRunning || isOnRunScreen) return;
    if (run.phase === "ended") {
      showToast({
        text: t("run.ended_away", { date: format.dayAndMonth(run.date) }),
        detail: t("run.drafts", { count: run.result.drafts.length }),
        tone: run.result.status === "completed" ? "done" : "notice",
      });
    } else if (run.phase === "failed") {
      showToast({
        text: t("run.failed_away", { date: format.dayAndMonth(run.date) }),
        detail: run.problem.message,
        tone: "notice",
      });
    }
  }, [run, isOnRunScreen, t, format]);
}
