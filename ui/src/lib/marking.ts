// Marks shares, says what changed, and offers the way back. The contract, the run and the backlog all mark.
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { BacklogFilter, BillingStatus, ShareName } from "../bindings";
import { useFormat } from "./format";
import { asProblem, ipc, type Problem } from "./ipc";
import { showToast } from "./toasts";
import { useChangeToast } from "./undo";

export type MarkTarget = Extract<BillingStatus, "ready_to_invoice" | "not_ready">;

type Marking =
  | { status: MarkTarget; shares: readonly ShareName[] }
  /** Every share that the filter lets through, but those that are named. */
  | { status: MarkTarget; filter: BacklogFilter; except: readonly ShareName[] };

function named(shares: readonly ShareName[]): ShareName[] {
  return shares.map(({ id, customer }) => ({ id, customer }));
}

/** All of them or none: the program marks in one go. */
function markShares(shares: readonly ShareName[], billing_status: MarkTarget) {
  return ipc.mark({ shares: named(shares), billing_status });
}

export function useMarking(onMarked?: () => void) {
  const { t } = useTranslation();
  const format = useFormat();
  const showChange = useChangeToast();
  const already = (status: MarkTarget) =>
    showToast({ text: t("mark.already", { status: t(`billing_status.${status}`) }), tone: "notice" });
  return useMutation<void, Problem, Marking>({
    mutationFn: async (marking) => {
      const { status } = marking;
      if ("filter" in marking) {
        const change = await ipc.markMatching({
          filter: marking.filter,
          except: named(marking.except),
          billing_status: status,
        });
        onMarked?.();
        if (change.changed === 0) already(status);
        else showChange(t(`mark.done.${status}`, { count: change.changed }), change);
        return;
      }
      const { shares: changed, amounts } = await markShares(marking.shares, status);
      const back: MarkTarget = status === "not_ready" ? "ready_to_invoice" : "not_ready";
      onMarked?.();
      if (changed.length === 0) {
        already(status);
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
