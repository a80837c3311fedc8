import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useOvertaken } from "../../../components/useOvertaken";
import { ipc } from "../../../lib/ipc";
import { rebased } from "../../../lib/rebase";

/** A contract as it is set up. */
export function useSetUp(id: string) {
  return useQuery({
    queryKey: ["contract-set-up", id],
    queryFn: () => ipc.contractSetUp(id),
    meta: { tags: ["contracts", "shares", "invoices", "process_runs"] },
  });
}

/** What is typed over what is saved. What is saved meanwhile, here or elsewhere, is taken where nothing is typed. */
export function useTyped<Form extends object>(saved: Form, isThere = true) {
  const [over, setOver] = useState<{ typed: Form; base: Form } | null>(null);
  const form = over === null ? saved : rebased(over.typed, over.base, saved);
  const latest = useRef(form);
  latest.current = form;
  const { sending } = useOvertaken(over, saved, isThere);
  return {
    form,
    isDirty: JSON.stringify(form) !== JSON.stringify(saved),
    /** What the program compares with what it has when this is saved. */
    asRead: saved,
    change: (given: Partial<Form>) => {
      latest.current = { ...latest.current, ...given };
      setOver({ typed: latest.current, base: saved });
    },
    /** The form as it is in this moment: a key may come before the page is drawn again. */
    latest: () => latest.current,
    /** Gives back what was typed. */
    forget: () => setOver(null),
    /** While it is being saved what the book says of it is no news. */
    sending,
    /** Forgets what was saved. What was typed since it was sent stays typed. */
    settle: (sent: Form) => {
      sending(false);
      setOver((now) =>
        now === null || JSON.stringify(now.typed) === JSON.stringify(sent) ? null : { typed: now.typed, base: sent },
      );
    },
  };
}
