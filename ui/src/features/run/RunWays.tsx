import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { RunResult } from "../../bindings";
import { Icon } from "../../components/Icon";
import { Notice } from "../../components/Notice";
import { useReadOnly } from "../../lib/readOnly";
import classes from "./RunFacts.module.css";
import { useRun } from "./runStore";
import { useRetryParked } from "./useRetryParked";
import { useSayRetried } from "./useSayRetried";

/** Retries what a run parked; none where it parked nothing. */
export function useRetryOf(result: RunResult | null) {
  const say = useSayRetried();
  const retrying = useRetryParked(say);
  const isRunning = useRun().phase === "running";
  const named = new Map(result?.parked.map(({ contract, contract_name }) => [contract, { contract, contract_name }]));
  const contracts = [...named.values()];
  const count = result?.parked_contracts ?? 0;
  // Only as many as are told as examples are known by name: then all of the book are retried.
  const isWhole = contracts.length === count;
  return {
    count,
    isWhole,
    problem: retrying.error,
    isPending: retrying.isPending,
    isOff: isRunning || retrying.isPending,
    retry: () => result !== null && retrying.mutate({ contracts, isWhole, date: result.run_date }),
  };
}

export type RetryOf = ReturnType<typeof useRetryOf>;

export function RetryParkedButton({ of }: { of: RetryOf }) {
  const { t } = useTranslation();
  const { off } = useReadOnly();
  if (of.count === 0) return null;
  return (
    <Button
      leftSection={<Icon of={IconRefresh} />}
      loading={of.isPending}
      disabled={of.isOff}
      onClick={of.retry}
      {...off}
    >
      {of.isWhole ? t("runs.retry", { count: of.count }) : t("runs.retry_all")}
    </Button>
  );
}

/** Why nothing was retried. */
export function RetryProblem({ of }: { of: RetryOf }) {
  const { t } = useTranslation();
  if (of.problem === null) return null;
  return (
    <div className={classes.undone}>
      <Notice tone="red" shape="octagon" alert>
        <strong>{t("parked.not_retried")}</strong> {of.problem.message}.
      </Notice>
    </div>
  );
}
