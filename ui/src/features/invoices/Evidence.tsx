import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { MarkedReady, Trace, TracedShare } from "../../bindings";
import { Money } from "../../components/Money";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { BillingStatusMark } from "../../components/Status";
import table from "../../components/Table.module.css";
import { useFormat } from "../../lib/format";
import { asProblem } from "../../lib/ipc";
import classes from "./Evidence.module.css";
import { useTrace } from "./queries";

type EvidenceProps = {
  /** The transaction or milestone. */
  id: string;
  /** The invoice that it is looked at from, and its customer. */
  invoice: string;
  customer: string;
};

/** Where a detail came from, whole, and where each customer's share of it went. */
export function Evidence({ id, invoice, customer }: EvidenceProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = useTrace(id);
  if (error !== null) {
    return <ProblemNotice what={t("trace.problem")} problem={asProblem(error)} onRetry={() => void refetch()} />;
  }
  if (data === undefined) return <SkeletonRows rows={2} />;
  return (
    <div className={classes.evidence}>
      <Origin trace={data} />
      <table className={`${table.table} ${classes.shares ?? ""}`} aria-label={t("trace.shares")}>
        <thead>
          <tr>
            <th>{t("contracts.customer")}</th>
            <th className={table.end}>{t("trace.share")}</th>
            <th className={table.end}>{t("shares.amount")}</th>
            <th>{t("trace.where")}</th>
          </tr>
        </thead>
        <tbody>
          {data.shares.map((share, index) => (
            <ShareRow
              key={`${share.customer} ${index}`}
              share={share}
              contract={data.contract}
              isHere={share.customer === customer && share.invoice === invoice}
              here={invoice}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Origin({ trace }: { trace: Trace }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <dl className={classes.origin}>
      <div>
        <dt>{t(`class.${trace.class as "time"}`)}</dt>
        <dd>
          {trace.description} <span className={classes.note}>{trace.id}</span>
        </dd>
      </div>
      <div>
        <dt>{t("shares.date")}</dt>
        <dd>
          {format.weekday(trace.date)}
          {trace.resource !== null && `, ${trace.resource}`}
        </dd>
      </div>
      <div>
        <dt>{t("trace.line")}</dt>
        <dd>
          {trace.contract_line_name},{" "}
          <Link to="/contracts/$id" params={{ id: trace.contract }} search={{ tab: "transactions" }}>
            {trace.contract_name}
          </Link>
        </dd>
      </div>
      <div>
        <dt>{t("trace.whole")}</dt>
        <dd>
          <Money amount={trace.amount.amount} currency={trace.amount.currency} strong />
        </dd>
      </div>
    </dl>
  );
}

type ShareRowProps = { share: TracedShare; contract: string; isHere: boolean; here: string };

function ShareRow({ share, contract, isHere, here }: ShareRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <tr data-lit={isHere || undefined}>
      <td className={isHere ? table.name : undefined}>{share.customer_name}</td>
      <td className={table.end}>{t("common.percent", { percent: format.amount(share.percent) })}</td>
      <td className={table.end}>
        <Money amount={share.amount.amount} />
        {share.has_odd_cent && <span className={classes.odd}>{t("trace.odd_cent")}</span>}
      </td>
      <td>
        {share.invoice === null ? (
          <span className={classes.where}>
            <BillingStatusMark status={share.billing_status} />
            <Link to="/contracts/$id" params={{ id: contract }} search={{ tab: "transactions" }}>
              {t("trace.open_contract")}
            </Link>
          </span>
        ) : share.invoice === here ? (
          t("trace.here")
        ) : (
          <span className={classes.where}>
            <BillingStatusMark status={share.billing_status} />
            <Link to="/invoices/$id" params={{ id: share.invoice }}>
              {share.invoice_date === null
                ? t("why.open_invoice")
                : t("trace.invoice_of", { date: format.date(share.invoice_date) })}
            </Link>
          </span>
        )}
        {share.ready !== null && <ReadySince ready={share.ready} />}
      </td>
    </tr>
  );
}

/** When it was marked ready, and how. */
function ReadySince({ ready }: { ready: MarkedReady }) {
  const { t } = useTranslation();
  const format = useFormat();
  const at = ready.at === null ? "" : format.instant(ready.at);
  return <span className={classes.ready}>{t(`trace.ready_by.${ready.by}`, { at })}</span>;
}
