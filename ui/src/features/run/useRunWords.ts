import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../lib/format";
import type { RunState } from "./runStore";

type Known = Exclude<RunState, { phase: "idle" }>;

/** How far a run is, or what came of it, in a few words. */
export function useRunWords(): (run: Known) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return useCallback(
    (run) => {
      switch (run.phase) {
        case "running": {
          if (run.isCancelling) return t("run.cancelling");
          if (run.progress === null) return t("run.starting");
          const { done, total } = run.progress;
          return t("run.far", { count: total, done: format.count(done), total: format.count(total) });
        }
        case "ended": {
          const { drafts, parked_contracts } = run.result;
          const made = t("run.drafts", { count: drafts.length });
          return parked_contracts === 0
            ? made
            : t("run.drafts_and_parked", { drafts: made, parked: format.count(parked_contracts) });
        }
        case "differs":
          return t("run.differs_away");
        case "failed":
          return run.problem.message;
      }
    },
    [t, format],
  );
}
