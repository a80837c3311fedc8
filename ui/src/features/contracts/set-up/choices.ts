// What can be chosen in the forms of a contract. Each list comes through one hook, whatever command gives it.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { CustomerName } from "../../../bindings";
import { ipc } from "../../../lib/ipc";
import { contractQuery, firstFilter } from "../contractFilter";
import { useCurrencies } from "../queries";

export type Choice = { id: string; name: string };

/** As many contracts are asked for the frequencies that they use. */
const CONTRACTS_ASKED = 12;

async function frequenciesOf(contract: string): Promise<Choice[]> {
  const [setUp, detail] = await Promise.all([ipc.contractSetUp(contract), ipc.contract(contract)]);
  return setUp.lines.flatMap(({ form }) => {
    const name = detail.lines.find((line) => line.id === form.id)?.invoice_frequency ?? null;
    return form.invoice_frequency === "" || name === null ? [] : [{ id: form.invoice_frequency, name }];
  });
}

/** The invoice frequencies that contracts of the book use, by name. */
export function useFrequencies(contract: string | null): readonly Choice[] {
  const { data } = useQuery({
    queryKey: ["frequencies", contract],
    queryFn: async () => {
      const { rows } = await ipc.contracts(contractQuery({ ...firstFilter, status: "all" }, 0, CONTRACTS_ASKED));
      const ids = new Set([...(contract === null ? [] : [contract]), ...rows.map((row) => row.id)]);
      const found = (await Promise.all([...ids].map(frequenciesOf))).flat();
      const byId = new Map(found.map((one) => [one.id, one]));
      return [...byId.values()].sort((a, b) => a.name.localeCompare(b.name));
    },
    meta: { tags: ["contracts"] },
  });
  return data ?? [];
}

/** The customers that fit what is typed. */
export function useCustomers(typed: string): readonly CustomerName[] {
  const text = typed.trim();
  const { data } = useQuery({
    queryKey: ["customers-found", text],
    queryFn: async () => (await ipc.find(text)).customers.map(({ id, name }) => ({ id, name })),
    enabled: text !== "",
    placeholderData: keepPreviousData,
    meta: { tags: ["contracts"] },
  });
  return data ?? [];
}

/** Currencies by their ISO 4217 code: those of the book first, then all that the platform knows. */
export function useCurrencyChoices(language: string): readonly { code: string; name: string; isOfBook: boolean }[] {
  const used = useCurrencies();
  return useMemo(() => {
    const names = new Intl.DisplayNames([language], { type: "currency", fallback: "code" });
    const others = Intl.supportedValuesOf("currency").filter((code) => !used.includes(code));
    return [...used, ...others].map((code) => ({
      code,
      name: names.of(code) ?? code,
      isOfBook: used.includes(code),
    }));
  }, [used, language]);
}
