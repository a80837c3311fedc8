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

export async function fetchShares(contract: string, status: BillingStatus | null, offset: number, limit: number) {
  return (await ipc.shares({ contract, billing_status: status, offset, limit })).rows;
}

export function useShares(contract: string, billing_status: BillingStatus | null) {
  return usePagedRows(["shares", contract, billing_status], ["shares", "invoices"], (offset, limit) =>
    ipc.shares({ contract, billing_status, offset, limit }),
  );
}
