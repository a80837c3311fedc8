import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { InvoicePage, InvoiceRow } from "../../bindings";
import { useGridList } from "../../components/useGridList";
import type { Choice } from "../../lib/choice";
import { useFormat } from "../../lib/format";
import { ipc } from "../../lib/ipc";
import type { PagedRows } from "../../lib/paging";
import { useReadOnly } from "../../lib/readOnly";
import { useRemembered } from "../../lib/remembered";
import { hasRoom, ROOM_FOR_PANEL } from "../../lib/room";
import { type InvoiceFilter, invoiceQuery, nameOf } from "./invoiceFilter";
import { isDeletable, useDeleteDrafts } from "./useDeleteDrafts";
import { useExport, usePattern } from "./useExport";

/** Whether the panel beside the list is shown. */
function usePanel(): [shows: boolean, show: (shows: boolean) => void] {
  const [wanted, setWanted] = useRemembered("invoice-panel", "shown");
  // Over the list it hides what it is about, so there it opens anew each time.
  const [isWide] = useState(() => hasRoom(ROOM_FOR_PANEL));
  const [isAsked, setIsAsked] = useState(false);
  return [
    isWide ? wanted === "shown" : isAsked,
    (shows) => {
      setIsAsked(shows);
      if (isWide) setWanted(shows ? "shown" : "hidden");
    },
  ];
}

/** How many of those that are chosen can be deleted; not known where all of every status are chosen. */
function draftsAmong(choice: Choice<InvoiceRow>, { status }: InvoiceFilter, count: number): number | null {
  if (!choice.isAll) return [...choice.named.values()].filter((row) => isDeletable(row.status)).length;
  if (status === "all") return null;
  return isDeletable(status) ? count : 0;
}

export type InvoiceActions = ReturnType<typeof useInvoiceList>;

/** Cursor and choice of the list, and what is done with the invoices that are chosen. */
export function useInvoiceList(filter: InvoiceFilter, page: PagedRows<InvoicePage>) {
  const { t } = useTranslation();
  const format = useFormat();
  const [showsPanel, showPanel] = usePanel();
  const [naming, setNaming] = useState<readonly InvoiceRow[] | null>(null);
  const { exportPdfs, isBusy } = useExport();
  const [pattern] = usePattern();
  const deleting = useDeleteDrafts();
  const { unless } = useReadOnly();
  const list = useGridList<InvoiceRow>({
    list: "invoices",
    of: nameOf(filter),
    page,
    keyOf: (row) => row.id,
    nameOf: (row) => t("invoices.select", { customer: row.customer_name, date: format.date(row.invoice_date) }),
    fetchRows: async (offset, limit) => (await ipc.invoices(invoiceQuery(filter, offset, limit))).rows,
    onOpen: () => showPanel(true),
  });
  const exportRows = (rows: readonly InvoiceRow[], named: string) => {
    if (rows.length > 0)
      void exportPdfs(
        rows.map(({ id }) => id),
        named,
      );
  };
  const deleteRows = unless((rows: readonly InvoiceRow[]) => {
    if (deleting.isPending || !rows.some((row) => isDeletable(row.status))) return;
    deleting.mutate(rows, { onSuccess: list.clear });
  });
  return {
    list,
    showsPanel,
    showPanel,
    deleting,
    isExporting: isBusy,
    drafts: draftsAmong(list.choice, filter, list.count),
    deleteRows,
    deleteChosen: () => void list.rows().then(deleteRows),
    /** One is exported at once under the remembered name; of several the name is asked for. */
    exportChosen: async () => {
      if (isBusy) return;
      const rows = await list.rows();
      if (rows.length > 1) setNaming(rows);
      else exportRows(rows, pattern);
    },
    naming,
    stopNaming: () => setNaming(null),
    exportNamed: (named: string) => {
      exportRows(naming ?? [], named);
      setNaming(null);
    },
  };
}
