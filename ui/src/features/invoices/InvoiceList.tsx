import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Amount, InvoiceRow, InvoiceSort } from "../../bindings";
import { BulkBar } from "../../components/BulkBar";
import { type Column, DataGrid } from "../../components/DataGrid";
import type { GridSort } from "../../components/DataGridHead";
import { KeyLegend } from "../../components/KeyCap";
import frame from "../../components/ListFrame.module.css";
import { Amounts } from "../../components/Money";
import { Notice } from "../../components/Notice";
import { PageFoot } from "../../components/Page";
import { useKeys } from "../../lib/keys";
import { useRoom } from "../../lib/room";
import { asSentence } from "../../lib/sentence";
import { InvoicePanel } from "./InvoicePanel";
import classes from "./InvoicesScreen.module.css";
import type { InvoiceFilter } from "./invoiceFilter";
import type { InvoiceActions } from "./useInvoiceList";

/** From this width on, in rem, there is room for the contract beside the panel. */
const ROOM_FOR_CONTRACT = 88;

type InvoiceListProps = {
  actions: InvoiceActions;
  filter: InvoiceFilter;
  total: number;
  totals: readonly Amount[];
  columns: readonly Column<InvoiceRow, InvoiceSort>[];
  hidden: ReadonlySet<string>;
  onSort: (sort: GridSort<InvoiceSort>) => void;
};

/** The rows, what is done with those that are chosen, and the panel with the one at the cursor. */
export function InvoiceList({ actions, filter, total, totals, columns, hidden, onSort }: InvoiceListProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [showsPage, setShowsPage] = useState(false);
  const { list, deleting, drafts, showsPanel, showPanel } = actions;
  const { atCursor } = list;
  // Beside the panel, which says it of the chosen row, the contract gives its room to the customer.
  const isNarrow = !useRoom(ROOM_FOR_CONTRACT);
  const shown = useMemo(
    () => (showsPanel && isNarrow ? new Set([...hidden, "contract"]) : hidden),
    [showsPanel, isNarrow, hidden],
  );
  useKeys({
    o: () => void actions.exportChosen(),
    d: actions.deleteChosen,
    p: () => showPanel(!showsPanel),
    ...(list.count > 0 ? { escape: list.clear } : showsPanel && { escape: () => showPanel(false) }),
  });
  return (
    <div className={`${frame.frame} ${classes.columns}`}>
      <div className={frame.list}>
        {deleting.error !== null && (
          <div className={frame.refused}>
            <Notice tone="red" shape="octagon" alert>
              <strong>{t("delete.refused")}</strong> {asSentence(deleting.error.message)}.
            </Notice>
          </div>
        )}
        <div className={classes.rows}>
          <DataGrid
            {...list.grid}
            label={t("invoices.title")}
            className={classes.grid}
            columns={columns}
            hidden={shown}
            size="one"
            sort={{ by: filter.sort, descending: filter.descending }}
            onSort={onSort}
            onOpen={(row) => void navigate({ to: "/invoices/$id", params: { id: row.id } })}
          />
          {list.count > 0 && (
            <BulkBar
              count={list.count}
              total={total}
              isBusy={deleting.isPending}
              onAll={() => list.grid.selection?.onAll()}
              onClear={list.clear}
              actions={[
                {
                  id: "export",
                  label: t("export.verb", { count: list.count }),
                  keys: "O",
                  isRead: true,
                  onClick: () => void actions.exportChosen(),
                },
                ...(drafts === 0
                  ? []
                  : [
                      {
                        id: "delete",
                        label: drafts === null ? t("delete.verb_all") : t("delete.verb", { count: drafts }),
                        keys: "D",
                        onClick: actions.deleteChosen,
                      },
                    ]),
              ]}
            />
          )}
        </div>
        <p className={classes.totals}>
          <span>{t("invoices.total_per_currency")}</span> <Amounts amounts={totals} />
        </p>
        <PageFoot
          keys={
            <KeyLegend
              entries={[
                { keys: "Enter", does: t("keys.short.open") },
                { keys: "Space", does: t("keys.short.select") },
                { keys: "P", does: t("keys.short.panel") },
                { keys: "1 … 5", does: t("keys.short.status") },
              ]}
            />
          }
        >
          {t("invoices.count", { count: total })}
        </PageFoot>
      </div>
      {showsPanel && atCursor !== undefined && (
        <InvoicePanel
          row={atCursor}
          showsPage={showsPage}
          onPage={setShowsPage}
          isDeleting={deleting.isPending}
          onDelete={() => actions.deleteRows([atCursor])}
          onClose={() => showPanel(false)}
        />
      )}
    </div>
  );
}
