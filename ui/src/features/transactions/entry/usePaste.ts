// Puts what was copied in a spreadsheet into rows, and says what landed where.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { TransactionRow } from "../../../bindings";
import { useFormat } from "../../../lib/format";
import { showToast } from "../../../lib/toasts";
import { type Edit, type Target, UNSAVED_MAX, unsavedAfter } from "./drafts";
import { type Field, fields } from "./fields";
import { fieldOf, type GridColumn, gridRow, isOpen, type Source, targetOf } from "./gridCells";
import { type Block, beside, type Heading, type Headings, land, parseCopied } from "./paste";
import { bare, type Reader } from "./reading";
import type { Entry } from "./useEntry";
import type { Range } from "./useGridCursor";

const headings: readonly Heading[] = [...fields, ...beside];

/** As many other contracts are named as can be read in a moment. */
const NAMED_MAX = 3;

/** The words that spreadsheets have over their columns. */
function useHeadings(columns: readonly GridColumn[]): Headings {
  const { t } = useTranslation();
  return useMemo(() => {
    const known = new Map<string, Heading>();
    for (const heading of headings) {
      for (const word of t(`entry.headings.${heading}`).split("|")) known.set(bare(word), heading);
    }
    for (const { id, header } of columns) known.set(bare(header), id);
    return known;
  }, [t, columns]);
}

type Options = {
  source: Source;
  entry: Entry;
  reader: Reader;
  /** The contract that the rows are put in. */
  contract: { id: string; name: string };
  columns: readonly GridColumn[];
  /** All of them, also those that are hidden. */
  allColumns: readonly GridColumn[];
  range: Range;
  /** Rows of the book by their numbers, also those that are not on the screen. */
  rowsBetween: (from: number, to: number) => Promise<readonly TransactionRow[]>;
  /** Why nothing can be put anywhere; none where it can. */
  whyNot: string | null;
  /** Shows what was put behind the rows that were there. */
  onPutBehind: (row: number) => void;
};

export function usePaste(options: Options): (data: Pick<DataTransfer, "getData">) => Promise<void> {
  const { source, entry, reader, contract, columns, range } = options;
  const { t } = useTranslation();
  const format = useFormat();
  const known = useHeadings(options.allColumns);

  /** With headings it is work of its own: it is put behind what is there, never over it. */
  const startOf = ({ hasHeadings }: Block) => (hasHeadings ? source.total + source.added.length : range.from.row);

  /** The rows that a block lands in: those of the book from the cursor on, then new ones. */
  const targets = async (block: Block): Promise<{ target: Target | null; row: ReturnType<typeof gridRow> }[]> => {
    const count = block.rows.length;
    const start = startOf(block);
    const inBook = Math.max(0, Math.min(count, source.total - start));
    const rows = inBook === 0 ? [] : await options.rowsBetween(start, start + inBook - 1);
    const own: Source = { ...source, row: (index) => rows[index - start] };
    return Array.from({ length: count }, (_, at) => {
      const row = gridRow(own, start + at);
      return { row, target: targetOf(source, row, entry.newKey) };
    });
  };

  const elsewhere = (block: Block): string[] => {
    const names = [...new Set(block.elsewhere)];
    const some = [...names.slice(0, NAMED_MAX), ...(names.length > NAMED_MAX ? ["…"] : [])].join(", ");
    const count = block.elsewhere.length;
    return count === 0 ? [] : [t("entry.paste.elsewhere", { count, names: some, name: contract.name })];
  };

  const say = (changed: ReturnType<Entry["edit"]>, cells: number, rows: number, block: Block, locked: number) => {
    const named = block.leftOut.filter((name) => name !== null && name.trim() !== "");
    const unnamed = block.leftOut.length - named.length;
    const detail = [
      ...elsewhere(block),
      ...(locked > 0 ? [t("entry.paste.locked", { count: locked })] : []),
      ...(named.length > 0 ? [t("entry.paste.left_out", { names: named.join(", "), count: named.length })] : []),
      ...(unnamed > 0
        ? [t(block.hasHeadings ? "entry.paste.no_heading" : "entry.paste.beyond", { count: unnamed })]
        : []),
    ];
    showToast({
      text: t("entry.paste.done", { cells: t("entry.paste.cells", { count: cells }), count: rows }),
      detail: detail.join(" "),
      ...(detail.length > 0 && { tone: "notice" as const }),
      undo: entry.undoOf(changed),
    });
  };

  return async (data) => {
    const copied = parseCopied(data);
    const single = copied.length === 1 && copied[0]?.length === 1;
    const from = range.from.column;
    const right = columns.slice(from).map(fieldOf);
    const block = land(copied, { headings: known, columns: right, reader, contract });
    if (options.whyNot !== null || block.rows.every((cells) => cells.size === 0)) {
      const detail = options.whyNot ?? elsewhere(block)[0] ?? t("entry.paste.nothing_help");
      showToast({ text: t("entry.paste.nothing"), detail, tone: "notice" });
      return;
    }
    // One text fills every cell that is chosen.
    const filled = single ? filling(block, range, columns) : block;
    const isTooMany = (unsaved: number) => {
      if (unsaved <= UNSAVED_MAX) return false;
      const counts = { rows: format.count(unsaved), max: format.count(UNSAVED_MAX) };
      showToast({ text: t("entry.paste.nothing"), detail: t("entry.paste.too_many", counts), tone: "notice" });
      return true;
    };
    // Before any of them is fetched.
    if (isTooMany(filled.rows.length)) return;
    const edits: Edit[] = [];
    const rows = new Set<string>();
    let locked = 0;
    for (const [at, { row, target }] of (await targets(filled)).entries()) {
      if (target === null) locked += 1;
      else {
        for (const [field, cell] of filled.rows[at] ?? []) {
          if (!isOpen(row, field)) continue;
          edits.push({ ...target, field, cell });
          if (cell.value !== "") rows.add(target.key);
        }
      }
    }
    if (isTooMany(unsavedAfter(entry.current(), edits))) return;
    const cells = edits.filter(({ cell }) => cell.value !== "").length;
    say(entry.edit(edits), cells, rows.size, filled, locked);
    // Rows of a spreadsheet are whole; one text is as if it were typed.
    if (!single) entry.expect(rows);
    if (filled.hasHeadings) options.onPutBehind(startOf(filled));
  };
}

/** The one text of a block in every cell of a range. */
function filling(block: Block, { from, to }: Range, columns: readonly GridColumn[]): Block {
  const cell = [...(block.rows[0]?.values() ?? [])][0];
  const first = fieldOf(columns[from.column]);
  if (cell === undefined || first === null) return block;
  const wanted = columns.slice(from.column, to.column + 1).map(fieldOf);
  // A date is none in a column of texts: only the column that it was read for is filled.
  const fitting = wanted.filter((field): field is Field => field === first);
  const row = new Map(fitting.map((field) => [field, cell] as const));
  return { ...block, rows: Array.from({ length: to.row - from.row + 1 }, () => row) };
}
