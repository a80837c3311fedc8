// Marks shares, says what changed, and offers the way back. The contract, the run and the backlog all mark.
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { BacklogFilter, BillingStatus, Change, ShareName, TransactionFilter } from "../bindings";
import { ipc, type Problem } from "./ipc";
import { asWholeSentence } from "./sentence";
import { beginStep } from "./steps";
import { showToast } from "./toasts";
import { useChangeToast } from "./undo";

export type MarkTarget = Extract<BillingStatus, "ready_to_invoice" | "not_ready">;

type Marking =
  | { status: MarkTarget; shares: readonly ShareName[] }
  /** Every share that the filter lets through, but those that are named. */
  | { status: MarkTarget; filter: BacklogFilter; except: readonly ShareName[] }
  /** Whatever is on no invoice of the transactions that the filter lets through, but of those with these ids. */
  | { status: MarkTarget; transactions: TransactionFilter; except: readonly string[] };

function named(shares: readonly ShareName[]): ShareName[] {
  return shares.map(({ id, customer }) => ({ id, customer }));
}

/** The program marks in one go, as far as no limit stops it. */
function mark(marking: Marking): Promise<Change> {
  const { status: billing_status } = marking;
  if ("filter" in marking) {
    return ipc.markMatching({ filter: marking.filter, except: named(marking.except), billing_status });
  }
  if ("transactions" in marking) {
    return ipc.markTransactions({ filter: marking.transactions, except: [...marking.except], billing_status });
  }
  return ipc.mark({ shares: named(marking.shares), billing_status });
}

export function useMarking(onMarked?: () => void) {
  const { t } = useTranslation();
  const showChange = useChangeToast();
  return useMutation<void, Problem, Marking>({
    mutationFn: async (marking) => {
      const { status } = marking;
      const doing = beginStep();
      try {
        const change = await mark(marking);
        onMarked?.();
        const { changed, stopped } = change;
        if (changed > 0) showChange(t(`mark.done.${status}`, { count: changed }), change, { doing });
        else if (stopped.shares === 0) {
          showToast({ text: t("mark.already", { status: t(`billing_status.${status}`) }), tone: "notice" });
        }
        if (stopped.shares > 0) {
          const text = t("mark.stopped", { count: stopped.shares });
          showToast({ text, detail: stopped.why.map(asWholeSentence).join(" "), tone: "notice" });
        }
      } finally {
        doing.end();
      }
    },
  });
}
