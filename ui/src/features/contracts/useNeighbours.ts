import { useQuery } from "@tanstack/react-query";
import { ipc } from "../../lib/ipc";
import { LISTED_MAX, neighboursOf } from "../../lib/neighbours";
import { contractQuery } from "./contractFilter";
import { lastList } from "./listStore";

/** The contracts before and after this one in the list that it was opened from. */
export function useNeighbours(id: string) {
  const filter = lastList();
  const { data } = useQuery({
    queryKey: ["contract-neighbours", filter],
    queryFn: () => ipc.contracts(contractQuery(filter, 0, LISTED_MAX)),
    meta: { tags: ["contracts"] },
  });
  return neighboursOf(id, data);
}
