import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { InvoiceFrequencyForm, RecordForm, RecordKind, Saved } from "../../bindings";
import { ipc, type Problem } from "../../lib/ipc";

/** What is typed without a pause is looked at once. */
const WAIT_MILLISECONDS = 120;

/** A form that was looked at is known for a while: whoever goes back and forth waits for nothing. */
const LOOK_KEPT_MILLISECONDS = 60_000;

/** A value as it stood when typing last paused. */
export function usePaused<Value>(value: Value): Value {
  const [paused, setPaused] = useState(value);
  const text = JSON.stringify(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a value that reads the same is the same.
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), WAIT_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}

/** How often each record of a kind is used, by its id. */
export function useRecordUseCounts(kind: RecordKind) {
  return useQuery({
    queryKey: ["record-use-counts", kind],
    queryFn: async () => new Map((await ipc.recordUseCounts(kind)).map(({ id, count }) => [id, count])),
    meta: { tags: ["records", "contracts", "shares"] },
  });
}

/** One record, with what uses it. */
export function useRecord(kind: RecordKind, id: string | null) {
  return useQuery({
    queryKey: ["record", kind, id],
    queryFn: () => ipc.record(kind, id ?? ""),
    enabled: id !== null,
    meta: { tags: ["records", "contracts", "shares", "invoices"] },
  });
}

/** What is wrong with a record while it is typed. */
export function useRecordLook(id: string | null, form: RecordForm) {
  const looked = usePaused(form);
  return useQuery({
    queryKey: ["record-look", id, looked],
    queryFn: async () => ({ form: looked, ...(await ipc.lookAtRecord(id, looked)) }),
    placeholderData: keepPreviousData,
    gcTime: LOOK_KEPT_MILLISECONDS,
    meta: { tags: ["records"] },
  });
}

/** What an invoice frequency says while it is typed. */
export function useFrequencyLook(id: string | null, form: InvoiceFrequencyForm, from: string, through: string | null) {
  const looked = usePaused({ form, from, through });
  return useQuery({
    queryKey: ["frequency-look", id, looked],
    queryFn: () => ipc.lookAtFrequency(id, looked.form, looked.from, looked.through),
    placeholderData: keepPreviousData,
    gcTime: LOOK_KEPT_MILLISECONDS,
    meta: { tags: ["records"] },
  });
}

type ToSave<Form extends RecordForm> = {
  id: string | null;
  /** As it was read; none for a new one. */
  asRead: Form | null;
  /** What is still to be done to the form before it is sent. */
  ready: ((form: Form) => Promise<Form>) | undefined;
};

export function useSaveRecord<Form extends RecordForm>(
  { id, asRead, ready }: ToSave<Form>,
  onSaved: (saved: Saved, sent: RecordForm) => void,
) {
  const client = useQueryClient();
  const refetch = (sent: Form) => client.refetchQueries({ queryKey: ["record", sent.kind, id] });
  return useMutation<Saved, Problem, Form>({
    mutationFn: async (form) => ipc.saveRecord(id, ready === undefined ? form : await ready(form), asRead),
    onSuccess: async (saved, sent) => {
      // What was typed is let go only once what is saved stands in its place.
      if (saved.id === id) await refetch(sent);
      onSaved(saved, sent);
    },
    // Somebody else may have saved it: what they changed is shown, and it can be saved again.
    onError: (_, sent) => void refetch(sent),
  });
}

export function useDeleteRecord(kind: RecordKind, id: string, onDeleted: (undo: string) => void) {
  return useMutation<string, Problem, void>({
    mutationFn: () => ipc.deleteRecord(kind, id),
    onSuccess: onDeleted,
  });
}
