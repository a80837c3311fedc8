import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BillingStatus, ContractDetail, ShareRow } from "../../bindings";
import { type Column, DataGrid } from "../../components/DataGrid";
import { KeyLegend } from "../../components/KeyCap";
import { Money } from "../../components/Money";
import { Notice } from "../../components/Notice";
import { PageFoot } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { BillingStatusMark } from "../../components/Status";
import { useFormat } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { useMarking } from "../../lib/marking";
import { useQuantity } from "../../lib/useQuantity";
import { BulkBar } from "./BulkBar";
import { NoShares } from "./NoShares";
import { useShares } from "./queries";
import { ShareFilter } from "./ShareFilter";
import classes from "./SharesTab.module.css";
import { useShareSelection } from "./useShareSelection";
import { WhyPanel } from "./WhyPanel";

function useColumns(hasSeveralCustomers: boolean): Column<ShareRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const quantity = useQuantity();
  return [
    { id: "date", header: t("shares.date"), cell: (share) => format.date(share.date) },
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
    },
    { id: "class", header: t("shares.class"), cell: (share) => t(`class.${share.class as "time"}`) },
    {
      id: "quantity",
      header: t("shares.quantity"),
      end: true,
      cell: (share) => (share.class === "milestone" ? "" : quantity(share)),
    },
    {
      id: "amount",
      header: t("shares.amount"),
      end: true,
      cell: (share) => <Money amount={share.amount.amount} currency={share.amount.currency} />,
    },
    {
      id: "status",
      header: t("shares.billing_status"),
      cell: (share) => <BillingStatusMark status={share.billing_status} />,
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
  const [cursor, setCursor] = useState(0);
  const [showsWhy, setShowsWhy] = useState(() => window.matchMedia(ROOM_FOR_PANEL).matches);
  const page = useShares(contract.id, status);
  const columns = useColumns(contract.customers.length > 1);
  const selection = useShareSelection({
    contract: contract.id,
    status,
    total: page.total,
    row: page.row,
    nameOf: (share) => t("shares.select", { description: share.description, date: format.date(share.date) }),
  });
  const marking = useMarking(selection.clear);
  const atCursor = page.row(Math.min(cursor, Math.max(0, page.total - 1)));
  const mark = (target: "ready_to_invoice" | "not_ready") => {
    const shares = selection.chosen.size > 0 ? [...selection.chosen.values()] : atCursor ? [atCursor] : [];
    if (shares.length > 0 && !marking.isPending) marking.mutate({ shares, status: target });
  };
  useKeys({
    m: () => mark("ready_to_invoice"),
    "shift+m": () => mark("not_ready"),
    w: () => setShowsWhy((shown) => !shown),
    ...(selection.chosen.size > 0 ? { escape: selection.clear } : showsWhy ? { escape: () => setShowsWhy(false) } : {}),
  });
  const filter = (next: BillingStatus | null) => {
    setStatus(next);
    setCursor(0);
    selection.clear();
  };
  return (
    <div className={classes.tab}>
      <div className={classes.list}>
        <ShareFilter value={status} onChange={filter} isWhyShown={showsWhy} onWhy={() => setShowsWhy(!showsWhy)} />
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
          <NoShares status={status} all={contract.transactions} onShowAll={() => filter(null)} />
        ) : (
          <DataGrid
            label={t("contract.transactions")}
            className={classes.grid}
            columns={columns}
            size="one"
            total={page.total}
            row={page.row}
            cursor={Math.min(cursor, page.total - 1)}
            onCursor={setCursor}
            onClick={(index, _share, event) => {
              if (event.shiftKey) selection.grid.onExtend(cursor, index);
              else if (event.ctrlKey) selection.grid.onToggle(index);
            }}
            onVisible={page.onVisible}
            selection={selection.grid}
          />
        )}
        {selection.chosen.size > 0 && (
          <BulkBar
            count={selection.chosen.size}
            total={page.total}
            isBusy={marking.isPending}
            onReady={() => mark("ready_to_invoice")}
            onNotReady={() => mark("not_ready")}
            onAll={selection.grid.onAll}
            onClear={selection.clear}
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
        <WhyPanel share={atCursor} contract={contract} onClose={() => setShowsWhy(false)} />
      )}
    </div>
  );
}
