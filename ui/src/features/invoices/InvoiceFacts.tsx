import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { InvoiceDetail } from "../../bindings";
import { useFormat } from "../../lib/format";
import classes from "./InvoiceFacts.module.css";

/** Whose invoice it is, of which contract, and what created it. */
export function InvoiceFacts({ invoice, children }: { invoice: InvoiceDetail; children?: ReactNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <dl className={classes.facts}>
      <div>
        <dt>{t("contracts.customer")}</dt>
        <dd>
          <Link to="/invoices" search={{ customer: invoice.customer }} title={t("invoice.all_of_customer")}>
            {invoice.customer_name}
          </Link>
        </dd>
      </div>
      <div>
        <dt>{t("contracts.contract")}</dt>
        <dd>
          <Link to="/contracts/$id" params={{ id: invoice.contract }}>
            {invoice.contract_name}
          </Link>
        </dd>
      </div>
      {invoice.created_at !== null && (
        <div>
          <dt>{t("invoice.created")}</dt>
          <dd>
            {format.instant(invoice.created_at)},{" "}
            {invoice.process_run === null ? (
              t("invoice.by_person")
            ) : (
              <Link to="/process-runs/$date" params={{ date: invoice.process_run }}>
                {t("invoice.by_run", { date: format.weekday(invoice.process_run) })}
              </Link>
            )}
          </dd>
        </div>
      )}
      {children}
    </dl>
  );
}
