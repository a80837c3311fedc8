import { useQuery } from "@tanstack/react-query";
import { ipc } from "../../lib/ipc";
import { EVERYTHING } from "../../lib/queries";

export function useHome() {
  return useQuery({ queryKey: ["home"], queryFn: () => ipc.home(), meta: { tags: EVERYTHING } });
}
