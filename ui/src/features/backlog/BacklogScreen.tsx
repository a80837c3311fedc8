import { Button } from "@mantine/core";
import { useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ColumnChooser } from "../../components/ColumnChooser";
import { ExportMenu, ExportProblem, useListExport } from "../../components/ExportMenu";
import { FilterBar } from "../../components/FilterBar";
import { KeyCap } from "../../components/KeyCap";
import { PageHead } from "../../components/Page";
import { SearchField } from "../../components/SearchField";
import { useWhyToggle } from "../../components/useShareActions";
import { useWidthRem } from "../../components/useWidthRem";
import { ViewMenu } from "../../components/ViewMenu";
import { useColumnChoice } from "../../lib/columns";
import { asProblem } from "../../lib/ipc";
import { useKeepList } from "../../lib/leftLists";
import { useContract } from "../../lib/queries";
import { type SavedView, useViews } from "../../lib/savedViews";
import { BacklogHeadTotals } from "./BacklogHeadTotals";
import { BacklogList } from "./BacklogList";
import { type BacklogSearch, backlogSearch, filterOf, isFiltered, sortOf, viewState } from "./backlogSearch";
import { useBacklog, useCurrencies, useCustomerName, useTotals } from "./queries";
import { hiddenAtWidth, linePlace, useBacklogColumns } from "./useBacklogColumns";
import { useBacklogFields } from "./useBacklogFields";

/** It tells rows apart, so it is always shown. */
const ALWAYS_SHOWN = "description";

function usePresets(): SavedView[] {
  const { t } = useTranslation();
  return [
    { name: t("backlog.view.all"), state: {} },
    { name: t("backlog.view.ready"), state: { status: "ready_to_invoice" } },
    { name: t("backlog.view.not_ready"), state: { status: "not_ready" } },
    { name: t("backlog.view.milestones"), state: { status: "not_ready", class: "milestone" } },
  ];
}

type BacklogScreenProps = { search: BacklogSearch; onSearch: (search: BacklogSearch) => void };

/** Everything that is on no invoice yet: what of it is ready, why it waits, and what to do about it. */
export function BacklogScreen({ search, onSearch }: BacklogScreenProps) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const width = useWidthRem(place);
  const filter = useMemo(() => filterOf(search), [search]);
  const sort = sortOf(search);
  const totals = useTotals(filter);
  const known = totals.isPlaceholderData ? undefined : totals.data;
  const page = useBacklog(filter, sort, known?.total);
  const first = page.isBefore ? undefined : page.row(0);
  const isEmpty = !page.isBefore && page.first !== undefined && page.total === 0;
  const unnamed = useContract(isEmpty ? (filter.contract ?? null) : null).data?.name;
  const unnamedCustomer = useCustomerName(filter.customer, isEmpty);
  const contractName = first?.contract_name ?? unnamed ?? filter.contract ?? "";
  const fields = useBacklogFields({
    search,
    onSearch,
    currencies: useCurrencies(totals.data, isFiltered(search)),
    contractName,
    customerName: first?.share.customer_name ?? unnamedCustomer ?? filter.customer ?? "",
  });
  const hiddenAtFirst = useMemo(() => hiddenAtWidth(width, filter), [width, filter]);
  const choice = useColumnChoice("backlog", hiddenAtFirst);
  const columns = useBacklogColumns(linePlace(width, choice.hidden), !choice.hidden.has("customer"));
  const state = viewState(search);
  useKeepList("backlog", state);
  const views = useViews({
    list: "backlog",
    state,
    presets: usePresets(),
    onChoose: (chosen) => onSearch(backlogSearch(chosen)),
  });
  const exporting = useListExport();
  const why = useWhyToggle();
  return (
    <>
      <PageHead
        title={t("backlog.title")}
        beside={totals.data !== undefined && <BacklogHeadTotals totals={totals.data} />}
        actions={
          <ExportMenu
            exporting={exporting}
            list={{ list: "backlog", filter, sort: sort.by, descending: sort.descending }}
            disabled={page.total === 0}
          />
        }
      />
      <FilterBar
        fields={fields}
        start={<ViewMenu views={views} />}
        end={
          <>
            <SearchField
              label={t("backlog.search")}
              value={search.search ?? ""}
              wait
              onChange={(text) => onSearch(backlogSearch({ ...search, search: text }))}
            />
            <ColumnChooser columns={columns.filter((column) => column.id !== ALWAYS_SHOWN)} choice={choice} />
            {/* While it is shown the panel closes itself. */}
            {!why.isShown && (
              <Button variant="subtle" rightSection={<KeyCap keys="W" />} aria-keyshortcuts="W" onClick={why.toggle}>
                {t("why.panel")}
              </Button>
            )}
          </>
        }
      />
      <ExportProblem exporting={exporting} />
      <BacklogList
        place={place}
        why={why}
        search={search}
        onSearch={onSearch}
        filter={filter}
        page={page}
        totals={known}
        problem={page.problem ?? (totals.error === null ? null : asProblem(totals.error))}
        onRetry={() => {
          page.retry();
          if (totals.error !== null) void totals.refetch();
        }}
        columns={columns}
        hidden={choice.hidden}
        contractName={contractName}
        onSaveView={views.current === null ? () => views.setNaming({ kind: "save" }) : undefined}
      />
    </>
  );
}
