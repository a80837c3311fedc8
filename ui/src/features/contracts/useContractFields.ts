import { useTranslation } from "react-i18next";
import type { FilterField } from "../../components/filterField";
import { type ContractFilter, troubles } from "./contractFilter";
import { useCurrencies } from "./queries";

/** What contracts may be filtered by besides their status. */
export function useContractFields(
  filter: ContractFilter,
  onChange: (filter: Partial<ContractFilter>) => void,
): FilterField[] {
  const { t } = useTranslation();
  const currencies = useCurrencies();
  const { trouble, currency } = filter;
  // What is filtered by stands among the choices, whatever the book has.
  const codes = currency === null || currencies.includes(currency) ? currencies : [...currencies, currency];
  return [
    {
      kind: "choice",
      id: "trouble",
      label: t("contracts.trouble"),
      options: troubles.map((value) => ({ value, label: t(`contracts.troubles.${value}`) })),
      value: trouble === null ? [] : [trouble],
      onChange: ([value]) => onChange({ trouble: troubles.find((known) => known === value) ?? null }),
    },
    {
      kind: "choice",
      id: "currency",
      label: t("contracts.currency"),
      options: codes.map((value) => ({ value, label: value })),
      value: currency === null ? [] : [currency],
      onChange: ([value]) => onChange({ currency: value ?? null }),
    },
  ];
}
