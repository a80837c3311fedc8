// The stand-in's book by its keys: a large one is read once for every question.
import type { FakeBook, FakeContract, FakeInvoice, FakeRow, FakeShare } from "./model";
import { byCurrency } from "./views";

export function indexed(book: FakeBook) {
  const contracts = new Map(book.contracts.map((contract) => [contract.id, contract]));
  const rows = Map.groupBy(book.rows, (row) => `${row.contract} ${row.line}`);
  for (const own of rows.values()) own.sort((a, b) => a.runDate.localeCompare(b.runDate));
  const contractOf = (id: string): FakeContract => {
    const found = contracts.get(id);
    if (found === undefined) throw new Error(`no contract ${id}`);
    return found;
  };
  return {
    book,
    contractOf,
    rowsOf: (contract: string, line: string): readonly FakeRow[] => rows.get(`${contract} ${line}`) ?? [],
    backlog: book.shares.filter((share) => share.invoice === null),
    onInvoice: Map.groupBy(
      book.shares.filter((share) => share.invoice !== null),
      (share) => share.invoice ?? "",
    ),
    amounts: (shares: readonly FakeShare[]) =>
      byCurrency(shares.map((share) => ({ amount: share.amount, currency: contractOf(share.contract).currency }))),
  };
}

export type Index = ReturnType<typeof indexed>;

function reaches(row: FakeRow, share: FakeShare): boolean {
  return row.milestone === null ? share.date <= (row.cutOff ?? "") : row.milestone === share.id;
}

/** The run that will take a share from a day on, as things stand. */
export function nextRow({ rowsOf, contractOf }: Index, share: FakeShare, from: string): FakeRow | undefined {
  const open = (row: FakeRow) => row.runDate >= from && row.status === "not_run";
  const own = rowsOf(share.contract, share.line).find((row) => open(row) && reaches(row, share));
  // A missed milestone is taken by the next run of its contract, whichever line called it (SPEC 4.5).
  if (own !== undefined || share.class !== "milestone") return own;
  return contractOf(share.contract)
    .lines.flatMap((line) => rowsOf(share.contract, line.id))
    .filter(open)
    .sort((a, b) => a.runDate.localeCompare(b.runDate))[0];
}

/** The missed row whose run would take a share that no run to come takes. */
export function missedRow(index: Index, share: FakeShare): FakeRow | undefined {
  if (nextRow(index, share, index.book.today) !== undefined) return undefined;
  return nextRow(index, share, "");
}

export function isOpenDraft(invoice: FakeInvoice): boolean {
  return invoice.status === "draft" || invoice.status === "in_review";
}

export function unscheduled(index: Index): { contract: FakeContract; line: string; shares: FakeShare[] }[] {
  return index.book.contracts
    .filter((contract) => contract.status === "active")
    .flatMap((contract) =>
      contract.lines
        .filter((line) => index.rowsOf(contract.id, line.id).length === 0)
        .map((line) => ({
          contract,
          line: line.id,
          shares: index.backlog.filter((share) => share.contract === contract.id && share.line === line.id),
        })),
    );
}

export function earliest(shares: readonly FakeShare[]): string | null {
  return shares.map((share) => share.date).sort()[0] ?? null;
}

/** What the open rows of a date would take, ready or not. */
export function taken(index: Index, date: string): FakeShare[] {
  return index.backlog.filter(
    (share) =>
      index.contractOf(share.contract).status === "active" &&
      index
        .rowsOf(share.contract, share.line)
        .some((row) => row.runDate === date && row.status === "not_run" && reaches(row, share)),
  );
}

/** What a missed date would take after the missed dates before it. */
export function takenInTurn(index: Index, date: string): FakeShare[] {
  return taken(index, date).filter((share) => nextRow(index, share, "")?.runDate === date);
}

export function ready(shares: readonly FakeShare[]): FakeShare[] {
  return shares.filter((share) => share.status === "ready_to_invoice");
}
