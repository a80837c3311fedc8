import { useQuery } from "@tanstack/react-query";
import type { ProcessRunRow } from "../../bindings";
import { ipc } from "../../lib/ipc";
import { EVERYTHING } from "../../lib/queries";

/** Why the last run left money out; home does not wait for it. */
export function useRunProof({ run_date, attempts, status }: ProcessRunRow) {
  return useQuery({
    queryKey: ["run-proof", run_date, attempts, status],
    queryFn: () => ipc.runProof(run_date),
    meta: { tags: ["process_runs"] },
  });
}

/** How old the backlog is and what the weeks to come would bring; home does not wait for it. */
export function useFigures() {
  return useQuery({ queryKey: ["figures"], queryFn: () => ipc.figures(), meta: { tags: EVERYTHING } });
}

export function useHome() {
  return useQuery({ queryKey: ["home"], queryFn: () => ipc.home(), meta: { tags: EVERYTHING } });
}
