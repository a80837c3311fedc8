// The records that a book is set up with: their kinds, and where each is found.
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { RecordKind } from "../bindings";
import { ipc } from "./ipc";

/** The kinds that are lists, by the name in their address, in the order of the set-up. */
export const recordLists = {
  customers: "customer",
  "invoice-frequencies": "invoice_frequency",
  roles: "role",
  resources: "resource",
  categories: "transaction_category",
  units: "unit",
  holidays: "holiday",
} as const satisfies Record<string, RecordKind>;

export type RecordList = keyof typeof recordLists;
export type ListedKind = (typeof recordLists)[RecordList];

export function isRecordList(given: string): given is RecordList {
  return Object.hasOwn(recordLists, given);
}

/** The list that a kind is found in; the company is no list. */
export function listOf(kind: string): RecordList | null {
  return (Object.keys(recordLists) as RecordList[]).find((list) => recordLists[list] === kind) ?? null;
}

/** How many records of each kind there are. */
export function useRecordCounts() {
  return useQuery({
    queryKey: ["record-counts"],
    queryFn: () => ipc.recordCounts(),
    // An import adds customers, and a saved transaction a category or a unit.
    meta: { tags: ["records", "contracts", "shares"] },
  });
}

export function recordsQuery(kind: RecordKind) {
  return queryOptions({
    queryKey: ["records", kind],
    queryFn: () => ipc.records(kind),
    meta: { tags: ["records", "contracts"] },
  });
}

/** Every record of a kind. */
export function useRecords(kind: RecordKind) {
  return useQuery(recordsQuery(kind));
}
