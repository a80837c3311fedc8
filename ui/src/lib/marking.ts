// Marks shares, says what changed, and offers the way back. Both the contract and the run mark.
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { BillingStatus, ShareName } from "../bindings";
import { useFormat } from "./format";
import { asProblem, ipc, type Problem } from "./ipc";
import { showToast } from "./toasts";

type Target = Extract<BillingStatus, "ready_to_invoice" | "not_ready">;

/** All of them or none: the program marks in one go. */
function markShares(shares: readonly ShareName[], billing_status: Target) {
  return ipc.mark({ shares: shares.map(({ id, customer }) => ({ id, customer })), billing_status });
}

export function useMarking(onMarked?: () => void) {
  const { t } = useTranslation();
  const format = useFormat();
  return useMutation<void, Problem, { shares: readonly ShareName[]; status: Target }>({
    mutationFn: async ({ shares, status }) => {
      const { shares: changed, amounts } = await markShares(shares, status);
      const back: Target = status === "not_ready" ? "ready_to_invoice" : "not_ready";
      onMarked?.();
      if (changed.length === 0) {
        showToast({ text: t("mark.already", { status: t(`billing_status.${status}`) }), tone: "notice" });
        return;
      }
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
