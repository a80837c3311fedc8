import { useQuery } from "@tanstack/react-query";
import { ipc } from "../../lib/ipc";
import { usePagedRows } from "../../lib/paging";
import { type InvoiceFilter, invoiceQuery } from "./invoiceFilter";

export function useInvoices(filter: InvoiceFilter) {
  return usePagedRows(["invoices", filter], ["invoices"], (offset, limit) =>
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

/** Where a transaction or milestone came from and where its shares went. */
export function useTrace(id: string) {
  return useQuery({
    queryKey: ["trace", id],
    queryFn: () => ipc.trace(id),
    meta: { tags: ["shares", "invoices"] },
  });
}
