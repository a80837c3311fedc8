// What can be asked of chosen shares about their not-to-exceed limits: test them again, or forget what they were told.
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { BacklogFilter, LimitRequest, ShareRow } from "../bindings";
import { useFormat } from "../lib/format";
import { ipc, type Problem } from "../lib/ipc";
import { asWholeSentence } from "../lib/sentence";
import { shareName } from "../lib/shares";
import { beginStep } from "../lib/steps";
import { showToast } from "../lib/toasts";
import { useChangeToast } from "../lib/undo";
import type { BulkAction } from "./BulkBar";
import { type GridList, ROWS_MAX } from "./useGridList";

type Options<Row> = {
  list: Pick<GridList<Row>, "choice" | "count" | "rows" | "clear">;
  shareOf: (row: Row) => ShareRow;
  /** The filter that lets all through that match; none where the list holds more than the backlog. */
  matching: BacklogFilter | null;
};

function isWaiting(share: ShareRow): boolean {
  return share.billing_status === "not_ready" && share.class !== "milestone";
}

/** Only shares that are not ready can be asked about, and no more than can be named in one go. */
export function useLimitActions<Row>({ list, shareOf, matching }: Options<Row>): {
  actions: BulkAction[];
  isBusy: boolean;
  problem: Problem | null;
} {
  const { choice, count } = list;
  const { t } = useTranslation();
  const format = useFormat();
  const showChange = useChangeToast();
  const mayWait = choice.isAll
    ? matching?.billing_status !== "ready_to_invoice"
    : [...choice.named.values()].map(shareOf).some(isWaiting);
  const asking = useMutation<void, Problem, LimitRequest>({
    mutationFn: async (request) => {
      const waiting = (await list.rows()).map(shareOf).filter(isWaiting);
      if (waiting.length === 0) {
        showToast({ text: t("limits.none_waits"), detail: t("limits.none_waits_help"), tone: "notice" });
        return;
      }
      const doing = beginStep();
      try {
        const change = await ipc.setLimitState(waiting.map(shareName), request);
        const { changed, stopped } = change;
        list.clear();
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
    actions: mayWait
      ? (["reevaluate", "reset"] as const).map((request) => ({
          id: request,
          label: t(`limits.${request}`),
          whyNot: count > ROWS_MAX ? t("limits.too_many", { max: format.count(ROWS_MAX) }) : null,
          onClick: () => asking.mutate(request),
        }))
      : [],
  };
}
