import { useQuery } from "@tanstack/react-query";
import type { BillingStatus } from "../../bindings";
import { ipc } from "../../lib/ipc";
import { usePagedRows } from "../../lib/paging";
import { type ContractFilter, contractQuery, firstFilter } from "./contractFilter";

export function useContracts(filter: ContractFilter) {
  return usePagedRows(["contracts", filter], ["contracts", "shares", "invoices"], (offset, limit) =>
    ipc.contracts(contractQuery(filter, offset, limit)),
  );
}

/** The currencies that contracts of the book are in, by code. */
export function useCurrencies(): readonly string[] {
  const { data } = useQuery({
    queryKey: ["contract-currencies"],
    queryFn: () => ipc.contracts(contractQuery({ ...firstFilter, status: "all" }, 0, 1)),
    meta: { tags: ["contracts"] },
  });
  return data?.totals.map((total) => total.currency) ?? [];
}

export async function fetchShares(contract: string, status: BillingStatus | null, offset: number, limit: number) {
  return (await ipc.shares({ contract, billing_status: status, offset, limit })).rows;
}

export function useShares(contract: string, billing_status: BillingStatus | null) {
  return usePagedRows(["shares", contract, billing_status], ["shares", "invoices"], (offset, limit) =>
    ipc.shares({ contract, billing_status, offset, limit }),
  );
}
