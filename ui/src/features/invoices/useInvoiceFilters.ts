import { useTranslation } from "react-i18next";
import type { InvoiceRow } from "../../bindings";
import type { FilterField } from "../../components/filterField";
import { ipc } from "../../lib/ipc";
import type { InvoiceFilter } from "./invoiceFilter";

/** What invoices may be filtered by besides their status. */
export function useInvoiceFilters(
  filter: InvoiceFilter,
  /** Any invoice that fits: the names of what is filtered by are on it. */
  example: InvoiceRow | undefined,
  onChange: (filter: Partial<InvoiceFilter>) => void,
): FilterField[] {
  const { t } = useTranslation();
  const { contract, customer } = filter;
  return [
    {
      kind: "find",
      id: "contract",
      label: t("contracts.contract"),
      value: contract === null ? null : { value: contract, label: example?.contract_name ?? contract },
      find: async (text) =>
        (await ipc.find(text)).contracts.map(({ id, name, customer_name }) => ({
          value: id,
          label: name,
          note: customer_name,
        })),
      onChange: (next) => onChange({ contract: next }),
    },
    {
      kind: "find",
      id: "customer",
      label: t("contracts.customer"),
      value: customer === null ? null : { value: customer, label: example?.customer_name ?? customer },
      find: async (text) =>
        (await ipc.find(text)).customers.map(({ id, name }) => ({ value: id, label: name, note: id })),
      onChange: (next) => onChange({ customer: next }),
    },
    {
      kind: "dates",
      id: "date",
      label: t("invoices.date"),
      from: filter.from,
      to: filter.to,
      onChange: (from, to) => onChange({ from, to }),
    },
  ];
}
