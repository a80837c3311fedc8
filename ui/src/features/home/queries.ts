import { useMutation, useQuery } from "@tanstack/react-query";
import { ipc, type Problem } from "../../lib/ipc";
import { useMarking } from "../../lib/marking";
import { EVERYTHING } from "../../lib/queries";

export function useHome() {
  return useQuery({ queryKey: ["home"], queryFn: () => ipc.home(), meta: { tags: EVERYTHING } });
}

/** Marks every share of a milestone that is not ready: the program names them, the page does not guess. */
export function useMarkMilestone() {
  const marking = useMarking();
  return useMutation<void, Problem, string>({
    mutationFn: async (id) => {
      const { shares } = await ipc.explain(id);
      const open = shares.filter((share) => share.billing_status === "not_ready");
      await marking.mutateAsync({
        shares: open.map((share) => ({ id, customer: share.customer })),
        status: "ready_to_invoice",
      });
    },
  });
}
