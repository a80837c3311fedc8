import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { UtilizationQuery } from "../../bindings";
import { ipc } from "../../lib/ipc";
import { EVERYTHING } from "../../lib/queries";
import { periodsUpTo, type UtilizationSearch, utilizationQuery } from "./utilizationSearch";

function useUtilizationOf(query: UtilizationQuery) {
  return useQuery({
    queryKey: ["utilization", query],
    queryFn: () => ipc.utilization(query),
    // Another period or day keeps what is read until the next answer is there.
    placeholderData: keepPreviousData,
    meta: { tags: [...EVERYTHING, "jobs"] },
  });
}

/**
 * What the address asks for. Where it names no days and the usual ones are without hours, the last ones that have
 * some: `passed` are then the days that were passed by.
 */
export function useUtilization(search: UtilizationSearch, today: string) {
  const asked = utilizationQuery(search, today);
  const usual = useUtilizationOf(asked);
  const isChosen = search.from !== undefined || search.through !== undefined;
  const last = isChosen || usual.isPlaceholderData ? null : (usual.data?.last_hours_date ?? null);
  const query = last === null ? asked : { period: asked.period, ...periodsUpTo(asked.period, last) };
  return { query, passed: last === null ? null : asked, ...useUtilizationOf(query) };
}
