import { useTranslation } from "react-i18next";
import type { InvoiceRow } from "../../bindings";
import type { FileNameValues } from "./fileName";

/** What a file name is made of. */
export type Named = Pick<
  InvoiceRow,
  "number" | "status" | "customer_name" | "contract_name" | "invoice_date" | "total"
>;

/** The fields of a file name, in the words of the window. */
export function useFileNameValues(): (invoice: Named) => FileNameValues {
  const { t } = useTranslation();
  return (invoice) => ({
    number: invoice.number ?? t("export.no_number"),
    status: t(`invoice_status.${invoice.status}`),
    date: invoice.invoice_date,
    customer: invoice.customer_name,
    contract: invoice.contract_name,
    total: invoice.total.amount,
    currency: invoice.total.currency,
  });
}
