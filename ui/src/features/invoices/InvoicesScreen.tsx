import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { ColumnChooser } from "../../components/ColumnChooser";
import { ExportProblem, useListExport } from "../../components/ExportMenu";
import { FilterBar } from "../../components/FilterBar";
import { FilteredStrip } from "../../components/FilteredStrip";
import { Icon } from "../../components/Icon";
import { KeyCap } from "../../components/KeyCap";
import { PageHead } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SearchField } from "../../components/SearchField";
import { SkeletonRows } from "../../components/Skeleton";
import { Tabs } from "../../components/Tabs";
import { ViewMenu } from "../../components/ViewMenu";
import { useColumnChoice } from "../../lib/columns";
import { useKeepList } from "../../lib/leftLists";
import { useViews } from "../../lib/savedViews";
import { ExportDialog } from "./ExportDialog";
import { ExportFailed } from "./ExportFailed";
import { InvoiceList } from "./InvoiceList";
import { InvoiceListExport } from "./InvoiceListExport";
import classes from "./InvoicesScreen.module.css";
import { everyInvoice, filterOf, type InvoiceFilter, invoiceAddress, stateOf, statusTabs } from "./invoiceFilter";
import { rememberList } from "./listStore";
import { NoInvoices } from "./NoInvoices";
import { useInvoices } from "./queries";
import { useInvoiceColumns } from "./useInvoiceColumns";
import { useInvoiceFilters } from "./useInvoiceFilters";
import { useInvoiceList } from "./useInvoiceList";

type InvoicesScreenProps = { filter: InvoiceFilter; onFilter: (filter: InvoiceFilter) => void };

/** All proforma invoices, newest first. */
export function InvoicesScreen({ filter, onFilter }: InvoicesScreenProps) {
  const { t } = useTranslation();
  const page = useInvoices(filter);
  const columns = useInvoiceColumns();
  const choice = useColumnChoice("invoices", []);
  const listExport = useListExport();
  const change = (next: Partial<InvoiceFilter>) => onFilter({ ...filter, ...next });
  const state = stateOf(filter);
  useKeepList("invoices", state);
  const views = useViews({
    list: "invoices",
    state,
    presets: [
      { name: t("invoices.view.all"), state: {} },
      { name: t("invoices.view.oldest_drafts"), state: { status: "draft", order: "up" } },
      { name: t("invoices.view.largest"), state: { sort: "total" } },
    ],
    onChoose: (chosen) => onFilter(filterOf(invoiceAddress(chosen))),
  });
  const actions = useInvoiceList(filter, page);
  const fields = useInvoiceFilters(filter, page.row(0), change);
  useEffect(() => rememberList(filter), [filter]);
  const counts = page.first?.counts;
  return (
    <>
      <PageHead
        title={t("invoices.title")}
        actions={
          <>
            <InvoiceListExport filter={filter} exporting={listExport} isEmpty={page.total === 0} />
            <Button
              leftSection={<Icon of={IconDownload} />}
              rightSection={<KeyCap keys="O" />}
              aria-keyshortcuts="O"
              disabled={page.total === 0}
              loading={actions.isExporting}
              onClick={() => void actions.exportChosen()}
            >
              {t("export.verb", { count: Math.max(1, actions.list.count) })}
            </Button>
          </>
        }
      />
      <Tabs
        label={t("invoices.statuses")}
        panel="invoices-list"
        tabs={statusTabs.map((value) => ({ value, label: t(`invoice_status.${value}`), count: counts?.[value] }))}
        value={filter.status}
        onChange={(status) => change({ status })}
      />
      <FilterBar
        fields={fields}
        start={<ViewMenu views={views} />}
        end={
          <>
            <SearchField label={t("invoices.search")} value={filter.search} onChange={(search) => change({ search })} />
            <ColumnChooser columns={columns.filter(({ id }) => id !== "customer")} choice={choice} />
          </>
        }
      />
      <div
        id="invoices-list"
        role="tabpanel"
        aria-label={t(`invoice_status.${filter.status}`)}
        className={classes.panel}
      >
        <ExportFailed />
        <ExportProblem exporting={listExport} />
        {counts !== undefined && (
          <FilteredStrip
            shown={page.total}
            all={counts[filter.status]}
            onShowAll={() => change({ ...everyInvoice, status: filter.status })}
            onSaveView={views.current === null && page.total > 0 ? () => views.setNaming({ kind: "save" }) : undefined}
          />
        )}
        {page.problem !== null ? (
          <ProblemNotice what={t("invoices.problem")} problem={page.problem} onRetry={page.retry} />
        ) : page.first === undefined ? (
          <SkeletonRows />
        ) : page.total === 0 ? (
          <NoInvoices filter={filter} all={page.first.counts.all} onFilter={change} />
        ) : (
          <InvoiceList
            actions={actions}
            filter={filter}
            total={page.total}
            totals={page.first.totals}
            columns={columns}
            hidden={choice.hidden}
            onSort={({ by, descending }) => change({ sort: by, descending })}
          />
        )}
      </div>
      <ExportDialog
        count={actions.naming?.length ?? null}
        example={actions.naming?.[0]}
        onClose={actions.stopNaming}
        onExport={actions.exportNamed}
      />
    </>
  );
}
