import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { InvoiceQuery, InvoiceStatus } from "../../bindings";
import { ipc, type Problem } from "../../lib/ipc";
import { usePagedRows } from "../../lib/paging";
import { showToast } from "../../lib/toasts";

export type InvoiceFilter = { status: InvoiceStatus | "all"; search: string };

/** A filter as the program takes it, newest invoice first. */
export function invoiceQuery({ status, search }: InvoiceFilter, offset: number, limit: number): InvoiceQuery {
  return {
    status: status === "all" ? null : status,
    contract: null,
    customer: null,
    from: null,
    to: null,
    search,
    sort: "date",
    descending: true,
    offset,
    limit,
  };
}

export function useInvoices(filter: InvoiceFilter) {
  return usePagedRows(["invoices", filter.status, filter.search], ["invoices"], (offset, limit) =>
    ipc.invoices(invoiceQuery(filter, offset, limit)),
  );
}

export function useInvoice(id: string) {
  return useQuery({ queryKey: ["invoice", id], queryFn: () => ipc.invoice(id), meta: { tags: ["invoices"] } });
}

export function useInvoicePages(id: string) {
  return useQuery({
    queryKey: ["invoice-pages", id],
    queryFn: () => ipc.invoicePages(id),
    meta: { tags: ["invoices"] },
  });
}

/** Where an exported file went is said once; a closed native dialog says nothing. */
export function useExport() {
  const { t } = useTranslation();
  return useMutation<void, Problem, readonly string[]>({
    mutationFn: async (ids) => {
      const result = await ipc.exportPdf([...ids], "");
      if (result === null) return;
      showToast({
        text: t("export.done", { count: result.files }),
        detail: t("export.where", { name: result.name, place: result.place }),
      });
    },
  });
}
