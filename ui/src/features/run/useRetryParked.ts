import { useMutation } from "@tanstack/react-query";
import type { DraftSummary } from "../../bindings";
import { ipc, type Problem } from "../../lib/ipc";
import { runTold } from "./runStore";

/** What came of retrying one contract. */
export type Retried = {
  contract: string;
  contract_name: string;
  /** Why it is parked still; none where it is not. */
  parked: string | null;
  drafts: readonly DraftSummary[];
};

export type ToRetry = {
  /** Where the list of them is not whole, all that are parked are retried. */
  contracts: readonly { contract: string; contract_name: string }[];
  isWhole: boolean;
  /** For the pill, until the program says it better. */
  date: string;
};

/** Runs parked contracts again and says of each what came of it; nothing where none was parked any more. */
export function useRetryParked(onDone: (retried: readonly Retried[]) => void) {
  return useMutation<readonly Retried[], Problem, ToRetry>({
    mutationFn: async ({ contracts, isWhole, date }) => {
      const ids = isWhole ? contracts.map(({ contract }) => contract) : [];
      const before = isWhole ? contracts : await ipc.parkedContracts();
      const answer = await runTold(date, () => ipc.retryParked(ids));
      if (answer === null) return [];
      const still = new Map((await ipc.parkedContracts()).map((row) => [row.contract, row.reason]));
      return before.map(({ contract, contract_name }) => ({
        contract,
        contract_name,
        parked: still.get(contract) ?? null,
        drafts: answer.result?.drafts.filter((draft) => draft.contract === contract) ?? [],
      }));
    },
    onSuccess: onDone,
  });
}
