import { useQuery } from "@tanstack/react-query";
import type { BillingStatus, ContractStatus } from "../../bindings";
import { ipc } from "../../lib/ipc";
import { usePagedRows } from "../../lib/paging";

export type ContractFilter = { status: ContractStatus | "all"; search: string };

export function useContracts({ status, search }: ContractFilter) {
  const wanted = status === "all" ? null : status;
  return usePagedRows(["contracts", wanted, search], ["contracts", "shares", "invoices"], (offset, limit) =>
    ipc.contracts({
      status: wanted,
      trouble: null,
      currency: null,
      search,
      sort: "name",
      descending: false,
      offset,
      limit,
    }),
  );
}

export function useContract(id: string) {
  return useQuery({
    queryKey: ["contract", id],
    queryFn: () => ipc.contract(id),
    meta: { tags: ["contracts", "shares", "invoices"] },
  });
}

export function useShares(contract: string, billing_status: BillingStatus | null) {
  return usePagedRows(["shares", contract, billing_status], ["shares", "invoices"], (offset, limit) =>
    ipc.shares({ contract, billing_status, offset, limit }),
  );
}

export function useExplanation(id: string | null) {
  return useQuery({
    queryKey: ["explain", id],
    queryFn: () => ipc.explain(id ?? ""),
    enabled: id !== null,
    meta: { tags: ["shares", "contracts", "invoices", "process_runs"] },
  });
}
