import { useQuery } from "@tanstack/react-query";
import { ipc } from "../../lib/ipc";

/** Whether a change can be taken back hangs on whatever happened since. */
export function useRecentChanges() {
  return useQuery({
    queryKey: ["recent-changes"],
    queryFn: () => ipc.recentChanges(),
    meta: { tags: ["contracts", "shares", "invoices", "process_runs"] },
  });
}
