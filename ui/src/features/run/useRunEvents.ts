import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../lib/format";
import { onRunEnded, onRunProgress } from "../../lib/ipc";
import { showToast } from "../../lib/toasts";
import { seeRun, takeEnd, takeProgress, useRun } from "./runStore";
import { useRunWords } from "./useRunWords";

/** Follows the run that is on its way from wherever one is. */
export function useRunEvents(): void {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const run = useRun();
  const cameOf = useRunWords();
  const isOnRunScreen = useLocation().pathname === "/run";
  const told = useRef(run);
  useEffect(() => {
    const listening = [onRunProgress(takeProgress), onRunEnded((ended) => void takeEnd(ended))];
    return () => {
      for (const one of listening) void one.then((stop) => stop());
    };
  }, []);
  useEffect(() => {
    if (isOnRunScreen && run.phase !== "running" && run.phase !== "idle") seeRun();
  }, [run, isOnRunScreen]);
  useEffect(() => {
    if (told.current === run) return;
    const wasRunning = told.current.phase === "running";
    told.current = run;
    if (!wasRunning || isOnRunScreen || run.phase === "running" || run.phase === "idle") return;
    const { date } = run;
    showToast({
      text: t(run.phase === "ended" ? "run.ended_away" : "run.failed_away", { date: format.dayAndMonth(date) }),
      detail: cameOf(run),
      tone: run.phase === "ended" && run.result.status === "completed" ? "done" : "notice",
      link: { text: t("run.look"), go: () => void navigate({ to: "/run", search: { date } }) },
    });
  }, [run, isOnRunScreen, t, format, navigate, cameOf]);
}
