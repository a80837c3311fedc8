// Long lists arrive in pages as they are scrolled to; what is being read never moves.
import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Tag } from "../bindings";
import { asProblem, type Problem } from "./ipc";

/** How many rows are asked for at once. */
export const PAGE_ROWS = 200;
/** Pages before and after those that are seen, so that scrolling meets rows that are there already. */
const PAGES_AHEAD = 1;
/** Pages further away than this are forgotten: a million rows are never held at once. */
const PAGES_KEPT = 12;
/** A leap by drag asks only once it has come to rest, not for every page on its way. */
const REST_MILLISECONDS = 60;

type AnyPage = { rows: unknown[]; total?: number };

export type PagedRows<Page extends AnyPage> = {
  /** Its first page, with whatever the program says of the whole list. */
  first: Page | undefined;
  total: number;
  row: (index: number) => Page["rows"][number] | undefined;
  problem: Problem | null;
  retry: () => void;
  onVisible: (first: number, last: number) => void;
  /** Names what is shown: the list that was asked for, or the one before while that one is on its way. */
  listKey: string;
  /** Whether the rows are still those of the list before. */
  isBefore: boolean;
};

type Shown<Page> = { key: string; first: Page; total: number; pages: ReadonlyMap<number, Page> };

/**
 * The rows of a list, page by page.
 *
 * Where another order or filter is asked for, the rows stay on the screen until the first new page is there.
 * `total` is how many rows there are, for lists whose pages do not say it; until it is known, the list ends where the
 * pages that have come do.
 */
export function usePagedRows<Page extends AnyPage>(
  key: readonly unknown[],
  tags: readonly Tag[],
  fetchPage: (offset: number, limit: number) => Promise<Page>,
  total?: number,
): PagedRows<Page> {
  const client = useQueryClient();
  const name = JSON.stringify(key);
  const [visible, setVisible] = useState({ name, from: 0, to: 0 });
  const seen = visible.name === name ? visible : { name, from: 0, to: 0 };
  const shown = useRef<Shown<Page> | null>(null);
  const known = shown.current?.key === name ? shown.current.total : 0;
  const beginning = client.getQueryData<Page>([...key, "page", 0]);
  const end = Math.max(0, Math.ceil((beginning?.total ?? total ?? known) / PAGE_ROWS) - 1);

  const wanted = new Set([0]);
  for (let page = seen.from - PAGES_AHEAD; page <= seen.to + PAGES_AHEAD; page++) {
    if (page >= 0 && page <= end) wanted.add(page);
  }
  const numbers = [...wanted];
  const answers = useQueries({
    queries: numbers.map((page) => ({
      queryKey: [...key, "page", page],
      queryFn: () => fetchPage(page * PAGE_ROWS, PAGE_ROWS),
      meta: { tags },
    })),
  });

  const pages = new Map<number, Page>();
  for (const [at, page] of numbers.entries()) {
    const data = answers[at]?.data;
    if (data !== undefined) pages.set(page, data);
  }
  const first = pages.get(0);
  if (first !== undefined) {
    const reached = Math.max(...[...pages].map(([page, { rows }]) => page * PAGE_ROWS + rows.length));
    shown.current = { key: name, first, total: first.total ?? total ?? Math.max(known, reached), pages };
  }
  const now = shown.current;

  useEffect(() => {
    const prefix = `${name.slice(0, -1)},"page",`;
    client.removeQueries({
      type: "inactive",
      predicate: ({ queryKey }) => {
        const page = queryKey.at(-1);
        if (typeof page !== "number" || !JSON.stringify(queryKey).startsWith(prefix)) return false;
        return page !== 0 && (page < seen.from - PAGES_KEPT || page > seen.to + PAGES_KEPT);
      },
    });
  }, [client, name, seen.from, seen.to]);

  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(rest.current), []);
  const asked = useRef(seen);
  asked.current = seen;
  const onVisible = useCallback(
    (from: number, to: number) => {
      const next = { name, from: Math.floor(from / PAGE_ROWS), to: Math.floor(to / PAGE_ROWS) };
      const old = asked.current;
      clearTimeout(rest.current);
      if (old.name === name && old.from === next.from && old.to === next.to) return;
      const isLeap = next.from > old.to + PAGES_AHEAD || next.to < old.from - PAGES_AHEAD;
      if (isLeap) rest.current = setTimeout(() => setVisible(next), REST_MILLISECONDS);
      else setVisible(next);
    },
    [name],
  );

  const failed = answers.find((answer) => answer.error !== null);
  return {
    first: now?.first,
    total: now?.total ?? 0,
    row: (index) => now?.pages.get(Math.floor(index / PAGE_ROWS))?.rows[index % PAGE_ROWS],
    problem: failed ? asProblem(failed.error) : null,
    retry: () => {
      for (const answer of answers) if (answer.error !== null) void answer.refetch();
    },
    onVisible,
    listKey: now?.key ?? name,
    isBefore: now !== null && now.key !== name,
  };
}
