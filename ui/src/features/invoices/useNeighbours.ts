import { useQuery } from "@tanstack/react-query";
import { ipc } from "../../lib/ipc";
import { LISTED_MAX, neighboursOf } from "../../lib/neighbours";
import { invoiceQuery } from "./invoiceFilter";
import { lastList } from "./listStore";

/** The invoices before and after this one in the list that it was opened from. */
export function useNeighbours(id: string) {
  const filter = lastList();
  const { data } = useQuery({
    queryKey: ["invoice-neighbours", filter],
    queryFn: () => ipc.invoices(invoiceQuery(filter, 0, LISTED_MAX)),
    meta: { tags: ["invoices"] },
  });
  return neighboursOf(id, data);
}
