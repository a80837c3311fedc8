import type { ReactNode } from "react";
import { ProblemNotice } from "../../components/ProblemNotice";
import type { Problem } from "../../lib/ipc";
import { DeletedDraft } from "./DeletedDraft";
import { useGone } from "./goneStore";

type InvoiceProblemProps = { id: string; what: string; problem: Problem; onRetry: () => void; elsewhere?: ReactNode };

/** Why an invoice could not be shown. That a draft is gone which this window has deleted is no problem. */
export function InvoiceProblem({ id, what, problem, onRetry, elsewhere }: InvoiceProblemProps) {
  const gone = useGone(id);
  if (gone !== null && problem.code === "not_found") return <DeletedDraft gone={gone} />;
  return <ProblemNotice what={what} problem={problem} onRetry={onRetry} elsewhere={elsewhere} />;
}
