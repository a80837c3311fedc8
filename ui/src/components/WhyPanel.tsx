import { Button, CloseButton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconCircleCheck, IconFileInvoice } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ShareRow } from "../bindings";
import { useFormat } from "../lib/format";
import { asProblem } from "../lib/ipc";
import { useContract, useExplanation } from "../lib/queries";
import { useReadOnly } from "../lib/readOnly";
import { asSentence } from "../lib/sentence";
import { useQuantity } from "../lib/useQuantity";
import { Icon } from "./Icon";
import { KeyCap } from "./KeyCap";
import { Money } from "./Money";
import { ProblemNotice } from "./ProblemNotice";
import panel from "./SidePanel.module.css";
import { SkeletonRows } from "./Skeleton";
import { BillingStatusMark, ReasonShape } from "./Status";
import classes from "./WhyPanel.module.css";
import { WhyWhen } from "./WhyWhen";

/** A cursor that runs through a list asks only where it stops. */
const WAIT_MILLISECONDS = 90;

type WhyPanelProps = {
  share: ShareRow;
  contract: { id: string; name: string };
  /** Left out where the panel stands on the contract's own screen. */
  showsContract?: boolean;
  onMarkReady: () => void;
  onCreate: () => void;
  onClose: () => void;
};

/** Why a share is not on an invoice, when it will be, and what to do where that is too late. */
export function WhyPanel({ share, contract, showsContract = false, onMarkReady, onCreate, onClose }: WhyPanelProps) {
  const { t } = useTranslation();
  const [asked] = useDebouncedValue({ share: share.id, contract: contract.id }, WAIT_MILLISECONDS);
  const { data, error, refetch } = useExplanation(asked.share);
  const detail = useContract(asked.contract).data;
  const isHere = asked.share === share.id;
  const own = isHere ? (data?.shares.filter((one) => one.customer === share.customer) ?? []) : [];
  const { invoice } = share;
  const schedule = asked.contract === contract.id ? detail?.schedule : undefined;
  return (
    <aside className={panel.panel} aria-label={t("why.panel")}>
      <PanelHead share={share} contract={showsContract ? contract.name : null} onClose={onClose} />
      {isHere && error !== null ? (
        <ProblemNotice what={t("why.problem")} problem={asProblem(error)} onRetry={() => void refetch()} />
      ) : !isHere || data === undefined ? (
        <SkeletonRows rows={2} />
      ) : (
        <>
          <section className={panel.part}>
            <h3 className={panel.question}>{invoice === null ? t("why.question") : t("why.where")}</h3>
            {own.map((one) => (
              <div key={`${one.code} ${one.text}`} className={panel.reason}>
                <ReasonShape code={one.code} />
                <p>
                  <strong>{t(`reason.${one.code}`)}.</strong> {asSentence(one.text)}
                </p>
              </div>
            ))}
            {share.billing_type !== "chargeable" && <p className={classes.note}>{t("why.not_chargeable")}</p>}
            {invoice !== null && (
              <div className={classes.links}>
                <Link to="/invoices/$id" params={{ id: invoice }}>
                  {t("why.open_invoice")}
                </Link>
              </div>
            )}
          </section>
          {invoice === null && (
            <>
              <WhyWhen explanations={own} schedule={schedule} share={share} />
              <Sooner
                isReady={share.billing_status === "ready_to_invoice"}
                onMarkReady={onMarkReady}
                onCreate={onCreate}
              />
            </>
          )}
        </>
      )}
      <nav className={classes.foot} aria-label={t("why.links")}>
        {showsContract && (
          <Link to="/contracts/$id" params={{ id: contract.id }} search={{ tab: "transactions" }} title={contract.name}>
            {t("why.contract")}
          </Link>
        )}
        <Link to="/contracts/$id" params={{ id: contract.id }} search={{ tab: "overview" }}>
          {t("why.schedule")}
        </Link>
        <Link to="/contracts/$id" params={{ id: contract.id }} search={{ tab: "history", item: share.id }}>
          {t("history.open")}
        </Link>
      </nav>
    </aside>
  );
}

type PanelHeadProps = { share: ShareRow; contract: string | null; onClose: () => void };

function PanelHead({ share, contract, onClose }: PanelHeadProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const quantity = useQuantity();
  const facts = [share.class === "milestone" ? null : quantity(share), share.resource].filter(Boolean).join(", ");
  return (
    <div className={panel.part}>
      <div className={panel.top}>
        <span>
          {t(`class.${share.class as "time"}`)}, {format.weekday(share.date)}
        </span>
        <CloseButton aria-label={t("why.close")} onClick={onClose} />
      </div>
      <h2 className={panel.title}>{share.description}</h2>
      <p className={classes.context}>
        {contract !== null && `${contract}, `}
        {share.contract_line_name}, {share.customer_name}
      </p>
      <div className={classes.amount}>
        <Money amount={share.amount.amount} currency={share.amount.currency} strong />
        <span>{facts}</span>
      </div>
      <div className={classes.status}>
        <BillingStatusMark status={share.billing_status} />
        {share.billing_type !== "chargeable" && <span>{t(`billing_type.${share.billing_type}`)}</span>}
      </div>
    </div>
  );
}

type SoonerProps = { isReady: boolean; onMarkReady: () => void; onCreate: () => void };

function Sooner({ isReady, onMarkReady, onCreate }: SoonerProps) {
  const { t } = useTranslation();
  const { why, off } = useReadOnly();
  return (
    <section className={panel.part}>
      <h3 className={panel.question}>{t("why.sooner")}</h3>
      <div className={classes.fixes}>
        {!isReady && (
          <Button
            fullWidth
            classNames={{ label: classes.fix }}
            leftSection={<Icon of={IconCircleCheck} />}
            rightSection={<KeyCap keys="M" />}
            aria-keyshortcuts="M"
            onClick={onMarkReady}
            {...off}
          >
            {t("bulk.ready")}
          </Button>
        )}
        <Button
          fullWidth
          classNames={{ label: classes.fix }}
          leftSection={<Icon of={IconFileInvoice} />}
          rightSection={<KeyCap keys="C" />}
          aria-keyshortcuts="C"
          disabled={!isReady}
          onClick={onCreate}
          {...off}
        >
          {t("why.create")}
        </Button>
        <p className={classes.note}>{why ?? t(isReady ? "why.create_note" : "why.create_off")}</p>
      </div>
    </section>
  );
}
