import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { HistoryAbout, HistoryOf } from "../bindings";
import { ipc } from "../lib/ipc";
import { EVERYTHING } from "../lib/queries";

/** How many entries are asked for at once. */
const PAGE_ROWS = 100;

export type HistoryFilter = { about: HistoryAbout | null; search: string };

/** What the history says of a record, page by page, the latest first. */
export function useRecordHistory(of: HistoryOf, { about, search }: HistoryFilter) {
  return useInfiniteQuery({
    queryKey: ["record-history", of, about, search],
    queryFn: ({ pageParam }) => ipc.recordHistory({ of, about, search, offset: pageParam, limit: PAGE_ROWS }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => (last.has_more ? pages.length * PAGE_ROWS : undefined),
    placeholderData: keepPreviousData,
    meta: { tags: [...EVERYTHING, "records", "jobs"] },
  });
}
