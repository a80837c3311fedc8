import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BillingStatus, ContractDetail, ShareRow } from "../../bindings";
import { type Column, DataGrid } from "../../components/DataGrid";
import { ExportMenu, ExportProblem, useListExport } from "../../components/ExportMenu";
import { Money } from "../../components/Money";
import { ProblemNotice } from "../../components/ProblemNotice";
import { ShareListFrame } from "../../components/ShareListFrame";
import { SkeletonRows } from "../../components/Skeleton";
import { BillingStatusMark } from "../../components/Status";
import { useGridList } from "../../components/useGridList";
import { useShareActions, useWhyToggle } from "../../components/useShareActions";
import { useFormat } from "../../lib/format";
import { shareKey, wholeBacklog } from "../../lib/shares";
import { useQuantity } from "../../lib/useQuantity";
import { NoShares } from "./NoShares";
import { fetchShares, useShares } from "./queries";
import { ShareFilter } from "./ShareFilter";
import classes from "./SharesTab.module.css";

function useColumns(hasSeveralCustomers: boolean): Column<ShareRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const quantity = useQuantity();
  return useMemo(
    () => [
      {
        id: "date",
        header: t("shares.date"),
        cell: (share) => format.date(share.date),
        text: (share) => share.date,
      },
      {
        id: "description",
        header: t("shares.line_and_description"),
        cell: (share) => (
          <span title={`${share.contract_line_name}, ${share.description}`}>
            <span className={classes.context}>{share.contract_line_name}, </span>
            <span className={classes.name}>{share.description}</span>
            {hasSeveralCustomers && <span className={classes.context}>, {share.customer_name}</span>}
          </span>
        ),
        text: (share) => [share.contract_line_name, share.description, share.customer_name],
      },
      {
        id: "class",
        header: t("shares.class"),
        cell: (share) => t(`class.${share.class as "time"}`),
        text: (share) => t(`class.${share.class as "time"}`),
      },
      {
        id: "quantity",
        header: t("shares.quantity"),
        end: true,
        cell: (share) => (share.class === "milestone" ? "" : quantity(share)),
        text: (share) => [format.plain(share.quantity), share.unit, format.plain(share.unit_price)],
      },
      {
        id: "amount",
        header: t("shares.amount"),
        end: true,
        cell: (share) => <Money amount={share.amount.amount} currency={share.amount.currency} />,
        text: (share) => [format.plain(share.amount.amount), share.amount.currency],
      },
      {
        id: "status",
        header: t("shares.billing_status"),
        cell: (share) => <BillingStatusMark status={share.billing_status} />,
        text: (share) => t(`billing_status.${share.billing_status}`),
      },
    ],
    [t, format, quantity, hasSeveralCustomers],
  );
}

const itself = (share: ShareRow) => share;

/** The work of a contract: what of it is ready, on a draft, invoiced, and why. */
export function SharesTab({ contract }: { contract: ContractDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const enter = () => void navigate({ to: "/contracts/$id/transactions", params: { id: contract.id } });
  const exporting = useListExport();
  const [status, setStatus] = useState<BillingStatus | null>(null);
  const page = useShares(contract.id, status);
  const columns = useColumns(contract.customers.length > 1);
  const list = useGridList<ShareRow>({
    list: "shares",
    of: `${contract.id} ${status}`,
    page,
    keyOf: shareKey,
    nameOf: (share) => t("shares.select", { description: share.description, date: format.date(share.date) }),
    fetchRows: (offset, limit) => fetchShares(contract.id, status, offset, limit),
  });
  // What is on an invoice is beyond the backlog, and beyond marking: it is named, and refused with the reason.
  const isOnInvoice = status === "invoice_created" || status === "invoice_posted";
  const inBacklog = { ...wholeBacklog, contract: contract.id, billing_status: status };
  const actions = useShareActions({
    list,
    shareOf: itself,
    contractOf: () => contract,
    matching: isOnInvoice ? null : inBacklog,
    onlyContract: contract,
    why: useWhyToggle(),
  });
  return (
    <ShareListFrame
      list={list}
      actions={actions}
      shareOf={itself}
      contractOf={() => contract}
      total={page.total}
      matching={isOnInvoice || status === null ? null : inBacklog}
      top={
        contract.shares > 0 && (
          <>
            <ShareFilter
              value={status}
              onChange={setStatus}
              isWhyShown={actions.why.isShown}
              onWhy={actions.why.toggle}
              onEnter={enter}
              actions={
                <ExportMenu
                  exporting={exporting}
                  list={{ list: "shares", contract: contract.id, billing_status: status }}
                  disabled={page.total === 0}
                />
              }
            />
            <ExportProblem exporting={exporting} />
          </>
        )
      }
      foot={t("shares.count", { count: page.total })}
    >
      {page.problem !== null ? (
        <ProblemNotice what={t("shares.problem")} problem={page.problem} onRetry={page.retry} />
      ) : page.first === undefined ? (
        <SkeletonRows />
      ) : page.total === 0 ? (
        <NoShares status={status} all={contract.shares} onShowAll={() => setStatus(null)} onEnter={enter} />
      ) : (
        <DataGrid
          {...list.grid}
          label={t("contract.transactions")}
          className={classes.grid}
          columns={columns}
          size="one"
        />
      )}
    </ShareListFrame>
  );
}
