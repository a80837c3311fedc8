import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { BatchJobView, DraftSummary, Tag, VerdictQuery } from "../../bindings";
import { ipc } from "../../lib/ipc";
import { useBatchJob, useBatchJobs } from "../../lib/jobs";
import { usePagedRows } from "../../lib/paging";
import { type Narrowed, NOT_NARROWED, type ResultTab } from "./verdictSteps";

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

export function useProcessRun(date: string) {
  return useQuery({
    queryKey: ["process-run", date],
    queryFn: () => ipc.processRun(date),
    meta: { tags: ["process_runs", "invoices", "shares"] },
  });
}

type VerdictTab = Exclude<ResultTab, "drafts">;

/** Verdicts stand as they were given; only the invoice that a row leads to may go. */
const verdictTags: readonly Tag[] = ["process_runs", "invoices"];

export function verdictQuery(
  run_date: string,
  tab: VerdictTab,
  { search, reason, contract }: Narrowed,
  offset: number,
  limit: number,
): VerdictQuery {
  const verdict = tab === "all" ? null : tab;
  return { run_date, verdict, code: reason || null, contract: contract || null, search, offset, limit };
}

export function useVerdicts(runDate: string, tab: VerdictTab, narrowed: Narrowed) {
  const { search, reason, contract } = narrowed;
  return usePagedRows(["verdicts", runDate, tab, search, reason, contract], verdictTags, (offset, limit) =>
    ipc.verdicts(verdictQuery(runDate, tab, narrowed, offset, limit)),
  );
}

/** The reasons and contracts that the verdicts can be narrowed to. */
export function useVerdictFacets(runDate: string) {
  return useQuery({
    queryKey: ["verdict-facets", runDate],
    queryFn: () => ipc.verdictFacets(runDate),
    meta: { tags: verdictTags },
  });
}

/** How many verdicts there are of each kind, in the order of `verdictKinds`. */
export function useVerdictCounts(runDate: string): readonly number[] | undefined {
  const { data } = useQuery({
    queryKey: ["verdict-counts", runDate],
    queryFn: () => ipc.verdicts(verdictQuery(runDate, "all", NOT_NARROWED, 0, 1)),
    meta: { tags: verdictTags },
  });
  return data?.counts;
}

/** The job that waits for somebody to say what becomes of the dates it missed; none where none does. */
export function useWaitingJob(): BatchJobView | null {
  const waiting = useBatchJobs().data?.find((job) => job.status === "waits_for_person");
  return useBatchJob(waiting?.id ?? null).data ?? null;
}
