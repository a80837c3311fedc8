import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BillingStatus, ContractDetail, ShareRow } from "../../bindings";
import { BulkBar } from "../../components/BulkBar";
import { CreateInvoicesDialog } from "../../components/CreateInvoicesDialog";
import { type Column, DataGrid } from "../../components/DataGrid";
import { KeyLegend } from "../../components/KeyCap";
import { Money } from "../../components/Money";
import { Notice } from "../../components/Notice";
import { PageFoot } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { BillingStatusMark } from "../../components/Status";
import { useGridList } from "../../components/useGridList";
import { WhyPanel } from "../../components/WhyPanel";
import { useFormat } from "../../lib/format";
import { ipc } from "../../lib/ipc";
import { useKeys } from "../../lib/keys";
import { type MarkTarget, useMarking } from "../../lib/marking";
import { shareKey, wholeBacklog } from "../../lib/shares";
import { useQuantity } from "../../lib/useQuantity";
import { NoShares } from "./NoShares";
import { useShares } from "./queries";
import { ShareFilter } from "./ShareFilter";
import classes from "./SharesTab.module.css";

function useColumns(hasSeveralCustomers: boolean): Column<ShareRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const quantity = useQuantity();
  return [
    {
      id: "date",
      header: t("shares.date"),
      cell: (share) => format.date(share.date),
      text: (share) => share.date,
    },
    {
      id: "description",
      header: t("shares.line_and_description"),
      text: (share) => [share.contract_line_name, share.description, share.customer_name],
      cell: (share) => (
        <span title={`${share.contract_line_name}, ${share.description}`}>
          <span className={classes.context}>{share.contract_line_name}, </span>
          <span className={classes.name}>{share.description}</span>
          {hasSeveralCustomers && <span className={classes.context}>, {share.customer_name}</span>}
        </span>
      ),
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
  ];
}

/** Below it the panel lies over the list, and is opened when it is asked for. */
const ROOM_FOR_PANEL = "(min-width: 73.75em)";

/** The work of a contract: what of it is ready, on a draft, invoiced, and why. */
export function SharesTab({ contract }: { contract: ContractDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [status, setStatus] = useState<BillingStatus | null>(null);
  const [showsWhy, setShowsWhy] = useState(() => window.matchMedia(ROOM_FOR_PANEL).matches);
  const [isCreating, setIsCreating] = useState(false);
  const page = useShares(contract.id, status);
  const columns = useColumns(contract.customers.length > 1);
  const list = useGridList<ShareRow>({
    list: "shares",
    of: `${contract.id} ${status}`,
    page,
    keyOf: shareKey,
    nameOf: (share) => t("shares.select", { description: share.description, date: format.date(share.date) }),
    fetchRows: async (offset, limit) =>
      (await ipc.shares({ contract: contract.id, billing_status: status, offset, limit })).rows,
  });
  const { atCursor, choice, count, clear } = list;
  const marking = useMarking(clear);
  const mark = async (target: MarkTarget) => {
    if (marking.isPending) return;
    // What is on an invoice is beyond the filter, and beyond marking.
    if (choice.isAll && (status === null || status === "not_ready" || status === "ready_to_invoice")) {
      const filter = { ...wholeBacklog, contract: contract.id, billing_status: status };
      marking.mutate({ filter, except: [...choice.named.values()], status: target });
      return;
    }
    const shares = await list.rows();
    if (shares.length > 0) marking.mutate({ shares, status: target });
  };
  const create = () => setIsCreating(true);
  useKeys({
    m: () => void mark("ready_to_invoice"),
    "shift+m": () => void mark("not_ready"),
    c: create,
    w: () => setShowsWhy((shown) => !shown),
    ...(count > 0 ? { escape: clear } : showsWhy ? { escape: () => setShowsWhy(false) } : {}),
  });
  return (
    <div className={classes.tab}>
      <div className={classes.list}>
        <ShareFilter value={status} onChange={setStatus} isWhyShown={showsWhy} onWhy={() => setShowsWhy(!showsWhy)} />
        {marking.error !== null && (
          <div className={classes.refused}>
            <Notice tone="red" shape="octagon" alert>
              <strong>{t("mark.refused")}</strong> {marking.error.message}. {t("problem.untouched")}
            </Notice>
          </div>
        )}
        {page.problem !== null ? (
          <ProblemNotice what={t("shares.problem")} problem={page.problem} onRetry={page.retry} />
        ) : page.first === undefined ? (
          <SkeletonRows />
        ) : page.total === 0 ? (
          <NoShares status={status} all={contract.transactions} onShowAll={() => setStatus(null)} />
        ) : (
          <DataGrid
            {...list.grid}
            label={t("contract.transactions")}
            className={classes.grid}
            columns={columns}
            size="one"
          />
        )}
        {count > 0 && (
          <BulkBar
            count={count}
            total={page.total}
            isBusy={marking.isPending}
            actions={[
              { id: "ready", label: t("bulk.ready"), keys: "M", onClick: () => void mark("ready_to_invoice") },
              { id: "not_ready", label: t("bulk.not_ready"), keys: "Shift M", onClick: () => void mark("not_ready") },
            ]}
            onAll={list.grid.selection.onAll}
            onClear={clear}
          />
        )}
        <PageFoot
          keys={
            <KeyLegend
              entries={[
                { keys: "Space", does: t("keys.short.select") },
                { keys: "Shift ↓", does: t("keys.short.extend") },
                { keys: "M", does: t("keys.short.mark_ready") },
                { keys: "W", does: t("keys.short.why") },
              ]}
            />
          }
        >
          {t("shares.count", { count: page.total })}
        </PageFoot>
      </div>
      {showsWhy && atCursor !== undefined && page.total > 0 && (
        <WhyPanel
          share={atCursor}
          contract={contract}
          onMarkReady={() => marking.mutate({ shares: [atCursor], status: "ready_to_invoice" })}
          onCreate={create}
          onClose={() => setShowsWhy(false)}
        />
      )}
      <CreateInvoicesDialog contracts={isCreating ? [contract] : null} onClose={() => setIsCreating(false)} />
    </div>
  );
}
