import { useTranslation } from "react-i18next";
import type { TransactionRow } from "../../../bindings";
import { GridCheck, type GridSelection } from "../../../components/DataGridSelection";
import classes from "./EntryGrid.module.css";
import type { GridColumn } from "./gridCells";

type EntryHeadProps = { columns: readonly GridColumn[]; selection: GridSelection<TransactionRow> };

/** The heads of the columns, and the box that chooses all that match. */
export function EntryHead({ columns, selection }: EntryHeadProps) {
  const { t } = useTranslation();
  return (
    <div role="row" aria-rowindex={1} className={classes.head}>
      <span role="columnheader" className={classes.check}>
        <GridCheck
          label={t("grid.select_all")}
          state={selection.state}
          onClick={selection.state === "all" ? selection.onNone : selection.onAll}
        />
      </span>
      {columns.map((column) => (
        <span
          key={column.id}
          role="columnheader"
          className={classes.headCell}
          data-column={column.id}
          data-end={column.end || undefined}
          title={column.header}
        >
          {column.header}
        </span>
      ))}
    </div>
  );
}
