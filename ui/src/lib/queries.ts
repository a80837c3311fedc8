// Every query names the parts of the book it was made from; one listener forgets those that went stale.
import { QueryClient, useQuery } from "@tanstack/react-query";
import type { Tag } from "../bindings";
import { ipc } from "./ipc";

declare module "@tanstack/react-query" {
  interface Register {
    queryMeta: { tags: readonly Tag[] };
  }
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The program says what became stale; a refusal does not change by asking again.
        staleTime: Number.POSITIVE_INFINITY,
        retry: false,
        refetchOnWindowFocus: false,
        networkMode: "always",
      },
      mutations: { networkMode: "always" },
    },
  });
}

export function forgetTags(client: QueryClient, tags: readonly Tag[]): void {
  void client.invalidateQueries({ predicate: (query) => query.meta?.tags.some((tag) => tags.includes(tag)) ?? false });
}

/** For what looks at the whole book. */
export const EVERYTHING: readonly Tag[] = ["book", "contracts", "shares", "invoices", "process_runs"];

export function bookHeaderQuery() {
  return { queryKey: ["book-header"], queryFn: () => ipc.bookHeader(), meta: { tags: EVERYTHING } };
}

/** The open book, as the navigation shows it. */
export function useBook() {
  return useQuery(bookHeaderQuery());
}

/** One contract, whole: its own screen and whatever explains one of its shares. */
export function useContract(id: string | null) {
  return useQuery({
    queryKey: ["contract", id],
    queryFn: () => ipc.contract(id ?? ""),
    enabled: id !== null,
    meta: { tags: ["contracts", "shares", "invoices"] },
  });
}

/** Why the shares of a transaction or milestone are where they are. */
export function useExplanation(id: string | null) {
  return useQuery({
    queryKey: ["explain", id],
    queryFn: () => ipc.explain(id ?? ""),
    enabled: id !== null,
    meta: { tags: ["shares", "contracts", "invoices", "process_runs"] },
  });
}
