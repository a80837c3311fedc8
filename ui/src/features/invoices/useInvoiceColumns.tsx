import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { InvoiceRow, InvoiceSort } from "../../bindings";
import type { Column } from "../../components/DataGrid";
import { Money } from "../../components/Money";
import { InvoiceStatusMark } from "../../components/Status";
import { useFormat } from "../../lib/format";
import classes from "./InvoicesScreen.module.css";

export function useInvoiceColumns(): Column<InvoiceRow, InvoiceSort>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: "number",
        header: t("invoices.number"),
        cell: (row) =>
          row.number === null ? (
            <span className={classes.none}>{t("invoices.no_number")}</span>
          ) : (
            <span className={classes.name}>{row.number}</span>
          ),
        text: (row) => row.number ?? "",
      },
      {
        id: "status",
        header: t("invoices.status"),
        cell: (row) => <InvoiceStatusMark status={row.status} />,
        text: (row) => t(`invoice_status.${row.status}`),
        sort: "status",
      },
      {
        id: "customer",
        header: t("contracts.customer"),
        cell: (row) => (
          <span className={classes.name} title={row.customer_name}>
            {row.customer_name}
          </span>
        ),
        text: (row) => row.customer_name,
        sort: "customer",
      },
      {
        id: "contract",
        header: t("contracts.contract"),
        cell: (row) => (
          <span className={classes.second} title={row.contract_name}>
            {row.contract_name}
          </span>
        ),
        text: (row) => row.contract_name,
        sort: "contract",
      },
      {
        id: "date",
        header: t("invoices.date"),
        cell: (row) => format.date(row.invoice_date),
        text: (row) => row.invoice_date,
        sort: "date",
        descendingFirst: true,
      },
      {
        id: "total",
        header: t("invoices.total"),
        end: true,
        cell: (row) => <Money amount={row.total.amount} currency={row.total.currency} />,
        text: (row) => [row.total.amount, row.total.currency],
        sort: "total",
        descendingFirst: true,
      },
    ],
    [t, format],
  );
}
