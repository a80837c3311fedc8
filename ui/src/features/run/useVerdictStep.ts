import { useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { VerdictRow } from "../../bindings";
import type { ContractName } from "../../components/CreateInvoicesDialog";
import { useMarking } from "../../lib/marking";
import { useReadOnly } from "../../lib/readOnly";
import { showToast } from "../../lib/toasts";
import { useRun } from "./runStore";
import { useRetryParked } from "./useRetryParked";
import { useSayRetried } from "./useSayRetried";
import { stepOf, writesBook } from "./verdictSteps";

/** Does what comes next about a verdict; `onWhy` shows why there is nothing to do. */
export function useVerdictStep(runDate: string, onWhy: () => void) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [creating, setCreating] = useState<readonly ContractName[] | null>(null);
  const marking = useMarking();
  const say = useSayRetried();
  // Of a run of long ago, the contract may have been billed since.
  const retrying = useRetryParked((retried) =>
    retried.length === 0 ? showToast({ text: t("verdict.not_parked"), tone: "notice" }) : say(retried),
  );
  const { mutate: mark, isPending: isMarking } = marking;
  const { mutate: retry } = retrying;
  const isRunning = useRun().phase === "running" || retrying.isPending;
  const { unless } = useReadOnly();
  const write = useCallback(
    (row: VerdictRow) => {
      const { contract, contract_name } = row;
      const kind = stepOf(row);
      if (kind === "create_now") setCreating([{ id: contract, name: contract_name }]);
      else if (kind === "retry") {
        if (!isRunning) retry({ contracts: [{ contract, contract_name }], isWhole: true, date: runDate });
      } else if (row.id !== null && row.customer !== null && !isMarking) {
        mark({ shares: [{ id: row.id, customer: row.customer }], status: "ready_to_invoice" });
      }
    },
    [runDate, mark, isMarking, retry, isRunning],
  );
  const writes = useMemo(() => unless(write), [unless, write]);
  const step = useCallback(
    (row: VerdictRow) => {
      const kind = stepOf(row);
      if (writesBook(kind)) writes(row);
      else if (kind === "open_invoice" && row.invoice !== null) {
        void navigate({ to: "/invoices/$id", params: { id: row.invoice } });
      } else if (kind === "open_contract") void navigate({ to: "/contracts/$id", params: { id: row.contract } });
      else onWhy();
    },
    [navigate, writes, onWhy],
  );
  const problem =
    retrying.error !== null
      ? { what: t("parked.not_retried"), problem: retrying.error }
      : marking.error !== null
        ? { what: t("mark.refused"), problem: marking.error }
        : null;
  return { step, problem, creating, closeCreating: () => setCreating(null) };
}
