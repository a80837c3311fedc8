// What a clerk does next about a verdict.
import type { ReasonCode, VerdictKind, VerdictRow } from "../../bindings";
import type { ShapeName, Tone } from "../../components/Shape";

export type StepKind = "open_invoice" | "mark_ready" | "retry" | "create_now" | "open_contract" | "why";

/** What is mended on the contract, not on the work. */
const OF_THE_CONTRACT: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  "line_not_set_up",
  "class_not_included",
  "contract_not_active",
  "nothing_to_invoice",
  "row_skipped",
]);

export function stepOf(row: VerdictRow): StepKind {
  if (row.invoice !== null) return "open_invoice";
  if (row.code === "contract_parked") return "retry";
  // No run comes for it any more, so a person creates its invoice.
  if (row.code === "no_later_run_date") return "create_now";
  if (row.id === null || (row.code !== null && OF_THE_CONTRACT.has(row.code))) return "open_contract";
  if ((row.code === "not_ready" || row.code === "milestone_missed") && row.customer !== null) return "mark_ready";
  return "why";
}

/** Whether a step changes the book, and so is off where the book can only be read. */
export function writesBook(kind: StepKind): boolean {
  return kind === "mark_ready" || kind === "retry" || kind === "create_now";
}

export const verdictLooks: Record<VerdictKind, { shape: ShapeName; tone: Tone }> = {
  invoiced: { shape: "ring-check", tone: "green" },
  passed_over: { shape: "double-arrow", tone: "amber" },
  nothing_due: { shape: "line", tone: "grey" },
  parked: { shape: "octagon", tone: "red" },
};

/** In the order of the counts that a page of verdicts carries. */
export const verdictKinds = ["invoiced", "passed_over", "nothing_due", "parked"] as const satisfies VerdictKind[];

export const resultTabs = ["all", ...verdictKinds, "drafts"] as const;
export type ResultTab = (typeof resultTabs)[number];

/** Which part of a result is looked at; empty where it is not narrowed. */
export type ResultView = { tab: ResultTab; search: string; reason: ReasonCode | ""; contract: string };

export function wholeView(view: Partial<ResultView>, tab: ResultTab): ResultView {
  return { tab, search: "", reason: "", contract: "", ...view };
}

/** What of a view the verdicts are narrowed by. */
export type Narrowed = Pick<ResultView, "search" | "reason" | "contract">;

export const NOT_NARROWED: Narrowed = { search: "", reason: "", contract: "" };
