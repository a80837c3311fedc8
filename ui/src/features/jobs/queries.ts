import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import type { Decision, JobAction, Tag } from "../../bindings";
import { ipc, type Problem } from "../../lib/ipc";

/** What a job does, and what its runs left. */
const runTags: readonly Tag[] = ["jobs", "process_runs", "contracts", "invoices"];

/** A name that is typed is looked at once. */
const NAME_KEPT_MILLISECONDS = 60_000;

export function useJobName(name: string) {
  return useQuery({
    queryKey: ["job-name", name],
    queryFn: () => ipc.jobName(name),
    placeholderData: keepPreviousData,
    gcTime: NAME_KEPT_MILLISECONDS,
    meta: { tags: [] },
  });
}

/** What starting each workflow would do now: asked anew each time, since it hangs on the time. */
export function useWorkflowPlans(id: string) {
  return useQuery({
    queryKey: ["workflow-plans", id],
    queryFn: () => ipc.workflowPlans(id),
    staleTime: 0,
    gcTime: 0,
    meta: { tags: ["jobs"] },
  });
}

export function useJobDays(from: string, through: string) {
  return useQuery({
    queryKey: ["job-days", from, through],
    queryFn: () => ipc.jobDays(from, through),
    placeholderData: keepPreviousData,
    meta: { tags: runTags },
  });
}

export function useActOnJob(id: string) {
  return useMutation<unknown, Problem, JobAction>({ mutationFn: (action) => ipc.actOnBatchJob(id, action) });
}

export function useDecide(id: string) {
  return useMutation<unknown, Problem, Decision>({ mutationFn: (decision) => ipc.decideForBatchJob(id, decision) });
}
