// What comes from a spreadsheet: rows of texts, and where they land.
import { otherWayRound } from "../../../lib/readDate";
import { type Field, kindOf } from "./fields";
import { bare, type Cell, type Reader, readCell, type Unread } from "./reading";

/** A column of the grid, or what a spreadsheet may have beside them. */
export type Heading = Field | (typeof beside)[number];
export const beside = ["amount", "status", "currency", "contract"] as const;
function isBeside(heading: Heading | null | undefined): heading is (typeof beside)[number] {
  return beside.some((known) => known === heading);
}

/** The words that stand over columns, each bare of spaces and signs. */
export type Headings = ReadonlyMap<string, Heading>;

/** Undoes the guard that keeps a spreadsheet from calculating what was copied from here. */
function unguarded(text: string): string {
  return /^'[=+\-@]/.test(text) ? text.slice(1) : text;
}

/** Texts by tab and line, as spreadsheets write them: a cell with a tab or a line break stands in quotes. */
export function parseTabs(text: string): string[][] {
  const rows: string[][] = [[]];
  const given = text.replace(/\r\n?/g, "\n");
  for (let at = 0; at <= given.length; ) {
    const quoted = given[at] === '"' ? /^"((?:[^"]|"")*)"(?=[\t\n]|$)/.exec(given.slice(at)) : null;
    const end = quoted === null ? at + (/^[^\t\n]*/.exec(given.slice(at))?.[0].length ?? 0) : at + quoted[0].length;
    const cell = quoted === null ? given.slice(at, end) : (quoted[1] ?? "").replaceAll('""', '"');
    rows.at(-1)?.push(unguarded(cell));
    if (given[end] === "\n") rows.push([]);
    at = end + 1;
  }
  // Spreadsheets end the last row as all others.
  if (rows.length > 1 && rows.at(-1)?.every((cell) => cell === "")) rows.pop();
  return rows;
}

/** How many columns or rows a cell of a table covers; none of a column: all to the end. */
function spanOf(cell: Element, name: "colspan" | "rowspan"): number {
  const given = Number(cell.getAttribute(name) ?? "1");
  if (name === "rowspan") return given === 0 ? Number.POSITIVE_INFINITY : Math.max(1, given || 1);
  return Math.min(50, Math.max(1, given || 1));
}

/** The text of a cell of a table, in one line. */
function textOf(cell: Element): string {
  for (const line of cell.querySelectorAll("br")) line.replaceWith(" ");
  return unguarded((cell.textContent ?? "").replace(/[\s\u00a0]+/g, " ").trim());
}

/** The rows of the first table of a page. A merged cell's text stands in its first cell. Nothing is run or fetched. */
export function parseTable(html: string): string[][] | null {
  const table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
  if (table === null) return null;
  /** By column, how many more rows a cell from above covers. */
  let covered: number[] = [];
  let group: Element | null = null;
  const rows = [...table.querySelectorAll("tr")].map((row) => {
    // A cell ends with the part of the table that it is in.
    if (row.parentElement !== group) covered = [];
    group = row.parentElement;
    const below: number[] = [];
    const texts: string[] = [];
    const passCovered = () => {
      for (let left = covered[texts.length] ?? 0; left > 0; left = covered[texts.length] ?? 0) {
        below[texts.length] = left - 1;
        texts.push("");
      }
    };
    for (const cell of row.querySelectorAll("td, th")) {
      passCovered();
      const text = textOf(cell);
      const rowsBelow = spanOf(cell, "rowspan") - 1;
      for (let at = 0; at < spanOf(cell, "colspan"); at++) {
        below[texts.length] = rowsBelow;
        texts.push(at === 0 ? text : "");
      }
    }
    passCovered();
    covered = below;
    return texts;
  });
  return rows.length === 0 ? null : rows;
}

/** What was copied, as rows of texts. */
export function parseCopied(data: Pick<DataTransfer, "getData">): string[][] {
  return parseTable(data.getData("text/html")) ?? parseTabs(data.getData("text/plain"));
}

/** What stands over each column, where the first row is one of headings. */
export function headingsOf(row: readonly string[], known: Headings): (Heading | null)[] | null {
  const found = row.map((text) => known.get(text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "")) ?? null);
  const named = found.filter((heading) => heading !== null);
  // A contract may be told by its id and by its name.
  const single = named.filter((heading) => heading !== "contract");
  const filled = row.filter((text) => text.trim() !== "").length;
  // One word alone may be a description; two in one row stand over columns, and nothing stands over two of them.
  if (named.length < 2 || named.length * 2 < filled || new Set(single).size < single.length) return null;
  return found;
}

