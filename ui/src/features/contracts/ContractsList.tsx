import { useNavigate } from "@tanstack/react-router";
import { type CSSProperties, useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContractPage, ContractRow, ContractSort } from "../../bindings";
import { BulkBar } from "../../components/BulkBar";
import { type ContractName, CreateInvoicesDialog } from "../../components/CreateInvoicesDialog";
import { type Column, DataGrid } from "../../components/DataGrid";
import type { GridSort } from "../../components/DataGridHead";
import { KeyLegend } from "../../components/KeyCap";
import { PageFoot } from "../../components/Page";
import { useGridList } from "../../components/useGridList";
import { caught } from "../../lib/caught";
import { useFormat } from "../../lib/format";
import { ipc } from "../../lib/ipc";
import { useKeys } from "../../lib/keys";
import type { PagedRows } from "../../lib/paging";
import { useReadOnly } from "../../lib/readOnly";
import classes from "./ContractsScreen.module.css";
import { ContractTotals } from "./ContractTotals";
import { type ContractFilter, contractQuery, nameOf } from "./contractFilter";
import { sumWidths } from "./useContractColumns";

type ContractsListProps = {
  page: PagedRows<ContractPage>;
  filter: ContractFilter;
  columns: readonly Column<ContractRow, ContractSort>[];
  hidden: ReadonlySet<string>;
  onSort: (sort: GridSort<ContractSort>) => void;
};

/** The rows, their sums, and what is done with several of them. */
export function ContractsList({ page, filter, columns, hidden, onSort }: ContractsListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const [visible, setVisible] = useState({ first: 0, last: 0 });
  const [creating, setCreating] = useState<readonly ContractName[] | null>(null);
  const open = (row: ContractRow) => void navigate({ to: "/contracts/$id", params: { id: row.id } });
  const list = useGridList<ContractRow>({
    list: "contracts",
    of: nameOf(filter),
    page,
    keyOf: (row) => row.id,
    nameOf: (row) => t("contracts.select", { name: row.name }),
    fetchRows: async (offset, limit) => (await ipc.contracts(contractQuery(filter, offset, limit))).rows,
    onOpen: open,
  });
  const { unless } = useReadOnly();
  const create = unless(() => {
    const named = list.rows().then((rows) => {
      if (rows.length > 0) setCreating(rows.map(({ id, name }) => ({ id, name })));
    });
    caught(named, t("grid.not_chosen"));
  });
  useKeys({ c: create, ...(list.count > 0 && { escape: list.clear }) });
  const { onVisible } = list.grid;
  // The grid tells it whenever it is another function.
  const seen = useCallback(
    (first: number, last: number) => {
      onVisible?.(first, last);
      setVisible((old) => (old.first === first && old.last === last ? old : { first, last }));
    },
    [onVisible],
  );
  const sums = useRef<HTMLDivElement>(null);
  const totals = page.first?.totals ?? [];
  return (
    <div className={classes.list} style={sumStyle(sumWidths(totals, format.amount))}>
      <div
        className={classes.rows}
        // Where the columns are wider than the list, the sums stay under them.
        onScrollCapture={({ target }) => {
          if (sums.current !== null && target instanceof HTMLElement) sums.current.scrollLeft = target.scrollLeft;
        }}
      >
        <DataGrid
          {...list.grid}
          label={t("contracts.title")}
          className={classes.widths}
          columns={columns}
          hidden={hidden}
          size="two"
          sort={{ by: filter.sort, descending: filter.descending }}
          onSort={onSort}
          onOpen={open}
          onVisible={seen}
        />
        {list.count > 0 && (
          <BulkBar
            count={list.count}
            total={page.total}
            isBusy={false}
            onAll={list.grid.selection.onAll}
            onClear={list.clear}
            actions={[{ id: "create", label: t("bulk.create"), keys: "C", onClick: create }]}
          />
        )}
      </div>
      <ContractTotals
        place={sums}
        count={page.total}
        totals={totals}
        columns={columns.filter(({ id }) => !hidden.has(id)).map(({ id }) => id)}
      />
      <PageFoot
        keys={
          <KeyLegend
            entries={[
              { keys: "↑ ↓", does: t("keys.short.move") },
              { keys: "Enter", does: t("keys.short.open") },
              { keys: "Space", does: t("keys.short.select") },
              { keys: "N", does: t("keys.short.new_contract"), writes: true },
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
      <CreateInvoicesDialog contracts={creating} onClose={() => setCreating(null)} onCreated={list.clear} />
    </div>
  );
}

/** `--sum-<column>`: as wide as the longest sum under it. */
function sumStyle(sums: Readonly<Record<string, number>>): CSSProperties {
  return Object.fromEntries(Object.entries(sums).map(([part, width]) => [`--sum-${part}`, `${width.toFixed(3)}rem`]));
}
