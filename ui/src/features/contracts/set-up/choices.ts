// What can be chosen in the forms of a contract: records of the set-up, by name.
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { CustomerName } from "../../../bindings";
import { ipc } from "../../../lib/ipc";
import { useRecords } from "../../../lib/records";
import { useCurrencies } from "../queries";

export type Choice = { id: string; name: string };

const MOST = 50;

function byName(one: Choice, other: Choice): number {
  return one.name.localeCompare(other.name);
}

/** The invoice frequencies of the book, by name. */
export function useFrequencies(): readonly Choice[] {
  const { data } = useRecords("invoice_frequency");
  return useMemo(
    () =>
      (data ?? [])
        .flatMap(({ form }) => (form.kind === "invoice_frequency" ? [{ id: form.id, name: form.name }] : []))
        .sort(byName),
    [data],
  );
}

/** The customers that fit what is typed, the first of them by name where nothing is. */
export function useCustomers(typed: string): readonly CustomerName[] {
  const { data } = useRecords("customer");
  const text = typed.trim().toLowerCase();
  return useMemo(
    () =>
      (data ?? [])
        .flatMap(({ form }) => (form.kind === "customer" ? [{ id: form.id, name: form.name }] : []))
        .filter(({ id, name }) => name.toLowerCase().includes(text) || id.toLowerCase().includes(text))
        .sort(byName)
        .slice(0, MOST),
    [data, text],
  );
}

/** Whether the book is known to have no customer, or no frequency, to choose. */
export function useHasNone(kind: "customer" | "invoice_frequency"): boolean {
  return useRecords(kind).data?.length === 0;
}

/** Currencies by their ISO 4217 code: those of the book first, then all the others, withdrawn ones last. */
export function useCurrencyChoices(): readonly { code: string; name: string; isOfBook: boolean }[] {
  const used = useCurrencies();
  const { data } = useQuery({ queryKey: ["currencies"], queryFn: () => ipc.currencies(), meta: { tags: [] } });
  return useMemo(() => {
    const known = (data ?? []).map(({ code, name }) => ({ code, name, isOfBook: used.includes(code) }));
    const ofBook = used.map((code) => known.find((one) => one.code === code) ?? { code, name: code, isOfBook: true });
    return [...ofBook, ...known.filter(({ isOfBook }) => !isOfBook)];
  }, [used, data]);
}
