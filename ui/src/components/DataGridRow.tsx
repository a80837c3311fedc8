import { type MouseEvent, memo } from "react";
import type { Column } from "./DataGrid";
import classes from "./DataGrid.module.css";
import { GridCheck } from "./DataGridSelection";

type DataGridRowProps<Row> = {
  id: string;
  index: number;
  entry: Row | undefined;
  columns: readonly Column<Row>[];
  top: number;
  height: number;
  isCursor: boolean;
  isSelected: boolean;
  /** The name of the row's box; none where rows cannot be selected. */
  checkName: string | null;
  isSelectable: boolean;
  opens: boolean;
  onClick: (index: number, event: MouseEvent) => void;
  onCheck: (index: number, isExtending: boolean) => void;
};

function GridRow<Row>(props: DataGridRowProps<Row>) {
  const { id, index, entry, columns, isCursor, isSelected, isSelectable, checkName } = props;
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-busy={entry === undefined || undefined}
      aria-selected={isSelectable ? isSelected : isCursor}
      className={classes.row}
      data-cursor={isCursor || undefined}
      data-selected={isSelected || undefined}
      data-opens={props.opens || undefined}
      style={{ height: props.height, transform: `translateY(${props.top}px)` }}
      // Shift extends the choice of rows, not of text.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onClick={(event) => props.onClick(index, event)}
    >
      {isSelectable && (
        <span role="gridcell" className={classes.check}>
          {checkName !== null && (
            <GridCheck
              label={checkName}
              state={isSelected ? "all" : "none"}
              onClick={(isExtending) => props.onCheck(index, isExtending)}
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
}

/** A row that is drawn anew only where something of it changed: scrolling draws none of those that stay. */
export const DataGridRow = memo(GridRow) as typeof GridRow;
