import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ColumnChooser } from "../../components/ColumnChooser";
import { ExportMenu, ExportProblem, useListExport } from "../../components/ExportMenu";
import { FilterBar } from "../../components/FilterBar";
import { FilteredStrip } from "../../components/FilteredStrip";
import { Icon } from "../../components/Icon";
import { KeyCap } from "../../components/KeyCap";
import { MoneyLegend } from "../../components/MoneyBar";
import { PageHead } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SearchField } from "../../components/SearchField";
import { SkeletonRows } from "../../components/Skeleton";
import { Tabs } from "../../components/Tabs";
import { useWidthRem } from "../../components/useWidthRem";
import { ViewMenu } from "../../components/ViewMenu";
import { useColumnChoice } from "../../lib/columns";
import { useFormat } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { useKeepList } from "../../lib/leftLists";
import { useReadOnly } from "../../lib/readOnly";
import { type SavedView, useViews } from "../../lib/savedViews";
import { ContractsList } from "./ContractsList";
import classes from "./ContractsScreen.module.css";
import {
  type ContractFilter,
  contractAddress,
  exportOf,
  filterOf,
  firstFilter,
  stateOf,
  statusTabs,
} from "./contractFilter";
import { rememberList } from "./listStore";
import { NoContracts } from "./NoContracts";
import { useContracts } from "./queries";
import { alwaysShown, hiddenAtWidth, sumWidths, useContractColumns } from "./useContractColumns";
import { useContractFields } from "./useContractFields";

function usePresets(): SavedView[] {
  const { t } = useTranslation();
  return [
    { name: t("contracts.view.active"), state: {} },
    { name: t("contracts.view.next_run"), state: { sort: "next_run_date" } },
    { name: t("contracts.view.missed"), state: { trouble: "missed_run_date" } },
    { name: t("contracts.view.parked"), state: { trouble: "parked" } },
    { name: t("contracts.view.not_set_up"), state: { trouble: "line_not_set_up" } },
  ];
}

type ContractsScreenProps = { filter: ContractFilter; onFilter: (filter: ContractFilter) => void };

/** All project contracts, with where their money stands. */
export function ContractsScreen({ filter, onFilter }: ContractsScreenProps) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const width = useWidthRem(place);
  const page = useContracts(filter);
  const columns = useContractColumns();
  const format = useFormat();
  const totals = page.first?.totals;
  const hiddenAtFirst = useMemo(
    () => hiddenAtWidth(width, sumWidths(totals ?? [], format.amount)),
    [width, totals, format],
  );
  const choice = useColumnChoice("contracts", hiddenAtFirst);
  const exporting = useListExport();
  const change = (next: Partial<ContractFilter>) => onFilter({ ...filter, ...next });
  const fields = useContractFields(filter, change);
  const state = stateOf(filter);
  useKeepList("contracts", state);
  const views = useViews({
    list: "contracts",
    state,
    presets: usePresets(),
    onChoose: (chosen) => onFilter(filterOf(contractAddress(chosen))),
  });
  useEffect(() => rememberList(filter), [filter]);
  const counts = page.first?.counts;
  const navigate = useNavigate();
  const { off, unless } = useReadOnly();
  const create = unless(() => void navigate({ to: "/new-contract" }));
  useKeys({ n: create });
  return (
    <>
      <PageHead
        title={t("contracts.title")}
        actions={
          <>
            <SearchField
              label={t("contracts.search")}
              value={filter.search}
              wait
              onChange={(search) => change({ search })}
            />
            <ExportMenu exporting={exporting} list={exportOf(filter)} disabled={page.total === 0} />
            <Button
              variant={counts?.all === 0 ? "default" : "filled"}
              leftSection={<Icon of={IconPlus} />}
              rightSection={<KeyCap keys="N" />}
              onClick={create}
              {...off}
            >
              {t("set_up.new_contract")}
            </Button>
          </>
        }
      />
      <Tabs
        label={t("contracts.statuses")}
        panel="contracts-list"
        tabs={statusTabs.map((value) => ({ value, label: t(`contract_status.${value}`), count: counts?.[value] }))}
        value={filter.status}
        onChange={(status) => change({ status })}
        end={<MoneyLegend />}
      />
      <FilterBar
        fields={fields}
        start={<ViewMenu views={views} />}
        end={<ColumnChooser columns={columns.filter(({ id }) => !alwaysShown.includes(id))} choice={choice} />}
      />
      <div
        ref={place}
        id="contracts-list"
        role="tabpanel"
        aria-label={t(`contract_status.${filter.status}`)}
        className={classes.panel}
      >
        <ExportProblem exporting={exporting} />
        {counts !== undefined && (
          <FilteredStrip
            shown={page.total}
            all={counts[filter.status]}
            onShowAll={() => change({ ...firstFilter, status: filter.status })}
            onSaveView={views.current === null && page.total > 0 ? () => views.setNaming({ kind: "save" }) : undefined}
          />
        )}
        {page.problem !== null ? (
          <ProblemNotice what={t("contracts.problem")} problem={page.problem} onRetry={page.retry} />
        ) : page.first === undefined ? (
          <SkeletonRows />
        ) : page.total === 0 ? (
          <NoContracts filter={filter} all={page.first.counts.all} onFilter={change} />
        ) : (
          <ContractsList
            page={page}
            filter={filter}
            columns={columns}
            hidden={choice.hidden}
            onSort={({ by, descending }) => change({ sort: by, descending })}
          />
        )}
      </div>
    </>
  );
}
