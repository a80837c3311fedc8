import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ipc } from "../../lib/ipc";
import { EVERYTHING } from "../../lib/queries";

/** The days on which something stands. */
export function useCalendar(from: string, to: string) {
  return useQuery({
    queryKey: ["calendar", from, to],
    queryFn: () => ipc.calendar(from, to),
    // Going from month to month keeps what is read until the next answer is there.
    placeholderData: keepPreviousData,
    meta: { tags: EVERYTHING },
  });
}

/** All dates with something still to run, to lead out of an empty month. */
export function useRunDates() {
  return useQuery({ queryKey: ["run-calendar"], queryFn: () => ipc.runCalendar(), meta: { tags: EVERYTHING } });
}

/** What a run of the day would create, as the Run screen previews it. */
export function useDayPreview(date: string, isWanted: boolean) {
  return useQuery({
    queryKey: ["preview", date],
    queryFn: () => ipc.previewRun(date),
    enabled: isWanted,
    meta: { tags: EVERYTHING },
  });
}

/** How many invoices and drafts of a day are named beside it. */
export const DAY_ROWS = 8;

/** The first invoices that carry the day as their date. */
export function useDayInvoices(date: string, isWanted: boolean) {
  return useQuery({
    queryKey: ["invoices", "of-day", date],
    queryFn: () =>
      ipc.invoices({
        status: null,
        contract: null,
        customer: null,
        from: date,
        to: date,
        search: "",
        sort: "customer",
        descending: false,
        offset: 0,
        limit: DAY_ROWS,
      }),
    enabled: isWanted,
    meta: { tags: ["invoices"] },
  });
}
