import type { StrandedKind } from "../../bindings";
import type { ShapeName, Tone } from "../../components/Shape";

export const strandedLooks: Record<StrandedKind, { shape: ShapeName; tone: Tone }> = {
  missed_run_date: { shape: "clock", tone: "amber" },
  no_later_run_date: { shape: "line", tone: "amber" },
  not_ready_missed: { shape: "ring", tone: "amber" },
  after_last_cut_off: { shape: "double-arrow", tone: "amber" },
  milestone_missed: { shape: "diamond-empty", tone: "amber" },
  schedule_ends_early: { shape: "double-arrow", tone: "amber" },
  line_not_set_up: { shape: "triangle", tone: "amber" },
  no_price: { shape: "triangle", tone: "amber" },
  stale_draft: { shape: "dashed", tone: "amber" },
  contract_not_active: { shape: "slash", tone: "grey" },
};

/** All that is looked for. */
export const strandedKinds = Object.keys(strandedLooks) as StrandedKind[];
