// What the tests of entering transactions look for.
import { screen, within } from "@testing-library/react";

export async function entryGrid(): Promise<HTMLElement> {
  return screen.findByRole("grid", { name: "Transactions" });
}

const columns = ["Date", "Contract line", "Class", "Resource", "Description", "Quantity", "Unit price", "Amount"];

/** The cell of a row, counted from 1 below the heads, under a head. */
export function cell(grid: HTMLElement, row: number, head: string): HTMLElement {
  const heads = within(grid)
    .getAllByRole("columnheader")
    .map((one) => one.textContent);
  const found = grid.querySelector(`[role=row][aria-rowindex="${row + 1}"]`);
  const at = heads.indexOf(head);
  const cells = found === null ? [] : within(found as HTMLElement).getAllByRole("gridcell");
  const wanted = cells[at];
  if (wanted === undefined) throw new Error(`no cell ${head} in row ${row}; there are ${heads.join(", ")}`);
  return wanted;
}

/** What stands in the usual columns of a row. */
export function texts(grid: HTMLElement, row: number): string[] {
  return columns.map((head) => cell(grid, row, head).textContent ?? "");
}

/** What a spreadsheet puts on the clipboard. */
export function copied(rows: readonly (readonly string[])[]): DataTransfer {
  const text = rows.map((cells) => cells.join("\t")).join("\n");
  return { getData: (type: string) => (type === "text/plain" ? text : "") } as DataTransfer;
}
