import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ProgramChoices } from "../../bindings";
import { ipc, type Problem } from "../../lib/ipc";

const KEY = ["program-settings"];

/** Asked anew by each visit: the system and the dialog of the window change them too. */
export function useProgramSettings() {
  return useQuery({ queryKey: KEY, queryFn: () => ipc.programSettings(), staleTime: 0, gcTime: 0, meta: { tags: [] } });
}

/** Sets one of them and leaves the others as they are; what was asked first is set first. */
export function useChooseForProgram() {
  const client = useQueryClient();
  return useMutation<unknown, Problem, Partial<ProgramChoices>>({
    scope: { id: "program-settings" },
    mutationFn: async (choice) => {
      const { keeps_running, notifies, starts_at_login } = await ipc.programSettings();
      await ipc.setProgramSettings({ keeps_running, notifies, starts_at_login, ...choice });
    },
    // Also after a refusal: a part of it may have been set.
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
