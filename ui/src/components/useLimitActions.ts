// What can be asked of chosen shares about their not-to-exceed limits: test them again, or forget what they were told.
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { LimitRequest, ShareRow } from "../bindings";
import { ipc, type Problem } from "../lib/ipc";
import { asWholeSentence } from "../lib/sentence";
import { shareName } from "../lib/shares";
import { beginStep } from "../lib/steps";
import { showToast } from "../lib/toasts";
import { useChangeToast } from "../lib/undo";
import type { BulkAction } from "./BulkBar";
import type { GridList } from "./useGridList";

type Options<Row> = { choice: GridList<Row>["choice"]; shareOf: (row: Row) => ShareRow; onDone: () => void };

/** Only shares that are not ready and are named one by one can be asked about. */
export function useLimitActions<Row>({ choice, shareOf, onDone }: Options<Row>): {
  actions: BulkAction[];
  isBusy: boolean;
  problem: Problem | null;
} {
  const { t } = useTranslation();
  const showChange = useChangeToast();
  const rows = choice.isAll ? [] : [...choice.named.values()].map(shareOf);
  const waiting = rows.filter((share) => share.billing_status === "not_ready" && share.class !== "milestone");
  const asking = useMutation<void, Problem, LimitRequest>({
    mutationFn: async (request) => {
      const doing = beginStep();
      try {
        const change = await ipc.setLimitState(waiting.map(shareName), request);
        const { changed, stopped } = change;
        onDone();
        if (changed > 0) showChange(t(`limits.done.${request}`, { count: changed }), change, { doing });
        else if (stopped.shares === 0) showToast({ text: t("limits.nothing"), tone: "notice" });
        if (stopped.shares > 0) {
          const text = t("limits.still_stopped", { count: stopped.shares });
          showToast({ text, detail: stopped.why.map(asWholeSentence).join(" "), tone: "notice" });
        }
      } finally {
        doing.end();
      }
    },
  });
  return {
    isBusy: asking.isPending,
    problem: asking.error,
    actions:
      waiting.length === 0
        ? []
        : [
            { id: "reevaluate", label: t("limits.reevaluate"), onClick: () => asking.mutate("reevaluate") },
            { id: "reset", label: t("limits.reset"), onClick: () => asking.mutate("reset") },
          ],
  };
}
