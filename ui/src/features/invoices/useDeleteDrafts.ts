import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Change, InvoiceRow, InvoiceStatus } from "../../bindings";
import { useFormat } from "../../lib/format";
import { asProblem, ipc, type Problem } from "../../lib/ipc";
import { hideToast, moveToast, showToast } from "../../lib/toasts";
import { useChangeToast } from "../../lib/undo";

export type Deletable = Pick<InvoiceRow, "id" | "status" | "customer_name">;

/** From this many on, deleting says how far it is. */
const WORTH_TELLING = 10;

/** Only drafts and invoices in review are ever deleted. */
export function isDeletable(status: InvoiceStatus): boolean {
  return status === "draft" || status === "in_review";
}

/** Deletes drafts at once, and offers the way back. Of what is given, confirmed invoices stay as they are. */
export function useDeleteDrafts() {
  const { t } = useTranslation();
  const format = useFormat();
  const showChange = useChangeToast();

  const bringBack = async (tokens: readonly string[]) => {
    try {
      for (const token of tokens.toReversed()) await ipc.undo(token);
    } catch (thrown) {
      showToast({ text: t("mark.not_undone"), detail: asProblem(thrown).message, tone: "notice" });
    }
  };

  const tell = (deleted: readonly Change[], first: Deletable, kept: number) => {
    const [only] = deleted;
    if (only === undefined) return;
    if (deleted.length === 1) {
      showChange(t("delete.done", { customer: first.customer_name }), only);
      return;
    }
    const tokens = deleted.flatMap(({ undo }) => (undo === null ? [] : [undo]));
    showToast({
      text: t("delete.done_several", { count: deleted.length }),
      detail: kept > 0 ? t("delete.kept", { count: kept }) : t("delete.ready_again"),
      ...(tokens.length > 0 && { undo: () => void bringBack(tokens) }),
    });
  };

  return useMutation<void, Problem, readonly Deletable[]>({
    mutationFn: async (invoices) => {
      const drafts = invoices.filter(({ status }) => isDeletable(status));
      const [first] = drafts;
      if (first === undefined) return;
      const deleted: Change[] = [];
      let isStopped = false;
      const work = () => ({ done: deleted.length, total: drafts.length, stop });
      const detail = () =>
        t("delete.progress", { done: format.count(deleted.length), total: format.count(drafts.length) });
      const stop = () => {
        isStopped = true;
      };
      const toast =
        drafts.length > WORTH_TELLING ? showToast({ text: t("delete.busy"), detail: detail(), work: work() }) : null;
      try {
        for (const { id } of drafts) {
          if (isStopped) break;
          deleted.push(await ipc.deleteDraft(id));
          if (toast !== null) moveToast(toast, { detail: detail(), work: work() });
        }
      } finally {
        if (toast !== null) hideToast(toast);
        tell(deleted, first, invoices.length - drafts.length);
      }
    },
  });
}