/** Where a date or a number reads in the other way only, all of its column may have been written so. */
function columnIsOtherWay(field: Field, texts: readonly string[], { format }: Reader): boolean {
  switch (kindOf(field)) {
    case "date":
      return texts.some((text) => {
        const other = format.readDate(text) === null ? otherWayRound(text) : null;
        return other !== null && format.readDate(other) !== null;
      });
    case "number":
      return texts.some((text) => {
        const { own, other } = format.numberWays(text);
        return own === null && other !== null;
      });
    default:
      return false;
  }
}

/** How a text is marked that reads in both ways. */
function readsTwoWays(field: Field, text: string, { format }: Reader): Unread | null {
  if (field === "date") return otherWayRound(text) === null ? null : "date_two_ways";
  const { own, other } = format.numberWays(text);
  return own === null || other === null || own === other ? null : "number_two_ways";
}

/** The cells of a column. The same text means the same throughout. */
function readColumn(field: Field, texts: readonly string[], reader: Reader): Cell[] {
  const isDoubtful = columnIsOtherWay(field, texts, reader);
  const known = new Map<string, Cell>();
  return texts.map((text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const read = readCell(field, text, reader);
    const twoWays = isDoubtful && read.unread === undefined ? readsTwoWays(field, text, reader) : null;
    const cell: Cell = twoWays === null ? read : { value: text.trim(), unread: twoWays };
    known.set(text, cell);
    return cell;
  });
}

export type Block = {
  /** For each row that is pasted, its cells by field. */
  rows: ReadonlyMap<Field, Cell>[];
  /** Whether the first row said which column is which. */
  hasHeadings: boolean;
  /** Columns that land nowhere: their headings, or none where they have none. */
  leftOut: (string | null)[];
  /** What rows call the contract that they are of, where it is another: they are not pasted. */
  elsewhere: string[];
};

type Landing = {
  headings: Headings;
  /** The columns from the cursor to the right; none for one that is not typed. */
  columns: readonly (Field | null)[];
  reader: Reader;
  /** The contract that the rows are put in. */
  contract: { id: string; name: string };
};

/** For each row what it calls its contract, where it is another. What is merged stands in the first of its rows. */
function otherContracts(named: readonly (readonly string[])[], { id, name }: Landing["contract"]): (string | null)[] {
  const own = [bare(id), bare(name)];
  let last: string | null = null;
  return named.map((texts) => {
    const said = texts.filter((text) => bare(text) !== "");
    if (said.length > 0) last = said.some((text) => own.includes(bare(text))) ? null : (said[0] ?? null);
    return last;
  });
}

/** The prices of rows that say their currency: one that is another stands beside its price, which is then not read. */
function withCurrency(prices: readonly string[], said: readonly string[], { format, currency }: Reader): string[] {
  let last = "";
  return prices.map((price, at) => {
    const own = said[at]?.trim() ?? "";
    if (own !== "") last = format.isNameOf(currency, own) ? "" : own;
    return own === "" && price.trim() === "" ? price : `${price} ${last}`.trim();
  });
}

/** Where copied rows land: by their headings, or from the cell of the cursor to the right. */
export function land(copied: readonly (readonly string[])[], landing: Landing): Block {
  const { headings, columns, reader } = landing;
  const [first = []] = copied;
  const found = headingsOf(first, headings);
  const given = found === null ? copied : copied.slice(1);
  const under = (row: readonly string[], wanted: Heading) => row.filter((_, at) => found?.[at] === wanted);
  const others = otherContracts(
    given.map((row) => under(row, "contract")),
    landing.contract,
  );
  const texts = given.filter((_, at) => others[at] === null);
  const elsewhere = others.flatMap((other, at) =>
    other !== null && given[at]?.some((text) => text.trim() !== "") ? [other] : [],
  );
  const width = Math.max(0, ...texts.map((row) => row.length));
  const rows = texts.map(() => new Map<Field, Cell>());
  const leftOut: (string | null)[] = [];
  const put = (field: Field, column: readonly string[]) => {
    for (const [index, cell] of readColumn(field, column, reader).entries()) rows[index]?.set(field, cell);
  };
  let prices: string[] | null = null;
  for (let at = 0; at < width; at++) {
    const heading = found === null ? columns[at] : found[at];
    // Amount and status are told by the program, and contract and currency are looked at by themselves.
    if (isBeside(heading) || (heading === null && found === null)) continue;
    const column = texts.map((row) => row[at] ?? "");
    if (heading === undefined || heading === null) {
      if (column.some((text) => text.trim() !== "")) leftOut.push(found === null ? null : (first[at] ?? null));
      continue;
    }
    if (heading !== "unit_price") put(heading, column);
    else prices = column;
  }
  const priced = withCurrency(
    prices ?? texts.map(() => ""),
    texts.map((row) => under(row, "currency")[0] ?? ""),
    reader,
  );
  if (prices !== null || priced.some((text) => text !== "")) put("unit_price", priced);
  return { rows, hasHeadings: found !== null, leftOut, elsewhere };
}
