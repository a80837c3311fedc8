import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ipc } from "../../../lib/ipc";

/** A contract as it is set up. */
export function useSetUp(id: string) {
  return useQuery({
    queryKey: ["contract-set-up", id],
    queryFn: () => ipc.contractSetUp(id),
    meta: { tags: ["contracts", "shares", "invoices", "process_runs"] },
  });
}

/** What is typed over what is saved. What the program changes meanwhile is taken where nothing is typed. */
export function useTyped<Form>(saved: Form) {
  const [typed, setTyped] = useState<Form | null>(null);
  const form = typed ?? saved;
  const latest = useRef(form);
  latest.current = form;
  return {
    form,
    isDirty: typed !== null && JSON.stringify(typed) !== JSON.stringify(saved),
    change: (given: Partial<Form>) => {
      latest.current = { ...latest.current, ...given };
      setTyped(latest.current);
    },
    /** The form as it is in this moment: a key may come before the page is drawn again. */
    latest: () => latest.current,
    /** Gives back what was typed. */
    forget: () => setTyped(null),
    /** Forgets what was saved. What was typed since it was sent stays typed. */
    settle: (sent: Form) => setTyped((now) => (JSON.stringify(now) === JSON.stringify(sent) ? null : now)),
  };
}
