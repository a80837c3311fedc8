import { Fragment, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { InvoiceDetail, InvoiceDetailView, InvoiceLineView } from "../bindings";
import { isZero, useFormat } from "../lib/format";
import { useKeys } from "../lib/keys";
import { useQuantity } from "../lib/useQuantity";
import classes from "./InvoiceBody.module.css";
import { LinkButton } from "./LinkButton";
import { Money } from "./Money";
import { Shape } from "./Shape";
import table from "./Table.module.css";

/** As many details of a line are drawn before somebody asks for the others. */
const DETAILS_AT_FIRST = 100;
/** As many details show where they came from at one press of the key. */
const EVIDENCE_AT_ONCE = 12;

type InvoiceBodyProps = {
  invoice: InvoiceDetail;
  /** In a narrow panel the quantity stands under the description. */
  compact?: boolean;
  /** Where a detail came from; with it, each detail opens. */
  evidence?: (detail: InvoiceDetailView) => ReactNode;
};

/** Lines, details, taxes and totals of an invoice or of a would-be draft. */
export function InvoiceBody({ invoice, compact = false, evidence }: InvoiceBodyProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (key: string) =>
    setOpen((old) => {
      const next = new Set(old);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  const firstKeys = invoice.lines
    .flatMap((line) => line.details.map((_detail, index) => `${line.contract_line} ${index}`))
    .slice(0, EVIDENCE_AT_ONCE);
  useKeys(evidence === undefined ? {} : { e: () => setOpen((old) => new Set(old.size > 0 ? [] : firstKeys)) });
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
            {!compact && <th className={table.end}>{t("invoice.quantity_price")}</th>}
            <th className={table.end}>{t("shares.amount")}</th>
          </tr>
        </thead>
        <tbody>
          {invoice.lines.map((line) => (
            <Line
              key={line.contract_line}
              line={line}
              compact={compact}
              open={open}
              onOpen={toggle}
              evidence={evidence}
            />
          ))}
        </tbody>
      </table>
      <Totals invoice={invoice} />
    </>
  );
}

type LineProps = {
  line: InvoiceLineView;
  compact: boolean;
  open: ReadonlySet<string>;
  onOpen: (key: string) => void;
  evidence: InvoiceBodyProps["evidence"];
};

function Line({ line, compact, open, onOpen, evidence }: LineProps) {
  const { t } = useTranslation();
  const [showsAll, setShowsAll] = useState(false);
  const columns = compact ? 3 : 4;
  const shown = showsAll ? line.details : line.details.slice(0, DETAILS_AT_FIRST);
  const hidden = line.details.length - shown.length;
  return (
    <>
      <tr className={classes.line}>
        <th scope="rowgroup" colSpan={columns - 1} className={classes.lineName}>
          <span className={classes.named}>{line.name}</span>{" "}
          <span className={classes.note}>{t(`billing_method.${line.billing_method}`)}</span>
        </th>
        <td className={table.end}>
          <Money amount={line.amount} strong />
        </td>
      </tr>
      {shown.map((detail, index) => {
        const key = `${line.contract_line} ${index}`;
        const isOpen = open.has(key);
        return (
          <Fragment key={key}>
            <DetailRow
              detail={detail}
              compact={compact}
              isOpen={isOpen}
              onOpen={evidence === undefined ? undefined : () => onOpen(key)}
            />
            {isOpen && evidence !== undefined && (
              <tr>
                <td colSpan={columns} className={classes.evidence}>
                  {evidence(detail)}
                </td>
              </tr>
            )}
          </Fragment>
        );
      })}
      {hidden > 0 && (
        <tr>
          <td colSpan={columns}>
            <LinkButton onClick={() => setShowsAll(true)}>{t("invoice.more_details", { count: hidden })}</LinkButton>
          </td>
        </tr>
      )}
    </>
  );
}

type DetailRowProps = {
  detail: InvoiceDetailView;
  compact: boolean;
  isOpen: boolean;
  onOpen: (() => void) | undefined;
};

function DetailRow({ detail, compact, isOpen, onOpen }: DetailRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const quantity = useQuantity();
  const isMilestone = detail.class === "milestone";
  const extent = [
    isMilestone ? "" : quantity(detail),
    /^100(\.0+)?$/.test(detail.percent) ? "" : `× ${t("common.percent", { percent: format.amount(detail.percent) })}`,
  ]
    .filter(Boolean)
    .join(" ");
  const what = (
    <>
      {isMilestone && <Shape name="diamond" tone="accent" />} {detail.description}
      {detail.resource !== null && <span className={classes.note}>, {detail.resource}</span>}
    </>
  );
  return (
    <tr>
      <td className={classes.date}>{format.date(detail.date)}</td>
      <td className={classes.detail}>
        {onOpen === undefined ? (
          what
        ) : (
          <button
            type="button"
            className={classes.opens}
            aria-expanded={isOpen}
            title={t("invoice.evidence")}
            onClick={onOpen}
          >
            <span className={classes.chevron} data-open={isOpen || undefined} aria-hidden="true">
              ›
            </span>
            <span>{what}</span>
          </button>
        )}
        {detail.billing_type !== "chargeable" && (
          <span className={classes.free}>{t(`billing_type.${detail.billing_type}`)}</span>
        )}
        {compact && extent !== "" && <span className={classes.under}>{extent}</span>}
      </td>
      {!compact && <td className={`${table.end} ${classes.quantity ?? ""}`}>{extent}</td>}
      <td className={table.end}>
        <Money amount={detail.amount} />
      </td>
    </tr>
  );
}

function Totals({ invoice }: { invoice: InvoiceDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
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
  );
}
