// What runs did, missed and parked is asked for on several screens: all ask once.
import { useQuery } from "@tanstack/react-query";
import { ipc } from "./ipc";
import { EVERYTHING } from "./queries";

export function useProcessRuns() {
  return useQuery({ queryKey: ["process-runs"], queryFn: () => ipc.processRuns(), meta: { tags: ["process_runs"] } });
}

/** Run dates that nobody ran; whether the job does it by itself hangs on the job. */
export function useMissedRunDates() {
  return useQuery({
    queryKey: ["missed-run-dates"],
    queryFn: () => ipc.missedRunDates(),
    meta: { tags: [...EVERYTHING, "jobs"] },
  });
}

export function useParkedContracts() {
  return useQuery({
    queryKey: ["parked-contracts"],
    queryFn: () => ipc.parkedContracts(),
    meta: { tags: EVERYTHING },
  });
}
