import { CloseButton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ContractDetail, ShareRow } from "../../bindings";
import { Money } from "../../components/Money";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { BillingStatusMark, ReasonShape } from "../../components/Status";
import { useFormat } from "../../lib/format";
import { asProblem } from "../../lib/ipc";
import { useQuantity } from "../../lib/useQuantity";
import { useExplanation } from "./queries";
import classes from "./SharesTab.module.css";

type WhyPanelProps = { share: ShareRow; contract: ContractDetail; onClose: () => void };

/** Why a share is not on an invoice, and when it will be. */
export function WhyPanel({ share, contract, onClose }: WhyPanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const quantity = useQuantity();
  const { data, error, refetch } = useExplanation(share.id);
  const own = data?.shares.filter((one) => one.customer === share.customer) ?? [];
  const invoice = share.invoice;
  const question = invoice === null ? t("why.question") : t("why.where");
  const facts = [share.class === "milestone" ? null : quantity(share), share.resource].filter(Boolean).join(", ");
  return (
    <aside className={classes.panel} aria-label={t("why.panel")}>
      <div className={classes.panelHead}>
        <div className={classes.panelTop}>
          <span>
            {t(`class.${share.class as "time"}`)}, {format.weekday(share.date)}
          </span>
          <CloseButton aria-label={t("why.close")} onClick={onClose} />
        </div>
        <h2 className={classes.panelTitle}>{share.description}</h2>
        <div className={classes.panelAmount}>
          <Money amount={share.amount.amount} currency={share.amount.currency} strong />
          <span>{facts}</span>
        </div>
        <BillingStatusMark status={share.billing_status} />
      </div>
      {error !== null ? (
        <ProblemNotice what={t("why.problem")} problem={asProblem(error)} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonRows rows={2} />
      ) : (
        <>
          <section className={classes.panelPart}>
            <h3 className={classes.question}>{question}</h3>
            {own.map((one) => (
              <div key={`${one.code} ${one.text}`} className={classes.answer}>
                <div className={classes.reason}>
                  <span className={classes.reasonShape}>
                    <ReasonShape code={one.code} />
                  </span>
                  <p>
                    <strong>{t(`reason.${one.code}`)}.</strong> {one.text}
                  </p>
                </div>
              </div>
            ))}
            {invoice !== null && (
              <div className={classes.links}>
                <Link to="/invoices/$id" params={{ id: invoice }}>
                  {t("why.open_invoice")}
                </Link>
              </div>
            )}
          </section>
          {invoice === null && <When dates={own.map((one) => one.next_run_date)} contract={contract} />}
        </>
      )}
    </aside>
  );
}

function When({ dates, contract }: { dates: readonly (string | null)[]; contract: ContractDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const date = dates.find((one) => one !== null);
  if (date == null) {
    return (
      <section className={classes.panelPart}>
        <h3 className={classes.question}>{t("why.when")}</h3>
        <p>{t("why.no_date")}</p>
      </section>
    );
  }
  const cutOff = contract.schedule.find((row) => row.run_date === date && row.cut_off_date !== null)?.cut_off_date;
  const { day, month } = format.leaf(date);
  return (
    <section className={classes.panelPart}>
      <h3 className={classes.question}>{t("why.when")}</h3>
      <div className={classes.when}>
        <span className={classes.leaf} aria-hidden="true">
          <span className={classes.leafMonth}>{month}</span>
          <span className={classes.leafDay}>{day}</span>
        </span>
        <span className={classes.whenText}>
          {format.weekday(date)}
          <span className={classes.whenNote}>
            {format.distance(date)}
            {cutOff != null && `, ${t("schedule.cut_off_at", { date: format.weekday(cutOff) })}`}
          </span>
        </span>
      </div>
      <div className={classes.links}>
        <Link to="/run" search={{ date }}>
          {t("why.preview", { date: format.date(date) })}
        </Link>
      </div>
    </section>
  );
}
