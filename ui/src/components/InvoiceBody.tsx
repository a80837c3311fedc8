import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { InvoiceDetail, InvoiceDetailView, InvoiceLineView } from "../bindings";
import { isZero, useFormat } from "../lib/format";
import { useQuantity } from "../lib/useQuantity";
import classes from "./InvoiceBody.module.css";
import { Money } from "./Money";
import { Shape } from "./Shape";
import table from "./Table.module.css";

/** Lines, details, taxes and totals of an invoice or of a would-be draft. */
export function InvoiceBody({ invoice }: { invoice: InvoiceDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <ul className={classes.facts}>
        <li>
          {t("invoice.date")} <b>{format.fullDate(invoice.invoice_date)}</b>
        </li>
        {invoice.work_up_to !== null && (
          <li>
            {t("invoice.work_up_to")} <b>{format.fullDate(invoice.work_up_to)}</b>
          </li>
        )}
      </ul>
      <table className={`${table.table} ${classes.table ?? ""}`} aria-label={t("invoice.lines")}>
        <thead>
          <tr>
            <th>{t("shares.date")}</th>
            <th>{t("invoice.detail")}</th>
            <th className={table.end}>{t("invoice.quantity_price")}</th>
            <th className={table.end}>{t("shares.amount")}</th>
          </tr>
        </thead>
        <tbody>
          {invoice.lines.map((line) => (
            <Fragment key={line.contract_line}>
              <LineRow line={line} />
              {line.details.map((detail) => (
                <DetailRow key={detail.id} detail={detail} />
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
      <dl className={classes.totals}>
        <div>
          <dt>{t("invoice.subtotal")}</dt>
          <dd>
            <Money amount={invoice.subtotal} />
          </dd>
        </div>
        {invoice.taxes.map((tax) => (
          <div key={`${tax.category} ${tax.percent}`}>
            <dt>
              {t("invoice.tax_of", {
                category: tax.category,
                percent: format.amount(tax.percent),
                taxable: format.amount(tax.taxable),
              })}
            </dt>
            <dd>
              <Money amount={tax.tax} />
            </dd>
          </div>
        ))}
        {invoice.taxes.length === 0 && (
          <div>
            <dt>{isZero(invoice.tax) ? t("invoice.no_tax") : t("invoice.tax")}</dt>
            <dd>
              <Money amount={invoice.tax} />
            </dd>
          </div>
        )}
        <div className={classes.total}>
          <dt>{t("invoice.total")}</dt>
          <dd>
            <Money amount={invoice.total} currency={invoice.currency} strong />
          </dd>
        </div>
      </dl>
    </>
  );
}

function LineRow({ line }: { line: InvoiceLineView }) {
  const { t } = useTranslation();
  return (
    <tr className={classes.line}>
      <th scope="rowgroup" colSpan={3} className={classes.lineName}>
        {line.name} <span className={classes.note}>{t(`billing_method.${line.billing_method}`)}</span>
      </th>
      <td className={table.end}>
        <Money amount={line.amount} strong />
      </td>
    </tr>
  );
}

function DetailRow({ detail }: { detail: InvoiceDetailView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const quantity = useQuantity();
  const isMilestone = detail.class === "milestone";
  return (
    <tr>
      <td className={classes.date}>{format.date(detail.date)}</td>
      <td className={classes.detail}>
        {isMilestone && <Shape name="diamond" tone="accent" />} {detail.description}
        {detail.resource !== null && <span className={classes.note}>, {detail.resource}</span>}
        {detail.billing_type !== "chargeable" && (
          <span className={classes.free}>{t(`billing_type.${detail.billing_type}`)}</span>
        )}
      </td>
      <td className={`${table.end} ${classes.quantity ?? ""}`}>
        {!isMilestone && quantity(detail)}
        {!/^100(\.0+)?$/.test(detail.percent) && (
          <span className={classes.note}> × {t("common.percent", { percent: format.amount(detail.percent) })}</span>
        )}
      </td>
      <td className={table.end}>
        <Money amount={detail.amount} />
      </td>
    </tr>
  );
}
