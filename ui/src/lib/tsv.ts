// What is copied for a spreadsheet: cells by tab, rows by line, and no cell that a spreadsheet would run.

const IS_NUMBER = /^-?\d+([.,]\d+)?$/;
const STARTS_FORMULA = /^[=+\-@\t\r]/;

/**
 * A text that a spreadsheet shows and never calculates. A plain number stays one, negative too.
 *
 * Source: CSV injection, as OWASP describes it.
 */
export function safeCell(text: string): string {
  const guarded = STARTS_FORMULA.test(text) && !IS_NUMBER.test(text) ? `'${text}` : text;
  // A tab or a line break within a cell would become a cell or a row of its own.
  return guarded.replace(/[\t\r\n]+/g, " ");
}

export function toTsv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.map(safeCell).join("\t")).join("\n");
}
