import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { DraftSummary, Tag } from "../../bindings";
import { ipc } from "../../lib/ipc";

/** A preview depends on everything that a run looks at. */
const previewTags: readonly Tag[] = ["contracts", "shares", "invoices", "process_runs"];

export function useRunCalendar() {
  return useQuery({ queryKey: ["run-calendar"], queryFn: () => ipc.runCalendar(), meta: { tags: previewTags } });
}

export function usePreview(date: string | null) {
  return useQuery({
    queryKey: ["preview", date],
    queryFn: () => ipc.previewRun(date ?? ""),
    enabled: date !== null,
    // Going from day to day keeps what is read until the next answer is there.
    placeholderData: keepPreviousData,
    meta: { tags: previewTags },
  });
}

/** A draft of a preview is asked for by what it would be, one of a run by its id. */
export function useDraft(runDate: string, draft: DraftSummary) {
  const { invoice, contract, customer, invoice_date } = draft;
  return useQuery({
    queryKey: ["draft", runDate, invoice, contract, customer, invoice_date],
    queryFn: () =>
      invoice === null ? ipc.previewInvoice(runDate, contract, customer, invoice_date) : ipc.invoice(invoice),
    meta: { tags: previewTags },
  });
}

export function useDraftPages(runDate: string, draft: DraftSummary, isWanted: boolean) {
  const { invoice, contract, customer, invoice_date } = draft;
  return useQuery({
    queryKey: ["draft-pages", runDate, invoice, contract, customer, invoice_date],
    queryFn: () =>
      invoice === null ? ipc.previewPages(runDate, contract, customer, invoice_date) : ipc.invoicePages(invoice),
    enabled: isWanted,
    meta: { tags: previewTags },
  });
}

export function useProcessRuns() {
  return useQuery({ queryKey: ["process-runs"], queryFn: () => ipc.processRuns(), meta: { tags: ["process_runs"] } });
}

export function useProcessRun(date: string) {
  return useQuery({
    queryKey: ["process-run", date],
    queryFn: () => ipc.processRun(date),
    meta: { tags: ["process_runs", "invoices", "shares"] },
  });
}
