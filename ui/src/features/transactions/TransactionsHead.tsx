import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Amount } from "../../bindings";
import { ColumnChooser } from "../../components/ColumnChooser";
import { ExportMenu, ExportProblem, useListExport } from "../../components/ExportMenu";
import { FilterBar } from "../../components/FilterBar";
import { FilteredStrip } from "../../components/FilteredStrip";
import { Icon } from "../../components/Icon";
import { KeyCap } from "../../components/KeyCap";
import { Amounts } from "../../components/Money";
import { PageHead } from "../../components/Page";
import { SearchField } from "../../components/SearchField";
import { ViewMenu } from "../../components/ViewMenu";
import { useColumnChoice } from "../../lib/columns";
import { type SavedView, useViews } from "../../lib/savedViews";
import { ContractChoice } from "./ContractChoice";
import type { GridColumn } from "./entry/gridCells";
import type { Option } from "./entry/reading";
import classes from "./TransactionsScreen.module.css";
import { exportOf, type TransactionSearch, transactionSearch, viewState, withoutFilter } from "./transactionSearch";
import { useTransactionFields } from "./useTransactionFields";

function usePresets(): SavedView[] {
  const { t } = useTranslation();
  return [
    { name: t("entry.view.all"), state: {} },
    { name: t("entry.view.not_ready"), state: { status: "not_ready" } },
    { name: t("entry.view.ready"), state: { status: "ready_to_invoice" } },
    { name: t("entry.view.latest"), state: { order: "descending" } },
  ];
}

type TransactionsHeadProps = {
  id: string;
  name: string;
  canEdit: boolean;
  search: TransactionSearch;
  lines: readonly Option[];
  columns: readonly GridColumn[];
  hiddenAtFirst: readonly string[];
  amounts: readonly Amount[] | undefined;
  /** How many rows the filter lets through, and how many there are; none until they are known. */
  total: number | undefined;
  all: number | undefined;
  onSearch: (search: TransactionSearch) => void;
  onContract: (id: string) => void;
  onNew: () => void;
};

/** What stands above the rows. Typing in a cell does not draw it anew. */
export const TransactionsHead = memo(function TransactionsHead(props: TransactionsHeadProps) {
  const { id, name, search, onSearch, amounts = [], total, all } = props;
  const { t } = useTranslation();
  const choice = useColumnChoice("transactions", props.hiddenAtFirst);
  const exporting = useListExport();
  const fields = useTransactionFields({ search, onSearch, lines: props.lines });
  const views = useViews({
    list: "transactions",
    state: viewState(search),
    presets: usePresets(),
    onChoose: (chosen) =>
      onSearch({
        ...transactionSearch(viewState(transactionSearch(chosen))),
        ...(search.contract !== undefined && { contract: search.contract }),
      }),
  });
  return (
    <>
      <PageHead
        title={t("entry.title")}
        crumb={
          <Link to="/contracts/$id" params={{ id }} search={{ tab: "transactions" }}>
            {t("contracts.contract")}
          </Link>
        }
        beside={
          <>
            <ContractChoice contract={{ id, name }} onChoose={props.onContract} />
            {amounts.length > 0 && (
              <span className={classes.totals}>
                <Amounts amounts={amounts} /> {t("entry.chargeable")}
              </span>
            )}
          </>
        }
        actions={
          <>
            <ExportMenu exporting={exporting} list={exportOf(id, search)} disabled={!total} />
            {props.canEdit && (
              <Button
                leftSection={<Icon of={IconPlus} />}
                rightSection={<KeyCap keys="N" />}
                aria-keyshortcuts="N"
                onClick={props.onNew}
              >
                {t("entry.new_transaction")}
              </Button>
            )}
          </>
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
              onChange={(text) => onSearch(transactionSearch({ ...search, search: text }))}
            />
            <ColumnChooser columns={props.columns} choice={choice} />
          </>
        }
      />
      <ExportProblem exporting={exporting} />
      {total !== undefined && all !== undefined && (
        <FilteredStrip
          shown={total}
          all={all}
          onShowAll={() => onSearch(withoutFilter(search))}
          onSaveView={views.current === null && total > 0 ? () => views.setNaming({ kind: "save" }) : undefined}
        />
      )}
    </>
  );
});
