import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { BacklogFilter, BacklogPage, BacklogRow, BacklogSort, BacklogTotals, Tag } from "../../bindings";
import type { GridSort } from "../../components/DataGridHead";
import type { FilterOption } from "../../components/filterField";
import { ipc } from "../../lib/ipc";
import { type PagedRows, usePagedRows } from "../../lib/paging";
import { wholeBacklog } from "../../lib/shares";

const TAGS: readonly Tag[] = ["shares", "invoices", "contracts"];
const FOUND_MAX = 20;

function totalsQuery(filter: BacklogFilter) {
  return { queryKey: ["backlog-totals", filter], queryFn: () => ipc.backlogTotals(filter), meta: { tags: TAGS } };
}

/** Counts and sums of a filter, and of the filter before while they are on their way. */
export function useTotals(filter: BacklogFilter) {
  return useQuery({ ...totalsQuery(filter), placeholderData: keepPreviousData });
}

/** The totals that a filter would have without one of its conditions. */
export function useTotalsInstead(filter: BacklogFilter, enabled: boolean): BacklogTotals | undefined {
  return useQuery({ ...totalsQuery(filter), enabled }).data;
}

/** Every currency that the backlog has. */
export function useCurrencies(totals: BacklogTotals | undefined, isFiltered: boolean): string[] {
  // A currency comes and goes with invoices, not with marking: no need to count a large book anew each time.
  const whole = useQuery({
    ...totalsQuery(wholeBacklog),
    queryKey: ["backlog-currencies"],
    enabled: isFiltered && totals !== undefined,
    meta: { tags: ["invoices"] },
  });
  const from = isFiltered ? whole.data : totals;
  return [...new Set([...(from?.ready ?? []), ...(from?.not_ready ?? [])].map((one) => one.currency))].sort();
}

export function fetchBacklog(filter: BacklogFilter, sort: GridSort<BacklogSort>, offset: number, limit: number) {
  return ipc.backlog({ filter, sort: sort.by, descending: sort.descending, offset, limit });
}

export function useBacklog(
  filter: BacklogFilter,
  sort: GridSort<BacklogSort>,
  total: number | undefined,
): PagedRows<BacklogPage & { rows: BacklogRow[] }> {
  return usePagedRows(
    ["backlog", filter, sort],
    TAGS,
    (offset, limit) => fetchBacklog(filter, sort, offset, limit),
    total,
  );
}

export async function findContracts(text: string): Promise<FilterOption[]> {
  const { rows } = await ipc.contracts({
    status: null,
    trouble: null,
    currency: null,
    search: text,
    sort: "name",
    descending: false,
    offset: 0,
    limit: FOUND_MAX,
  });
  return rows.map((row) => ({ value: row.id, label: row.name, note: row.customer_name }));
}

export async function findCustomers(text: string): Promise<FilterOption[]> {
  if (text === "") return [];
  const { customers } = await ipc.find(text);
  return customers.map((customer) => ({ value: customer.id, label: customer.name, note: customer.id }));
}

/** The name of a customer whom no row names. */
export function useCustomerName(id: string | null, enabled: boolean): string | undefined {
  const found = useQuery({
    queryKey: ["customer-name", id],
    queryFn: () => ipc.find(id ?? ""),
    enabled: enabled && id !== null,
    meta: { tags: ["contracts"] },
  });
  return found.data?.customers.find((customer) => customer.id === id)?.name;
}
