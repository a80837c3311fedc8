import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { InvoiceRow } from "../../bindings";
import { type Column, DataGrid } from "../../components/DataGrid";
import { Icon } from "../../components/Icon";
import { KeyCap, KeyLegend } from "../../components/KeyCap";
import { Amounts, Money } from "../../components/Money";
import { Notice } from "../../components/Notice";
import { PageFoot, PageHead } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SearchField } from "../../components/SearchField";
import { SkeletonRows } from "../../components/Skeleton";
import { InvoiceStatusMark } from "../../components/Status";
import { Tabs } from "../../components/Tabs";
import { useFormat } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import classes from "./InvoicesScreen.module.css";
import { rememberList } from "./listStore";
import { NoInvoices } from "./NoInvoices";
import { type InvoiceFilter, useExport, useInvoices } from "./queries";
import { useInvoiceSelection } from "./useInvoiceSelection";

const statuses = ["all", "draft", "in_review", "confirmed", "paid"] as const;

function useColumns(): Column<InvoiceRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      id: "number",
      header: t("invoices.number"),
      cell: (row) =>
        row.number === null ? (
          <span className={classes.none}>{t("invoices.no_number")}</span>
        ) : (
          <span className={classes.name}>{row.number}</span>
        ),
    },
    { id: "status", header: t("invoices.status"), cell: (row) => <InvoiceStatusMark status={row.status} /> },
    {
      id: "customer",
      header: t("contracts.customer"),
      cell: (row) => (
        <span className={classes.name} title={row.customer_name}>
          {row.customer_name}
        </span>
      ),
    },
    {
      id: "contract",
      header: t("contracts.contract"),
      cell: (row) => (
        <span className={classes.second} title={row.contract_name}>
          {row.contract_name}
        </span>
      ),
    },
    { id: "date", header: t("invoices.date"), cell: (row) => format.date(row.invoice_date) },
    {
      id: "total",
      header: t("invoices.total"),
      end: true,
      cell: (row) => <Money amount={row.total.amount} currency={row.total.currency} />,
    },
  ];
}

type InvoicesScreenProps = InvoiceFilter & { onFilter: (filter: InvoiceFilter) => void };

/** All proforma invoices, newest first. */
export function InvoicesScreen({ status, search, onFilter }: InvoicesScreenProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const columns = useColumns();
  const [cursor, setCursor] = useState(0);
  const page = useInvoices({ status, search });
  const exporting = useExport();
  const selection = useInvoiceSelection({
    filter: { status, search },
    total: page.total,
    row: page.row,
    nameOf: (row) => t("invoices.select", { customer: row.customer_name, date: format.date(row.invoice_date) }),
  });
  useEffect(() => rememberList({ status, search }), [status, search]);
  const filter = (next: Partial<InvoiceFilter>) => {
    setCursor(0);
    selection.clear();
    onFilter({ status, search, ...next });
  };
  const atCursor = page.row(cursor);
  const chosen = selection.ids.size > 0 ? [...selection.ids] : atCursor === undefined ? [] : [atCursor.id];
  const exportChosen = () => {
    if (chosen.length > 0 && !exporting.isPending) exporting.mutate(chosen);
  };
  useKeys({
    o: exportChosen,
    ...(selection.ids.size > 0 && { escape: selection.clear }),
  });
  const counts = page.first?.counts;
  return (
    <>
      <PageHead
        title={t("invoices.title")}
        actions={
          <>
            <SearchField label={t("invoices.search")} value={search} onChange={(text) => filter({ search: text })} />
            {page.total > 0 && (
              <Button
                leftSection={<Icon of={IconDownload} />}
                rightSection={<KeyCap keys="O" />}
                aria-keyshortcuts="O"
                loading={exporting.isPending}
                onClick={exportChosen}
              >
                {t("export.verb", { count: chosen.length })}
              </Button>
            )}
          </>
        }
      />
      <Tabs
        label={t("invoices.statuses")}
        panel="invoices-list"
        tabs={statuses.map((value) => ({ value, label: t(`invoice_status.${value}`), count: counts?.[value] }))}
        value={status}
        onChange={(value) => filter({ status: value })}
        end={selection.ids.size > 0 && <span role="status">{t("bulk.selected", { count: selection.ids.size })}</span>}
      />
      <div id="invoices-list" role="tabpanel" aria-label={t(`invoice_status.${status}`)} className={classes.panel}>
        {exporting.error !== null && (
          <div className={classes.refused}>
            <Notice tone="red" shape="octagon" alert>
              <strong>{t("export.failed")}</strong> {exporting.error.message}. {t("problem.untouched")}
            </Notice>
          </div>
        )}
        {page.problem !== null ? (
          <ProblemNotice what={t("invoices.problem")} problem={page.problem} onRetry={page.retry} />
        ) : page.first === undefined ? (
          <SkeletonRows />
        ) : page.total === 0 ? (
          <NoInvoices filter={{ status, search }} all={page.first.counts.all} onFilter={filter} />
        ) : (
          <>
            <DataGrid
              label={t("invoices.title")}
              className={classes.grid}
              columns={columns}
              size="one"
              total={page.total}
              row={page.row}
              cursor={Math.min(cursor, page.total - 1)}
              onCursor={setCursor}
              onOpen={(row) => void navigate({ to: "/invoices/$id", params: { id: row.id } })}
              onClick={(index, row, event) => {
                if (event.shiftKey) selection.grid.onExtend(cursor, index);
                else if (event.ctrlKey) selection.grid.onToggle(index);
                else void navigate({ to: "/invoices/$id", params: { id: row.id } });
              }}
              onVisible={page.onVisible}
              selection={selection.grid}
            />
            <PageFoot
              keys={
                <KeyLegend
                  entries={[
                    { keys: "Enter", does: t("keys.short.open") },
                    { keys: "Space", does: t("keys.short.select") },
                    { keys: "1 … 5", does: t("keys.short.status") },
                  ]}
                />
              }
            >
              {t("invoices.count", { count: page.total })} <Amounts amounts={page.first.totals} />
            </PageFoot>
          </>
        )}
      </div>
    </>
  );
}
