import { useQuery } from "@tanstack/react-query";
import { ipc } from "../../lib/ipc";
import { contractQuery } from "./contractFilter";
import { lastList } from "./listStore";

/** As many as one answer holds: beyond it, the list itself is the better way to walk. */
const LISTED_MAX = 500;

/** The contracts before and after this one in the list that it was opened from. */
export function useNeighbours(id: string) {
  const filter = lastList();
  const { data } = useQuery({
    queryKey: ["contract-neighbours", filter],
    queryFn: () => ipc.contracts(contractQuery(filter, 0, LISTED_MAX)),
    meta: { tags: ["contracts"] },
  });
  const rows = data?.rows ?? [];
  const at = rows.findIndex((row) => row.id === id);
  return {
    previous: rows[at - 1]?.id ?? null,
    next: at < 0 ? null : (rows[at + 1]?.id ?? null),
    place: at < 0 ? null : at + 1,
    total: data?.total ?? 0,
  };
}
