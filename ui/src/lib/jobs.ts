// The batch job stands at the foot of the navigation, on its own page and in the palette: all ask once.
import { useQuery } from "@tanstack/react-query";
import type { BatchJobRow, JobStatus } from "../bindings";
import { goBy } from "./clock";
import { ipc } from "./ipc";

/** What only time changes, such as a timer that ends or a program that is gone, is told by nobody: it is asked for. */
export const ASK_AGAIN_MILLISECONDS = 20_000;

const AT_REST: readonly JobStatus[] = ["not_started", "stopped"];

export function isAtRest({ status }: BatchJobRow): boolean {
  return AT_REST.includes(status);
}

function timed(jobs: BatchJobRow[]): BatchJobRow[] {
  const asOf = jobs[0]?.as_of;
  if (asOf !== undefined) goBy(asOf);
  return jobs;
}

export function useBatchJobs(isOpen = true) {
  return useQuery({
    queryKey: ["batch-jobs"],
    queryFn: async () => timed(await ipc.batchJobs()),
    enabled: isOpen,
    refetchInterval: (query) => (query.state.data?.some((job) => !isAtRest(job)) ? ASK_AGAIN_MILLISECONDS : false),
    meta: { tags: ["jobs", "process_runs"] },
  });
}

export function useBatchJob(id: string | null) {
  return useQuery({
    queryKey: ["batch-job", id],
    queryFn: async () => {
      const job = await ipc.batchJob(id ?? "");
      timed([job.row]);
      return job;
    },
    enabled: id !== null,
    // Whoever comes back to a job must not read how it was when they left.
    refetchOnMount: "always",
    refetchInterval: (query) =>
      query.state.data !== undefined && !isAtRest(query.state.data.row) ? ASK_AGAIN_MILLISECONDS : false,
    meta: { tags: ["jobs", "process_runs"] },
  });
}

/** The job that creates invoices: the one that is not at rest, else one that has stopped, else one never started. */
export function mainJob(jobs: readonly BatchJobRow[]): BatchJobRow | undefined {
  const invoicing = jobs.filter(({ workflow }) => workflow !== "update_role_utilization");
  return (
    invoicing.find((job) => !isAtRest(job)) ??
    invoicing.findLast(({ status }) => status === "stopped") ??
    invoicing.at(-1)
  );
}

export function useMainJob(isOpen = true): BatchJobRow | undefined {
  return mainJob(useBatchJobs(isOpen).data ?? []);
}

/** How much of a timer has passed at a time, from 0 to 1. */
export function timerPassed({ slept_since, next_wake_at }: BatchJobRow, at: number): number {
  if (slept_since === null || next_wake_at === null) return 0;
  const [from, to] = [Date.parse(slept_since), Date.parse(next_wake_at)];
  return to <= from ? 1 : Math.min(1, Math.max(0, (at - from) / (to - from)));
}
