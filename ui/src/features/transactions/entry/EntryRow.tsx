import { Popover } from "@mantine/core";
import { type MouseEvent, memo } from "react";
import { useTranslation } from "react-i18next";
import { GridCheck } from "../../../components/DataGridSelection";
import { Money } from "../../../components/Money";
import { Shape } from "../../../components/Shape";
import { BillingStatusMark, Status } from "../../../components/Status";
import type { Draft } from "./drafts";
import { cellOf } from "./drafts";
import { type EditorKey, EntryEditor } from "./EntryEditor";
import classes from "./EntryGrid.module.css";
import { type Field, isChoice } from "./fields";
import { fieldOf, type GridColumn, type GridRow, isOpen } from "./gridCells";
import { type Reader, shownText } from "./reading";
import { problemAt, type RowSays } from "./says";
import type { Editing } from "./useEditing";

export type RowActs = {
  press: (index: number, column: number, event: MouseEvent) => void;
  edit: (index: number, column: number) => void;
  check: (index: number, isExtending: boolean) => void;
  type: (text: string, option: string | null) => void;
  key: (key: EditorKey, isShift: boolean) => void;
  leave: () => void;
};

type EntryRowProps = {
  id: string;
  index: number;
  row: GridRow;
  draft: Draft | undefined;
  says: RowSays | undefined;
  columns: readonly GridColumn[];
  reader: Reader;
  currency: string | undefined;
  top: number;
  height: number;
  /** The column of the cursor; -1 where it is in another row. */
  cursor: number;
  /** The columns that are chosen; from is behind to where none is. */
  from: number;
  to: number;
  isChosen: boolean;
  checkName: string | null;
  editing: Editing | null;
  /** Whether the grid has the focus: then the problem at the cursor stands beside it. */
  hasFocus: boolean;
  acts: RowActs;
};

/** A row of the grid, drawn anew only where something of it changed. */
export const EntryRow = memo(function EntryRow(props: EntryRowProps) {
  const { id, index, row, draft, says, columns, cursor, acts } = props;
  const isLocked = row.kind === "book" && row.row.locked !== null;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={row.kind === "book" ? props.isChosen : undefined}
      aria-busy={row.kind === "waiting" || undefined}
      className={classes.row}
      data-cursor={cursor >= 0 || undefined}
      data-chosen={props.isChosen || undefined}
      data-locked={isLocked || undefined}
      data-unsaved={draft !== undefined || undefined}
      data-empty={row.kind === "empty" || undefined}
      style={{ height: props.height, transform: `translateY(${props.top}px)` }}
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
    >
      <span role="gridcell" aria-colindex={1} className={classes.check}>
        {props.checkName !== null && (
          <GridCheck
            label={props.checkName}
            state={props.isChosen ? "all" : "none"}
            onClick={(isExtending) => acts.check(index, isExtending)}
          />
        )}
      </span>
      {columns.map((column, at) => {
        const field = fieldOf(column);
        const problem = field === null || says === undefined ? null : problemAt(says, field);
        const editing = props.editing?.field === column.id ? props.editing : null;
        return (
          <span
            key={column.id}
            id={`${id}-${column.id}`}
            role="gridcell"
            aria-colindex={at + 2}
            aria-selected={at >= props.from && at <= props.to ? true : undefined}
            aria-readonly={isOpen(row, field) ? undefined : true}
            aria-invalid={problem === null ? undefined : true}
            className={classes.cell}
            data-column={column.id}
            data-end={column.end || undefined}
            data-cursor={at === cursor || undefined}
            data-range={(at >= props.from && at <= props.to) || undefined}
            data-wrong={problem !== null || undefined}
            data-changed={isChanged(draft, field) || undefined}
            data-editing={editing !== null || undefined}
            title={editing === null ? (problem ?? undefined) : undefined}
            onMouseDown={(event) => acts.press(index, at, event)}
            onDoubleClick={() => acts.edit(index, at)}
          >
            {editing !== null && field !== null ? (
              <EntryEditor
                editing={editing}
                label={column.header}
                isEnd={column.end}
                isWrong={problem !== null}
                reader={props.reader}
                onType={acts.type}
                onKey={acts.key}
                onLeave={acts.leave}
              />
            ) : row.kind === "waiting" ? (
              <span className={classes.waiting} />
            ) : (
              <CellText {...props} column={column} />
            )}
            {problem !== null && <span className={classes.unseen}>{problem}</span>}
            {problem !== null && at === cursor && props.hasFocus && <Bubble>{problem}</Bubble>}
          </span>
        );
      })}
    </div>
  );
});

/** For the eye alone: the cell says it itself. */
function Bubble({ children }: { children: string }) {
  return (
    <Popover
      opened
      position="top-start"
      offset={4}
      trapFocus={false}
      withRoles={false}
      hideDetached={false}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <span className={classes.anchor} />
      </Popover.Target>
      <Popover.Dropdown className={classes.bubble ?? ""} aria-hidden="true">
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}

function isChanged(draft: Draft | undefined, field: Field | null): boolean {
  return draft != null && draft.base !== null && field !== null && draft.form[field] !== draft.base[field];
}

function CellText({ column, ...props }: EntryRowProps & { column: GridColumn }) {
  const { row, draft, says, reader, currency } = props;
  const { t } = useTranslation();
  if (column.id === "status") return <RowStatus row={row} draft={draft} />;
  if (column.id === "amount") {
    const amount = draft !== undefined ? says?.amount : row.kind === "book" ? row.row.amount : null;
    return amount == null ? null : <Money amount={amount} currency={currency} />;
  }
  const field = column.id;
  const cell = draft !== undefined ? cellOf(draft, field) : { value: row.kind === "book" ? row.row.form[field] : "" };
  if (cell.value === "") {
    // What was left out and is taken.
    const taken = draft === undefined ? "" : (says?.taken?.[field] ?? "");
    if (taken === "" || field === "id") return null;
    const text = shownText(field, { value: taken }, reader);
    return (
      <span className={classes.taken} title={t("entry.taken", { what: text })}>
        {text}
      </span>
    );
  }
  const known = row.kind === "book" && draft === undefined ? nameOf(row.row, field) : null;
  const text = known ?? shownText(field, cell, reader);
  return (
    <span className={field === "description" ? classes.name : undefined} title={isChoice(field) ? text : undefined}>
      {text}
    </span>
  );
}

/** Names come with the rows of the book; the lists may not have them. */
function nameOf(row: Extract<GridRow, { kind: "book" }>["row"], field: Field): string | null {
  if (field === "contract_line") return row.contract_line_name;
  if (field === "resource") return row.resource_name;
  return field === "role" ? row.role_name : null;
}

function RowStatus({ row, draft }: { row: GridRow; draft: Draft | undefined }) {
  const { t } = useTranslation();
  if (draft !== undefined) {
    return (
      <Status shape="dashed" tone="grey">
        {t(draft.base === null ? "entry.new" : "entry.changed")}
      </Status>
    );
  }
  if (row.kind !== "book" || row.row.billing_status === null) return null;
  return (
    <span className={classes.status}>
      <BillingStatusMark status={row.row.billing_status} />
      {row.row.is_stopped_by_limit && (
        <span className={classes.stopped} title={t("entry.stopped_by_limit")}>
          <Shape name="octagon" tone="red" />
          <span className={classes.unseen}>{t("entry.stopped_by_limit")}</span>
        </span>
      )}
    </span>
  );
}
