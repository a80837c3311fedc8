// What records are called, where only their ids were written down.
import { useQueries } from "@tanstack/react-query";
import { useCallback } from "react";
import type { HistoryChange, HistoryRow, RecordKind } from "../bindings";
import { recordsQuery } from "./records";

/** Fields that hold the id of a record. */
const kindOfField: Partial<Record<string, RecordKind>> = {
  role: "role",
  resource: "resource",
  category: "transaction_category",
  unit: "unit",
  invoice_frequency: "invoice_frequency",
};

/** Fields of which each customer has one, named by the customer's id. */
const OF_CUSTOMERS = new Set([
  "percent",
  "rounding",
  "not_to_exceed",
  "place",
  "share",
  "billing_status",
  "limit_state",
]);

/** Which kind of record the values of a field name; none where they name none. */
export function kindOfValue({ field }: HistoryChange): RecordKind | null {
  return kindOfField[field] ?? null;
}

/** Which kind of record a field is one of; none where it stands alone, or is of a row. */
export function kindOfPart({ record, field, part }: HistoryChange): RecordKind | null {
  return part !== null && record !== "milestone" && OF_CUSTOMERS.has(field) ? "customer" : null;
}

export type NameOf = (kind: RecordKind | null, id: string) => string | null;

/** Names by kind and id of whatever the rows name. A kind is read only where one of them does. */
export function useNamesIn(rows: readonly HistoryRow[]): NameOf {
  const changes = rows.flatMap((row) => row.changes);
  const kinds = [...new Set(changes.flatMap((change) => [kindOfValue(change) ?? [], kindOfPart(change) ?? []].flat()))];
  const lists = useQueries({
    queries: kinds.map(recordsQuery),
    combine: (found) =>
      new Map(kinds.map((kind, at) => [kind, new Map(found[at]?.data?.map(({ id, form }) => [id, form.name]))])),
  });
  return useCallback((kind, id) => (kind === null ? null : (lists.get(kind)?.get(id) ?? null)), [lists]);
}
