// Which process runs are listed. The list comes whole, so that the page itself tells them apart and counts them.
import type { ProcessRunRow } from "../../bindings";

export const runsShown = ["all", "drafts", "parked", "caught_up", "undone"] as const;
export type RunsShown = (typeof runsShown)[number];

const fits: Record<RunsShown, (row: ProcessRunRow) => boolean> = {
  all: () => true,
  drafts: (row) => row.drafts > 0,
  // What an undone run parked is to run again.
  parked: (row) => row.parked > 0 && row.undone_at === null,
  caught_up: (row) => row.is_caught_up,
  undone: (row) => row.undone_at !== null,
};

export function runsOf(rows: readonly ProcessRunRow[], show: RunsShown): readonly ProcessRunRow[] {
  return show === "all" ? rows : rows.filter(fits[show]);
}

export function countRuns(rows: readonly ProcessRunRow[]): Record<RunsShown, number> {
  const counts = { all: 0, drafts: 0, parked: 0, caught_up: 0, undone: 0 };
  for (const row of rows) for (const show of runsShown) if (fits[show](row)) counts[show]++;
  return counts;
}
