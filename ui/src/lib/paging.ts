// Long lists arrive in pages as they are scrolled to; what is being read never moves.
import { useQueries } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { Tag } from "../bindings";
import { asProblem, type Problem } from "./ipc";

/** How many rows are asked for at once. */
export const PAGE_ROWS = 200;

type AnyPage = { total: number; rows: unknown[] };

export type PagedRows<Page extends AnyPage> = {
  first: Page | undefined;
  total: number;
  row: (index: number) => Page["rows"][number] | undefined;
  problem: Problem | null;
  retry: () => void;
  onVisible: (first: number, last: number) => void;
};

export function usePagedRows<Page extends AnyPage>(
  key: readonly unknown[],
  tags: readonly Tag[],
  fetchPage: (offset: number, limit: number) => Promise<Page>,
): PagedRows<Page> {
  const [visible, setVisible] = useState({ from: 0, to: 0 });
  const wanted = new Set([0]);
  for (let page = visible.from; page <= visible.to; page++) wanted.add(page);
  const numbers = [...wanted];
  const pages = useQueries({
    queries: numbers.map((page) => ({
      queryKey: [...key, "page", page],
      queryFn: () => fetchPage(page * PAGE_ROWS, PAGE_ROWS),
      meta: { tags },
    })),
  });
  const first = pages[0]?.data;
  const failed = pages.find((page) => page.error !== null);
  const onVisible = useCallback((from: number, to: number) => {
    const next = { from: Math.floor(from / PAGE_ROWS), to: Math.floor(to / PAGE_ROWS) };
    setVisible((old) => (old.from === next.from && old.to === next.to ? old : next));
  }, []);
  return {
    first,
    total: first?.total ?? 0,
    row: (index) => pages[numbers.indexOf(Math.floor(index / PAGE_ROWS))]?.data?.rows[index % PAGE_ROWS],
    problem: failed ? asProblem(failed.error) : null,
    retry: () => {
      for (const page of pages) if (page.error !== null) void page.refetch();
    },
    onVisible,
  };
}
