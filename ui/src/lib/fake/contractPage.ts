// The stand-in's list of contracts: filtered, sorted and summed as the program does it.
import type { ContractPage, ContractQuery, ContractTrouble } from "../../bindings";
import type { FakeBook, FakeContract, FakeRow } from "./model";
import { contractRow, firstMissed, moneyParts } from "./views";

/** A contract that lacks what it is sorted by stands at the end, whichever way the list goes. */
const LAST = "\uffff";

function troubles(contract: FakeContract, rows: readonly FakeRow[], today: string): ContractTrouble[] {
  const isNotSetUp = contract.lines.some((line) => !rows.some((row) => row.line === line.id));
  const isParked = rows.some((row) => row.status === "run_failed");
  const isMissed = contract.status === "active" && firstMissed(rows, today) !== null;
  return [
    ...(isNotSetUp ? (["line_not_set_up"] as const) : []),
    ...(isParked ? (["parked"] as const) : []),
    ...(isMissed ? (["missed_run_date"] as const) : []),
  ];
}

export function contractPage(book: FakeBook, query: ContractQuery): ContractPage {
  const rows = Map.groupBy(book.rows, (row) => row.contract);
  const rowsOf = (contract: FakeContract) => rows.get(contract.id) ?? [];
  const wanted = query.search.trim().toLowerCase();
  const fits = (contract: FakeContract) =>
    [contract.id, contract.name, ...contract.customers.map((customer) => customer.name)].some((text) =>
      text.toLowerCase().includes(wanted),
    );
  const found = book.contracts.filter(
    (contract) =>
      (query.status === null || contract.status === query.status) &&
      (query.currency === null || contract.currency === query.currency) &&
      (query.trouble === null || troubles(contract, rowsOf(contract), book.today).includes(query.trouble)) &&
      fits(contract),
  );
  const nextRun = (contract: FakeContract) =>
    contract.status === "active" ? rowsOf(contract).find((row) => row.status === "not_run")?.runDate : undefined;
  const keyOf: Record<ContractQuery["sort"], (contract: FakeContract) => string> = {
    name: (contract) => contract.name,
    customer: (contract) => contract.customers[0]?.name ?? "",
    next_run_date: (contract) => nextRun(contract) ?? LAST,
  };
  const key = keyOf[query.sort];
  const way = query.descending ? -1 : 1;
  const keyed = found.map((contract) => ({ contract, key: key(contract) }));
  // The order in which they were made is kept for the name, as the pictures have it.
  if (query.sort !== "name" || query.descending) {
    keyed.sort((a, b) => {
      if (a.key === LAST || b.key === LAST) return Number(a.key === LAST) - Number(b.key === LAST);
      return way * a.key.localeCompare(b.key) || a.contract.name.localeCompare(b.contract.name);
    });
  }
  const ids = new Set(found.map((contract) => contract.id));
  const shares = Map.groupBy(
    book.shares.filter((share) => ids.has(share.contract)),
    (share) => share.contract,
  );
  const count = (status: FakeContract["status"]) =>
    book.contracts.filter((contract) => contract.status === status).length;
  return {
    counts: { all: book.contracts.length, draft: count("draft"), active: count("active"), closed: count("closed") },
    total: found.length,
    rows: keyed
      .slice(query.offset, query.offset + query.limit)
      .map(({ contract }) => contractRow(book, contract, shares.get(contract.id) ?? [])),
    totals: [...new Set(found.map((contract) => contract.currency))].sort().map((currency) =>
      moneyParts(
        found.filter((contract) => contract.currency === currency).flatMap((contract) => shares.get(contract.id) ?? []),
        currency,
      ),
    ),
  };
}
