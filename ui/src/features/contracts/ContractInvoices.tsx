import { Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ContractDetail } from "../../bindings";
import { Empty } from "../../components/Empty";
import { Money } from "../../components/Money";
import { InvoiceStatusMark } from "../../components/Status";
import table from "../../components/Table.module.css";
import { useFormat } from "../../lib/format";
import { useKeptScroll } from "../../lib/history";
import classes from "./ContractScreen.module.css";

/** As many as come with a contract. */
const SHOWN_MAX = 200;

/** The invoices that came from this contract, newest first. */
export function ContractInvoices({ contract }: { contract: ContractDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const keptScroll = useKeptScroll("invoices");
  const row = contract.schedule.find((one) => one.run_status === "not_run");
  const next = row?.run_date;
  if (contract.invoices.length === 0) {
    return (
      <Empty
        title={t("contract.no_invoices")}
        action={
          next !== undefined && (
            <Button variant="filled" onClick={() => void navigate({ to: "/run", search: { date: next } })}>
              {t("contract.preview", { date: format.dayAndMonth(next) })}
            </Button>
          )
        }
      >
        {next === undefined
          ? t("contract.no_invoices_no_date")
          : t(row?.is_missed ? "contract.no_invoices_missed" : "contract.no_invoices_next", {
              date: format.weekday(next),
              distance: format.distance(next),
            })}
      </Empty>
    );
  }
  return (
    <div ref={keptScroll} className={classes.padded}>
      <table className={table.table} aria-label={t("contract.invoices")}>
        <thead>
          <tr>
            <th>{t("invoices.number")}</th>
            <th>{t("invoices.status")}</th>
            <th>{t("contracts.customer")}</th>
            <th>{t("invoices.date")}</th>
            <th className={table.end}>{t("invoices.total")}</th>
          </tr>
        </thead>
        <tbody>
          {contract.invoices.map((invoice) => (
            <tr key={invoice.id}>
              <td>
                <Link to="/invoices/$id" params={{ id: invoice.id }}>
                  {invoice.number ?? t("invoices.no_number_of", { date: format.date(invoice.invoice_date) })}
                </Link>
              </td>
              <td>
                <InvoiceStatusMark status={invoice.status} />
              </td>
              <td>{invoice.customer_name}</td>
              <td>{format.weekday(invoice.invoice_date)}</td>
              <td className={table.end}>
                <Money amount={invoice.total.amount} currency={invoice.total.currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.all}>
        {contract.invoices.length >= SHOWN_MAX && <span>{t("contract.newest", { count: SHOWN_MAX })} </span>}
        <Link to="/invoices" search={{ status: "all", contract: contract.id }}>
          {t("contract.all_invoices")}
        </Link>
      </p>
    </div>
  );
}
