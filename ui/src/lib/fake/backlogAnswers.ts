// The stand-in's answers for backlog, backlogTotals, chosenSums, markMatching, undo, recentChanges, trace.
import type { BacklogFilter, BacklogSort, BillingStatus, ShareName } from "../../bindings";
import { markShares, recentChanges, takeBack } from "./changes";
import type { FakeBook, FakeContract, FakeShare } from "./model";
import { lineName } from "./rules";
import { traceOf } from "./trace";
import { byCurrency, shareRow } from "./views";
import type { Answers, World } from "./world";

type Entry = { contract: FakeContract; share: FakeShare };

function matching(book: FakeBook, filter: BacklogFilter): Entry[] {
  const contracts = new Map(book.contracts.map((contract) => [contract.id, contract]));
  const search = filter.search.trim().toLowerCase();
  return book.shares
    .filter((share) => share.invoice === null)
    .map((share) => {
      const contract = contracts.get(share.contract);
      if (contract === undefined) throw new Error(`no contract ${share.contract}`);
      return { contract, share };
    })
    .filter(
      ({ contract, share }) =>
        (filter.billing_status === null || share.status === filter.billing_status) &&
        (filter.classes.length === 0 || filter.classes.includes(share.class)) &&
        (filter.billing_type === null || filter.billing_type === "chargeable") &&
        (filter.currency === null || contract.currency === filter.currency) &&
        (filter.contract === null || contract.id === filter.contract) &&
        (filter.customer === null || share.customer.id === filter.customer) &&
        (filter.from === null || share.date >= filter.from) &&
        (filter.to === null || share.date <= filter.to) &&
        (search === "" ||
          [
            share.description,
            share.id,
            contract.id,
            contract.name,
            lineName(contract, share.line),
            share.customer.name,
            share.resource ?? "",
          ].some((text) => text.toLowerCase().includes(search))),
    );
}

const orders: Record<BacklogSort, (a: Entry, b: Entry) => number> = {
  contract: (a, b) => a.contract.name.localeCompare(b.contract.name),
  date: (a, b) => a.share.date.localeCompare(b.share.date),
  customer: (a, b) => a.share.customer.name.localeCompare(b.share.customer.name),
  amount: (a, b) => a.share.amount - b.share.amount,
  billing_status: (a, b) => a.share.status.localeCompare(b.share.status),
};

function sorted(entries: Entry[], sort: BacklogSort, descending: boolean): Entry[] {
  const way = descending ? -1 : 1;
  return entries.sort(
    (a, b) =>
      way * orders[sort](a, b) ||
      orders.contract(a, b) ||
      a.share.line.localeCompare(b.share.line) ||
      orders.date(a, b) ||
      a.share.id.localeCompare(b.share.id),
  );
}

function amountsOf(entries: readonly Entry[]) {
  return byCurrency(entries.map(({ contract, share }) => ({ amount: share.amount, currency: contract.currency })));
}

const nameOf = ({ id, customer }: ShareName) => `${id}\n${customer}`;

export function backlogAnswers({
  book,
  tell,
}: World): Answers<"backlog" | "backlogTotals" | "chosenSums" | "markMatching" | "undo" | "recentChanges" | "trace"> {
  return {
    backlog: ({ filter, sort, descending, offset, limit }) => ({
      rows: sorted(matching(book(), filter), sort, descending)
        .slice(offset, offset + limit)
        .map(({ contract, share }) => ({
          contract: contract.id,
          contract_name: contract.name,
          share: shareRow(contract, share),
        })),
    }),
    backlogTotals: (filter) => {
      const found = matching(book(), filter);
      const of = (status: BillingStatus) => amountsOf(found.filter(({ share }) => share.status === status));
      return {
        total: found.length,
        all: book().shares.filter((share) => share.invoice === null).length,
        ready: of("ready_to_invoice"),
        not_ready: of("not_ready"),
      };
    },
    chosenSums: ({ shares, matching: filter }) => {
      const names = new Set(shares.map(nameOf));
      const isNamed = ({ share }: Entry) => names.has(nameOf({ id: share.id, customer: share.customer.id }));
      const contracts = new Map(book().contracts.map((contract) => [contract.id, contract]));
      const all = book().shares.flatMap((share) => {
        const contract = contracts.get(share.contract);
        return contract === undefined ? [] : [{ contract, share }];
      });
      const chosen = filter === null ? all.filter(isNamed) : matching(book(), filter).filter((one) => !isNamed(one));
      return { count: chosen.length, amounts: amountsOf(chosen) };
    },
    markMatching: ({ filter, except, billing_status }) => {
      const left = new Set(except.map(nameOf));
      const changing = matching(book(), filter).filter(
        ({ share }) =>
          share.status !== billing_status && !left.has(nameOf({ id: share.id, customer: share.customer.id })),
      );
      const change = markShares(
        book(),
        changing.map(({ share }) => share),
        billing_status,
      );
      tell("shares", "contracts", "book");
      return change;
    },
    undo: (token) => {
      takeBack(book(), token);
      tell("shares", "contracts", "invoices", "book");
      return null;
    },
    recentChanges: () => recentChanges(book()),
    trace: (id) => traceOf(book(), id),
  };
}
