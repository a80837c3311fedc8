import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContractRow } from "../../bindings";
import { type Column, DataGrid } from "../../components/DataGrid";
import { Empty } from "../../components/Empty";
import { KeyLegend } from "../../components/KeyCap";
import { Money } from "../../components/Money";
import { MoneyBar, MoneyLegend } from "../../components/MoneyBar";
import { PageFoot, PageHead } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SearchField } from "../../components/SearchField";
import { SkeletonRows } from "../../components/Skeleton";
import { Tabs } from "../../components/Tabs";
import { useFormat } from "../../lib/format";
import classes from "./ContractsScreen.module.css";
import { ContractTotals } from "./ContractTotals";
import { ContractTroubles } from "./ContractTroubles";
import { type ContractFilter, useContracts } from "./queries";

const statuses = ["active", "draft", "closed", "all"] as const;

function useColumns(): Column<ContractRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      id: "contract",
      header: t("contracts.contract"),
      cell: (row) => (
        <span className={classes.two}>
          <span className={classes.name} title={row.name}>
            {row.name}
          </span>
          <span className={classes.second}>
            {row.id}
            <ContractTroubles trouble={row.trouble} />
          </span>
        </span>
      ),
    },
    {
      id: "customer",
      header: t("contracts.customer"),
      cell: (row) => {
        const text =
          row.more_customers === 0
            ? row.customer_name
            : t("contracts.more_customers", { name: row.customer_name, count: row.more_customers });
        return <span title={text}>{text}</span>;
      },
    },
    { id: "bar", header: t("contracts.bar"), cell: (row) => <MoneyBar money={row.money} /> },
    { id: "invoiced", header: t("money.invoiced"), end: true, cell: (row) => <Money amount={row.money.invoiced} /> },
    { id: "on_draft", header: t("money.on_draft"), end: true, cell: (row) => <Money amount={row.money.on_draft} /> },
    { id: "ready", header: t("money.ready"), end: true, cell: (row) => <Money amount={row.money.ready} strong /> },
    { id: "not_ready", header: t("money.not_ready"), end: true, cell: (row) => <Money amount={row.money.not_ready} /> },
    {
      id: "currency",
      header: t("contracts.currency"),
      cell: (row) => <span className={classes.currency}>{row.money.currency}</span>,
    },
    {
      id: "next",
      header: t("contracts.next_run"),
      end: true,
      cell: (row) =>
        row.next_run_date === null ? (
          <span className={row.status === "active" ? classes.none : classes.currency}>{t("contracts.no_run")}</span>
        ) : (
          format.date(row.next_run_date)
        ),
    },
  ];
}

type ContractsScreenProps = ContractFilter & { onFilter: (filter: ContractFilter) => void };

/** All project contracts, with where their money stands. */
export function ContractsScreen({ status, search, onFilter }: ContractsScreenProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const columns = useColumns();
  const [cursor, setCursor] = useState(0);
  const [visible, setVisible] = useState({ first: 0, last: 0 });
  const page = useContracts({ status, search });
  const counts = page.first?.counts;
  const filter = (next: Partial<ContractFilter>) => {
    setCursor(0);
    onFilter({ status, search, ...next });
  };
  return (
    <>
      <PageHead
        title={t("contracts.title")}
        actions={
          <SearchField label={t("contracts.search")} value={search} onChange={(text) => filter({ search: text })} />
        }
      />
      <Tabs
        label={t("contracts.statuses")}
        panel="contracts-list"
        tabs={statuses.map((value) => ({ value, label: t(`contract_status.${value}`), count: counts?.[value] }))}
        value={status}
        onChange={(value) => filter({ status: value })}
        end={<MoneyLegend />}
      />
      <div id="contracts-list" role="tabpanel" aria-label={t(`contract_status.${status}`)} className={classes.panel}>
        {page.problem !== null ? (
          <ProblemNotice what={t("contracts.problem")} problem={page.problem} onRetry={page.retry} />
        ) : page.first === undefined ? (
          <SkeletonRows />
        ) : page.total === 0 ? (
          <NoContracts filter={{ status, search }} all={page.first.counts.all} onFilter={filter} />
        ) : (
          <>
            <DataGrid
              label={t("contracts.title")}
              className={classes.grid}
              columns={columns}
              size="two"
              total={page.total}
              row={page.row}
              cursor={cursor}
              onCursor={setCursor}
              onOpen={(row) => void navigate({ to: "/contracts/$id", params: { id: row.id } })}
              onVisible={(first, last) => {
                page.onVisible(first, last);
                setVisible((old) => (old.first === first && old.last === last ? old : { first, last }));
              }}
            />
            <ContractTotals count={page.total} totals={page.first.totals} />
            <PageFoot
              keys={
                <KeyLegend
                  entries={[
                    { keys: "↑ ↓", does: t("keys.short.move") },
                    { keys: "Enter", does: t("keys.short.open") },
                    { keys: "1 … 4", does: t("keys.short.status") },
                  ]}
                />
              }
            >
              {t("grid.rows", {
                first: format.count(visible.first + 1),
                last: format.count(Math.min(page.total, visible.last + 1)),
                total: format.count(page.total),
              })}
            </PageFoot>
          </>
        )}
      </div>
    </>
  );
}

type NoContractsProps = { filter: ContractFilter; all: number; onFilter: (filter: Partial<ContractFilter>) => void };

function NoContracts({ filter, all, onFilter }: NoContractsProps) {
  const { t } = useTranslation();
  if (all === 0) {
    return <Empty title={t("contracts.empty_title")}>{t("contracts.empty_text")}</Empty>;
  }
  if (filter.search !== "") {
    return (
      <Empty
        title={t("contracts.none_found", { search: filter.search })}
        action={
          <Button variant="filled" onClick={() => onFilter({ search: "", status: "all" })}>
            {t("contracts.show_all", { count: all })}
          </Button>
        }
      >
        {t("contracts.none_found_text", { count: all })}
      </Empty>
    );
  }
  return (
    <Empty
      title={t("contracts.none_of_status", { status: t(`contract_status.${filter.status}`) })}
      action={
        <Button variant="filled" onClick={() => onFilter({ status: "all" })}>
          {t("contracts.show_all", { count: all })}
        </Button>
      }
    >
      {t("contracts.none_of_status_text", { count: all })}
    </Empty>
  );
}
