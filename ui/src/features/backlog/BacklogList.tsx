import { useNavigate } from "@tanstack/react-router";
import { type RefObject, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BacklogFilter, BacklogPage, BacklogRow, BacklogSort, BacklogTotals } from "../../bindings";
import { type Column, DataGrid } from "../../components/DataGrid";
import { FilteredStrip } from "../../components/FilteredStrip";
import { ProblemNotice } from "../../components/ProblemNotice";
import { ShareListFrame } from "../../components/ShareListFrame";
import { SkeletonRows } from "../../components/Skeleton";
import { useGridList } from "../../components/useGridList";
import { useShareActions, type WhyToggle } from "../../components/useShareActions";
import { useFormat } from "../../lib/format";
import type { Problem } from "../../lib/ipc";
import type { PagedRows } from "../../lib/paging";
import { shareKey } from "../../lib/shares";
import classes from "./BacklogScreen.module.css";
import { type BacklogSearch, sortOf, withoutFilter, withSort } from "./backlogSearch";
import { NoBacklog } from "./NoBacklog";
import { fetchBacklog } from "./queries";

type BacklogListProps = {
  search: BacklogSearch;
  onSearch: (search: BacklogSearch) => void;
  filter: BacklogFilter;
  page: PagedRows<BacklogPage>;
  /** Of this filter; not there until they have come. */
  totals: BacklogTotals | undefined;
  /** Without its count a long list would end at its first page, so both are needed. */
  problem: Problem | null;
  onRetry: () => void;
  columns: Column<BacklogRow, BacklogSort>[];
  hidden: ReadonlySet<string>;
  contractName: string;
  onSaveView: (() => void) | undefined;
  place: RefObject<HTMLDivElement | null>;
  why: WhyToggle;
};

const shareOf = (row: BacklogRow) => row.share;
const contractOf = (row: BacklogRow) => ({ id: row.contract, name: row.contract_name });

/** The shares that the filter lets through, and what to do about them. */
export function BacklogList(props: BacklogListProps) {
  const { search, onSearch, filter, page, totals, columns, hidden, contractName } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const sort = sortOf(search);
  const [visible, setVisible] = useState({ first: 0, last: 0 });
  const list = useGridList<BacklogRow>({
    list: "backlog",
    of: JSON.stringify(filter),
    page,
    keyOf: (row) => shareKey(row.share),
    nameOf: ({ share }) => t("shares.select", { description: share.description, date: format.date(share.date) }),
    fetchRows: async (offset, limit) => (await fetchBacklog(filter, sort, offset, limit)).rows,
  });
  const actions = useShareActions({
    list,
    shareOf,
    contractOf,
    matching: filter,
    onlyContract: filter.contract === null ? null : { id: filter.contract, name: contractName },
    why: props.why,
  });
  const { onVisible } = page;
  const see = useCallback(
    (first: number, last: number) => {
      onVisible(first, last);
      setVisible((old) => (old.first === first && old.last === last ? old : { first, last }));
    },
    [onVisible],
  );
  const total = totals?.total ?? page.total;
  const isEmpty = page.total === 0 && totals !== undefined;
  return (
    <ShareListFrame
      list={list}
      actions={actions}
      shareOf={shareOf}
      contractOf={contractOf}
      showsContract
      total={total}
      matching={filter}
      place={props.place}
      top={
        totals !== undefined && (
          <FilteredStrip
            shown={totals.total}
            all={totals.all}
            onShowAll={() => onSearch(withoutFilter(search))}
            onSaveView={totals.total > 0 ? props.onSaveView : undefined}
          />
        )
      }
      foot={
        totals !== undefined &&
        page.total > 0 &&
        t("grid.rows", {
          first: format.count(visible.first + 1),
          last: format.count(Math.min(total, visible.last + 1)),
          total: format.count(total),
        })
      }
    >
      {props.problem !== null ? (
        <ProblemNotice what={t("backlog.problem")} problem={props.problem} onRetry={props.onRetry} />
      ) : page.first === undefined || (page.total === 0 && !isEmpty) ? (
        <SkeletonRows rows={14} />
      ) : (
        <>
          <DataGrid
            {...list.grid}
            onVisible={see}
            label={t("backlog.title")}
            className={classes.grid}
            columns={columns}
            hidden={hidden}
            size="one"
            sort={sort}
            onSort={(next) => onSearch(withSort(search, next))}
            onOpen={(row) =>
              void navigate({ to: "/contracts/$id", params: { id: row.contract }, search: { tab: "transactions" } })
            }
          />
          {isEmpty && <NoBacklog search={search} all={totals.all} contractName={contractName} onSearch={onSearch} />}
        </>
      )}
    </ShareListFrame>
  );
}
