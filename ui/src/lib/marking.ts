// Marks shares, says what changed, and offers the way back. Both the contract and the run mark.
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { BillingStatus, MarkResult } from "../bindings";
import { useFormat } from "./format";
import { asProblem, ipc, type Problem } from "./ipc";
import { showToast } from "./toasts";

export type Markable = { id: string; customer: string };
type Target = Extract<BillingStatus, "ready_to_invoice" | "not_ready">;

/** One request for each customer: the other customers' shares of the same work stay as they are. */
async function markShares(shares: readonly Markable[], billing_status: Target) {
  const results: { customer: string; result: MarkResult }[] = [];
  for (const [customer, own] of Map.groupBy(shares, (share) => share.customer)) {
    const result = await ipc.mark({ ids: own.map((share) => share.id), customer, billing_status });
    results.push({ customer, result });
  }
  return results;
}

export function useMarking(onMarked?: () => void) {
  const { t } = useTranslation();
  const format = useFormat();
  return useMutation<void, Problem, { shares: readonly Markable[]; status: Target }>({
    mutationFn: async ({ shares, status }) => {
      const results = await markShares(shares, status);
      const changed = results.flatMap(({ customer, result }) => result.ids.map((id) => ({ id, customer })));
      const back: Target = status === "not_ready" ? "ready_to_invoice" : "not_ready";
      onMarked?.();
      if (changed.length === 0) {
        showToast({ text: t("mark.already", { status: t(`billing_status.${status}`) }), tone: "notice" });
        return;
      }
      // Amounts of several answers are shown one after the other, never added here.
      const amounts = results.flatMap(({ result }) => result.amounts);
      showToast({
        text: t(`mark.done.${status}`, { count: changed.length }),
        detail: amounts.map((amount) => `${format.amount(amount.amount)} ${amount.currency}`).join(", "),
        undo: () => {
          markShares(changed, back).catch((thrown: unknown) =>
            showToast({ text: t("mark.not_undone"), detail: asProblem(thrown).message, tone: "notice" }),
          );
        },
      });
    },
  });
}
