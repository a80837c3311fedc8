import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { DeleteProgress, InvoiceRow, InvoiceStatus } from "../../bindings";
import { useFormat } from "../../lib/format";
import { ipc, onDeleteProgress, type Problem } from "../../lib/ipc";
import { beginStep } from "../../lib/steps";
import { hideToast, moveToast, showToast } from "../../lib/toasts";
import { useChangeToast } from "../../lib/undo";
import { setGone, setThere } from "./goneStore";

export type Deletable = Pick<InvoiceRow, "id" | "status" | "customer_name">;

/** From this many on, deleting says how far it is. */
const WORTH_TELLING = 10;

/** Only drafts and invoices in review are ever deleted. */
export function isDeletable(status: InvoiceStatus): boolean {
  return status === "draft" || status === "in_review";
}

/** Deletes drafts at once, as one change, and offers the way back. Of what is given, confirmed invoices stay. */
export function useDeleteDrafts() {
  const { t } = useTranslation();
  const format = useFormat();
  const showChange = useChangeToast();

  return useMutation<void, Problem, readonly Deletable[]>({
    mutationFn: async (invoices) => {
      const drafts = invoices.filter(({ status }) => isDeletable(status));
      const [first] = drafts;
      if (first === undefined) return;
      const ids = drafts.map(({ id }) => id);
      const kept = invoices.length - drafts.length;
      let isStopping = false;
      let latest: DeleteProgress = { done: 0, total: ids.length };
      let toast: number | null = null;
      const say = () => {
        const { done, total } = latest;
        const detail = isStopping
          ? t("delete.stopping")
          : t("delete.progress", { done: format.count(done), total: format.count(total) });
        const work = { done, total, stop: isStopping ? null : stop };
        if (toast === null) toast = showToast({ text: t("delete.busy"), detail, work });
        else moveToast(toast, { detail, work });
      };
      const stop = () => {
        isStopping = true;
        if (toast !== null) say();
        void ipc.cancelDelete();
      };
      const doing = beginStep(stop);
      setGone(ids, { change: null });
      const silence = await onDeleteProgress((progress) => {
        latest = progress;
        if (ids.length > WORTH_TELLING) say();
      });
      if (ids.length > WORTH_TELLING) say();
      try {
        const { change, failure } = await ipc.deleteDrafts(ids);
        // They go in this order, so that those at the end are there still.
        setGone(ids.slice(0, change.changed), { change: change.undo });
        setThere(ids.slice(change.changed));
        const text =
          change.changed < ids.length
            ? t("delete.done_part", { count: change.changed, total: format.count(ids.length) })
            : ids.length === 1
              ? t("delete.done", { customer: first.customer_name })
              : t("delete.done_several", { count: change.changed });
        const detail = failure ?? (kept > 0 ? t("delete.kept", { count: kept }) : undefined);
        showChange(text, change, { detail, tone: failure === null ? "done" : "notice", doing });
      } catch (thrown) {
        setThere(ids);
        throw thrown;
      } finally {
        doing.end();
        silence();
        if (toast !== null) hideToast(toast);
      }
    },
  });
}
