import { IconSortAscending, IconSortDescending } from "@tabler/icons-react";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Column } from "./DataGrid";
import classes from "./DataGrid.module.css";
import { GridCheck, type GridSelection } from "./DataGridSelection";

/** What a list is sorted by. */
export type GridSort<Sort extends string = string> = { by: Sort; descending: boolean };

/** A click on a head sorts by it; on the head that the list is sorted by already, the other way round. */
function nextSort<Row, Sort extends string>(column: Column<Row, Sort>, by: Sort, sort: GridSort<Sort> | undefined) {
  return { by, descending: sort?.by === by ? !sort.descending : (column.descendingFirst ?? false) };
}

type DataGridHeadProps<Row, Sort extends string> = {
  columns: readonly Column<Row, Sort>[];
  sort: GridSort<Sort> | undefined;
  onSort: ((sort: GridSort<Sort>) => void) | undefined;
  selection: GridSelection<Row> | undefined;
  isHidden: boolean;
  /** Goes from the heads back to the rows. */
  onDown: () => void;
};

/** The heads of a list. One of those that sort takes the Tab key, the arrows go on from it. */
export function DataGridHead<Row, Sort extends string>(props: DataGridHeadProps<Row, Sort>) {
  const { columns, sort, onSort, selection, isHidden, onDown } = props;
  const { t } = useTranslation();
  const [focused, setFocused] = useState<string | null>(null);
  const sortable = onSort === undefined ? [] : columns.filter((column) => column.sort !== undefined);
  const stop =
    sortable.find((column) => column.id === focused) ??
    sortable.find((column) => column.sort === sort?.by) ??
    sortable[0];
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (event.key === "ArrowDown") onDown();
    else if (step !== 0 && stop !== undefined) {
      const next = sortable[sortable.indexOf(stop) + step];
      if (next === undefined) return;
      event.currentTarget.querySelector<HTMLElement>(`[data-column="${next.id}"] button`)?.focus();
    } else return;
    event.preventDefault();
  };
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={classes.head}
      data-hidden={isHidden || undefined}
      onKeyDown={onKeyDown}
    >
      {selection !== undefined && (
        <span role="columnheader" className={classes.check}>
          <GridCheck
            label={t("grid.select_all")}
            state={selection.state}
            onClick={selection.state === "all" ? selection.onNone : selection.onAll}
          />
        </span>
      )}
      {columns.map((column) => {
        const { sort: by } = column;
        const isSorted = by !== undefined && sort?.by === by;
        const Arrow = sort?.descending ? IconSortDescending : IconSortAscending;
        return (
          <span
            key={column.id}
            role="columnheader"
            aria-sort={isSorted ? (sort?.descending ? "descending" : "ascending") : undefined}
            className={classes.headCell}
            data-column={column.id}
            data-end={column.end || undefined}
          >
            {by === undefined || onSort === undefined ? (
              <span title={column.header}>{column.header}</span>
            ) : (
              <button
                type="button"
                className={classes.sort}
                title={t("grid.sort", { column: column.header })}
                aria-label={column.header}
                tabIndex={column === stop ? 0 : -1}
                onFocus={() => setFocused(column.id)}
                onClick={() => onSort(nextSort(column, by, sort))}
              >
                <span className={classes.sortWord}>{column.header}</span>
                {isSorted && <Arrow className={classes.arrow} stroke={1.6} aria-hidden="true" />}
              </button>
            )}
          </span>
        );
      })}
    </div>
  );
}
