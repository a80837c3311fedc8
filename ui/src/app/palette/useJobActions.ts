import { IconMoonStars, IconPlayerPause, IconPlayerPlay, IconPlus } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { usePassedWhilePaused } from "../../features/jobs/resuming";
import { asProblem, ipc } from "../../lib/ipc";
import { useBatchJob, useMainJob } from "../../lib/jobs";
import { useReadOnly } from "../../lib/readOnly";
import { showToast } from "../../lib/toasts";
import type { PaletteAction } from "./useActions";

const fromAnywhere = [
  ["pause", IconPlayerPause],
  ["resume", IconPlayerPlay],
  ["run_now", IconPlayerPlay],
] as const;

/** The batch job: where it is set up, and what may be done with it just now. */
export function useJobActions(): PaletteAction[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { why, unless } = useReadOnly();
  const main = useMainJob();
  const { data: job } = useBatchJob(main?.id ?? null);
  const passed = usePassedWhilePaused(job);
  const words = t("palette.words.job");
  const actions: PaletteAction[] = [
    {
      id: "batch jobs",
      icon: IconMoonStars,
      title: t("palette.jobs"),
      words: t("palette.words.jobs"),
      open: () => void navigate({ to: "/settings/jobs" }),
    },
    {
      id: "new batch job",
      icon: IconPlus,
      title: t("jobs.new"),
      note: why ?? undefined,
      words: t("palette.words.jobs"),
      open: unless(() => void navigate({ to: "/settings/jobs/new" })),
    },
  ];
  if (job === undefined) return actions;
  const { id, name } = job.row;
  const toJob = () => void navigate({ to: "/settings/jobs/$id", params: { id } });
  const doing = (action: (typeof fromAnywhere)[number][0]) => async () => {
    try {
      await ipc.actOnBatchJob(id, action);
    } catch (thrown) {
      showToast({ text: t("jobs.not_done"), detail: asProblem(thrown).message, tone: "notice" });
    }
  };
  return [
    ...actions,
    {
      id: "open batch job",
      icon: IconMoonStars,
      title: t("palette.job_open"),
      note: name,
      open: toJob,
    },
    ...fromAnywhere
      .filter(([action]) => job.actions.includes(action))
      .map(
        ([action, icon]): PaletteAction => ({
          id: `job ${action}`,
          icon,
          title: t("palette.job_action", { action: t(`jobs.action.${action}`) }),
          note: why ?? name,
          words,
          // Dates that passed meanwhile are asked about on the page of the job.
          open: unless(action === "resume" && passed !== null ? toJob : () => void doing(action)()),
        }),
      ),
  ];
}
