import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { KeyLegend } from "../../../components/KeyCap";
import { Shape } from "../../../components/Shape";
import { asSentence } from "../../../lib/sentence";
import { useInvoiceOf } from "../queries";
import classes from "./EntryFoot.module.css";
import { isChoice } from "./fields";
import { draftAt, fieldOf, type GridColumn, type GridRow } from "./gridCells";
import { labelOf, type Reader } from "./reading";
import { problemAt } from "./says";
import type { Entry } from "./useEntry";

type EntryFootProps = {
  className: string | undefined;
  entry: Entry;
  /** The row and the column of the cursor. */
  row: GridRow;
  column: GridColumn | undefined;
  reader: Reader;
  canEdit: boolean;
  /** Whether the keys go to the cells, and not to the window. */
  isInCells: boolean;
  /** Which rows are seen. */
  rows: ReactNode;
};

/** What there is to say about the cell at the cursor: its problem, why it is locked, what is taken; and the keys. */
export function EntryFoot({ className, canEdit, isInCells, rows, ...at }: EntryFootProps) {
  const { t } = useTranslation();
  const outside = [
    { keys: "↓", does: t("keys.short.into_cells") },
    ...(canEdit ? [{ keys: "N", does: t("keys.short.new_record") }] : []),
    { keys: "Mod A", does: t("keys.short.select_all") },
    { keys: "F", does: t("keys.short.filter") },
    { keys: "/", does: t("keys.short.find") },
  ];
  const inside = canEdit
    ? [
        { keys: "Enter", does: t("keys.short.edit_cell") },
        { keys: "Space", does: t("keys.short.select") },
        { keys: "Mod D", does: t("keys.short.copy_above") },
        { keys: "Mod Enter", does: t("keys.short.save") },
        { keys: "Esc", does: t("keys.short.leave_grid") },
      ]
    : [{ keys: "Esc", does: t("keys.short.leave_grid") }];
  return (
    <footer className={`${classes.foot} ${className ?? ""}`}>
      {rows !== null && <span className={classes.rows}>{rows}</span>}
      <span role="status" className={classes.cell}>
        <CellSays {...at} />
      </span>
      {at.row.kind === "book" && (
        <Link
          className={classes.link ?? ""}
          to="/contracts/$id"
          params={{ id: at.row.row.form.contract }}
          search={{ tab: "history", item: at.row.key }}
        >
          {t("history.open")}
        </Link>
      )}
      <span className={classes.keys}>
        <KeyLegend entries={isInCells ? inside : outside} />
      </span>
    </footer>
  );
}

function CellSays({ entry, row, column, reader }: Pick<EntryFootProps, "entry" | "row" | "column" | "reader">) {
  const { t } = useTranslation();
  const field = fieldOf(column);
  const draft = draftAt(entry, row);
  const says = draft === undefined ? undefined : entry.says(draft.key);
  const locked = row.kind === "book" ? row.row.locked : null;
  const invoice = useInvoiceOf(row.kind === "book" && locked !== null ? row.key : null);
  if (locked !== null) {
    return (
      <>
        <Shape name="slash" tone="grey" />
        <span className={classes.text} title={asSentence(locked)}>
          {t("entry.locked")} {asSentence(locked)}
        </span>
        {invoice != null && (
          <Link className={classes.link ?? ""} to="/invoices/$id" params={{ id: invoice }}>
            {t("entry.open_invoice")}
          </Link>
        )}
      </>
    );
  }
  const problem = says === undefined || field === null ? null : problemAt(says, field);
  if (problem !== null) {
    return (
      <>
        <Shape name="triangle" tone="red" />
        <span className={`${classes.text} ${classes.wrong}`} title={problem}>
          {problem}
        </span>
      </>
    );
  }
  if (draft === undefined || field === null || !isChoice(field) || draft.form[field] !== "") return null;
  const taken = says?.taken?.[field] ?? "";
  return taken === "" ? null : <span>{t("entry.taken", { what: labelOf(field, taken, reader) })}</span>;
}
