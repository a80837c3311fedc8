import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { UtilizationQuery } from "../../bindings";
import { ipc } from "../../lib/ipc";
import { EVERYTHING } from "../../lib/queries";

export function useUtilization(query: UtilizationQuery) {
  return useQuery({
    queryKey: ["utilization", query],
    queryFn: () => ipc.utilization(query),
    // Another period or day keeps what is read until the next answer is there.
    placeholderData: keepPreviousData,
    meta: { tags: [...EVERYTHING, "jobs"] },
  });
}
