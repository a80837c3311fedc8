import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import classes from "./DataGrid.module.css";
import { GridCheck, type GridSelection } from "./DataGridSelection";

export type Column<Row> = { id: string; header: string; end?: boolean; cell: (row: Row) => ReactNode };

const ROW_REM = { one: 2.25, two: 2.8125, list: 3.5 } as const;
const HEAD_REM = 1.875;

type DataGridProps<Row> = {
  label: string;
  /** Sets `--columns`: the widths belong to the feature's style sheet. */
  className: string | undefined;
  columns: readonly Column<Row>[];
  size: keyof typeof ROW_REM;
  total: number;
  row: (index: number) => Row | undefined;
  cursor: number;
  onCursor: (index: number) => void;
  onOpen?: (row: Row) => void;
  onClick?: (index: number, row: Row, event: { shiftKey: boolean; ctrlKey: boolean }) => void;
  onVisible?: (first: number, last: number) => void;
  selection?: GridSelection<Row>;
  hideHead?: boolean;
};

function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}

/**
 * A virtual list with a cursor: arrows, J and K, Home and End move it, Enter opens, Space selects.
 *
 * The grid holds the focus and names its active row, so that a row that is scrolled away takes no focus with it.
 * Table elements cannot hold rows that are placed one by one.
 */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { label, className, columns, size, total, row, cursor, onCursor, onOpen, onClick, onVisible, selection } =
    props;
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const head = props.hideHead ? 0 : HEAD_REM * rem();
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_REM[size] * rem(),
    overscan: 6,
    // The active row stays in the page when it is scrolled away: the grid names it.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return cursor >= total || shown.includes(cursor) ? shown : [...shown, cursor].sort((a, b) => a - b);
    },
    scrollMargin: head,
    scrollPaddingStart: head,
  });
  const items = virtual.getVirtualItems();
  const first = virtual.range?.startIndex ?? 0;
  const last = virtual.range?.endIndex ?? 0;
  useEffect(() => onVisible?.(first, last), [first, last, onVisible]);

  const move = (to: number, extend: boolean) => {
    const next = Math.max(0, Math.min(total - 1, to));
    if (extend) selection?.onExtend(cursor, next);
    onCursor(next);
    virtual.scrollToIndex(next);
  };
  const page = Math.max(1, last - first - 1);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== scroller.current || event.altKey || event.metaKey || total === 0) return;
    const current = row(cursor);
    if (event.ctrlKey) {
      if (event.key !== "a" || selection === undefined) return;
      event.preventDefault();
      selection.onAll();
      return;
    }
    const steps: Partial<Record<string, number>> = {
      ArrowDown: cursor + 1,
      j: cursor + 1,
      ArrowUp: cursor - 1,
      k: cursor - 1,
      Home: 0,
      End: total - 1,
      PageDown: cursor + page,
      PageUp: cursor - page,
    };
    const to = steps[event.key];
    if (to !== undefined) move(to, event.shiftKey);
    else if (event.key === "Enter" && current !== undefined && onOpen !== undefined) onOpen(current);
    else if (event.key === " " && current !== undefined && selection !== undefined) selection.onToggle(cursor);
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={total + 1}
      aria-multiselectable={selection !== undefined || undefined}
      aria-activedescendant={total > 0 ? `${id}-${cursor}` : undefined}
      tabIndex={0}
      className={`${classes.grid} ${className ?? ""}`}
      data-list={size === "list" || undefined}
      data-selectable={selection !== undefined || undefined}
      onKeyDown={onKeyDown}
    >
      <div role="row" aria-rowindex={1} className={classes.head} data-hidden={props.hideHead || undefined}>
        {selection !== undefined && (
          <span role="columnheader" className={classes.check}>
            <GridCheck
              label={t("grid.select_all")}
              state={selection.state}
              onClick={selection.state === "all" ? selection.onNone : selection.onAll}
            />
          </span>
        )}
        {columns.map((column) => (
          <span
            key={column.id}
            role="columnheader"
            className={classes.headCell}
            data-column={column.id}
            data-end={column.end || undefined}
          >
            {column.header}
          </span>
        ))}
      </div>
      <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const entry = row(item.index);
          const isSelected = entry !== undefined && (selection?.isSelected(entry) ?? false);
          return (
            <div
              key={item.key}
              id={`${id}-${item.index}`}
              role="row"
              aria-rowindex={item.index + 2}
              aria-selected={selection === undefined ? item.index === cursor : isSelected}
              className={classes.row}
              data-cursor={item.index === cursor || undefined}
              data-selected={isSelected || undefined}
              data-opens={onOpen !== undefined || undefined}
              style={{ height: item.size, transform: `translateY(${item.start - head}px)` }}
              onClick={(event) => {
                if (entry === undefined) return;
                onCursor(item.index);
                if (onClick !== undefined) onClick(item.index, entry, event);
                else onOpen?.(entry);
              }}
            >
              {selection !== undefined && (
                <span role="gridcell" className={classes.check}>
                  {entry !== undefined && (
                    <GridCheck
                      label={selection.nameOf(entry)}
                      state={isSelected ? "all" : "none"}
                      onClick={() => {
                        onCursor(item.index);
                        selection.onToggle(item.index);
                      }}
                    />
                  )}
                </span>
              )}
              {columns.map((column) => (
                <span
                  key={column.id}
                  role="gridcell"
                  className={classes.cell}
                  data-column={column.id}
                  data-end={column.end || undefined}
                >
                  {entry === undefined ? <span className={classes.waiting} /> : column.cell(entry)}
                </span>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
