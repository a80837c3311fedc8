// The stand-in's answers for transactions: listed, looked at, saved, changed and deleted.
import type {
  BillingStatus,
  ChangeKind,
  EntryProblem,
  TransactionEntry,
  TransactionFilter,
  TransactionForm,
  TransactionPatch,
  TransactionQuery,
  TransactionsSaved,
} from "../../bindings";
import { addChange, markShares } from "./changes";
import type { FakeBook, FakeShare } from "./model";
import { lockOf, lookAt, rowOf, sharesFor, transactionsOf } from "./transactions";
import { byCurrency } from "./views";
import { type Answers, contractOf, Refusal, type World } from "./world";

const OPEN: readonly BillingStatus[] = ["not_ready", "ready_to_invoice"];

const NOTHING: TransactionsSaved = {
  added: 0,
  changed: 0,
  deleted: 0,
  locked: 0,
  amounts: [],
  problems: [],
  stopped: { shares: 0, why: [] },
  undo: null,
};

/** What a filter lets through. */
function fitting(all: readonly FakeShare[][], filter: TransactionFilter): FakeShare[][] {
  const wanted = filter.search.trim().toLowerCase();
  return all.filter((shares) => {
    const [first] = shares;
    if (first === undefined) return false;
    return (
      (filter.contract_line === null || first.line === filter.contract_line) &&
      (filter.class === null || first.class === filter.class) &&
      (filter.billing_status === null || shares.some((share) => share.status === filter.billing_status)) &&
      (filter.from === null || first.date >= filter.from) &&
      (filter.to === null || first.date <= filter.to) &&
      (wanted === "" ||
        [first.description, first.category ?? "", first.resource ?? "", first.id].some((text) =>
          text.toLowerCase().includes(wanted),
        ))
    );
  });
}

function page(book: FakeBook, query: TransactionQuery) {
  const contract = contractOf(book, query.filter.contract);
  const all = transactionsOf(book, contract.id);
  const found = fitting(all, query.filter);
  const keyOf = ([first]: readonly FakeShare[]) => `${first?.date} ${first?.id}`;
  const keyed = found.map((shares) => ({ shares, key: keyOf(shares) }));
  const way = query.descending ? -1 : 1;
  keyed.sort((a, b) => (a.key < b.key ? -way : way));
  return {
    all: all.length,
    total: found.length,
    amounts: byCurrency(
      found
        .flat()
        .filter((share) => (share.type ?? "chargeable") === "chargeable")
        .map(({ amount }) => ({ amount, currency: contract.currency })),
    ),
    rows: keyed.slice(query.offset, query.offset + query.limit).map(({ shares }) => rowOf(contract, shares)),
  };
}

function sharesOf(book: FakeBook, id: string): FakeShare[] {
  const shares = book.shares.filter((share) => share.id === id && share.class !== "milestone");
  if (shares.length === 0) throw new Refusal("not_found", `there is no transaction ${id}`);
  return shares;
}

/** Shares beyond 50,000.00 stand for those that a limit stops. */
function stoppedOf(shares: readonly FakeShare[]): TransactionsSaved["stopped"] {
  const over = shares.filter((share) => share.status === "ready_to_invoice" && share.amount > 5_000_000);
  for (const share of over) {
    share.status = "not_ready";
    share.stopped = true;
  }
  const why = "The limit of the contract, 50,000.00, would be passed.";
  return { shares: over.length, why: over.length === 0 ? [] : [why] };
}

function amountsOf(book: FakeBook, shares: readonly FakeShare[]) {
  return byCurrency(shares.map(({ contract, amount }) => ({ amount, currency: contractOf(book, contract).currency })));
}

let made = 0;

function save(book: FakeBook, entries: readonly TransactionEntry[]): TransactionsSaved {
  const problems: EntryProblem[] = [];
  const written: { before: FakeShare[]; after: FakeShare[] }[] = [];
  for (const [entry, { id, form }] of entries.entries()) {
    const contract = contractOf(book, form.contract);
    const { problems: own, taken } = lookAt(contract, form);
    const before = id === null ? [] : sharesOf(book, id);
    const locked = lockOf(before);
    if (locked !== null) problems.push({ entry, path: "id", message: locked });
    if (id === null && form.id !== "" && book.shares.some((share) => share.id === form.id)) {
      problems.push({ entry, path: "id", message: `the book has a transaction ${form.id} already` });
    }
    problems.push(...own.map((problem) => ({ entry, ...problem })));
    made += 1;
    const named = { ...taken, id: id ?? (form.id === "" ? `tx-${made}` : form.id) };
    written.push({ before, after: own.length > 0 ? [] : sharesFor(contract, named, before) });
  }
  if (problems.length > 0) return { ...NOTHING, problems };
  const removed = new Set(written.flatMap(({ before }) => before));
  const after = written.flatMap((one) => one.after);
  const whole = book.shares;
  const stopped = stoppedOf(after);
  book.shares = [...whole.filter((share) => !removed.has(share)), ...after];
  const added = entries.filter(({ id }) => id === null).length;
  return {
    ...NOTHING,
    added,
    changed: entries.length - added,
    amounts: amountsOf(book, after),
    stopped,
    undo: replaced(
      book,
      added > 0 ? "transactions_entered" : "transactions_changed",
      [...removed],
      after,
      entries.length,
    ),
  };
}

/** Shares in the place of others, and the way back. */
function replaced(
  book: FakeBook,
  kind: ChangeKind,
  before: readonly FakeShare[],
  after: readonly FakeShare[],
  count: number,
) {
  return addChange(book, {
    kind,
    count,
    shares: after.length > 0 ? after : before,
    whyNot: () => {
      const on = after.filter((share) => share.invoice !== null).length;
      return on === 0 ? null : `${on} of ${after.length} are on a draft by now`;
    },
    takeBack: () => {
      const gone = new Set(after);
      book.shares = [...book.shares.filter((share) => !gone.has(share)), ...before];
    },
  }).undo;
}

function patched(form: TransactionForm, patch: TransactionPatch): TransactionForm {
  const set = Object.entries(patch).filter(([, value]) => value !== null);
  return { ...form, ...(Object.fromEntries(set) as Partial<TransactionForm>) };
}

export function transactionAnswers({
  book,
  tell,
}: World): Answers<
  | "transactions"
  | "lookAtTransactions"
  | "saveTransactions"
  | "changeTransactions"
  | "deleteTransactions"
  | "markTransactions"
  | "changeMatchingTransactions"
  | "deleteMatchingTransactions"
> {
  const told = (saved: TransactionsSaved) => {
    if (saved.undo !== null) tell("shares", "contracts", "book");
    return saved;
  };
  /** Ids of what matches and is on no invoice, and how many are on one. */
  const matching = ({ filter, except, count }: { filter: TransactionFilter; except: string[]; count: number }) => {
    const all = fitting(transactionsOf(book(), filter.contract), filter).filter(
      ([first]) => !except.includes(first?.id ?? ""),
    );
    if (all.length !== count) {
      throw new Refusal(
        "refused",
        `${count} transactions were shown, and ${all.length} match by now; look at the list again`,
      );
    }
    const open = all.filter((shares) => lockOf(shares) === null);
    return { ids: open.map(([first]) => first?.id ?? ""), locked: all.length - open.length };
  };
  const change = (ids: readonly string[], patch: TransactionPatch) =>
    save(
      book(),
      ids.map((id) => {
        const shares = sharesOf(book(), id);
        const { form } = rowOf(contractOf(book(), shares[0]?.contract ?? ""), shares);
        return { id, form: patched(form, patch) };
      }),
    );
  const remove = (ids: readonly string[]): TransactionsSaved => {
    const gone = ids.map((id) => sharesOf(book(), id));
    const problems = gone.flatMap((shares, entry) => {
      const message = lockOf(shares);
      return message === null ? [] : [{ entry, path: "id", message }];
    });
    if (problems.length > 0) return { ...NOTHING, problems };
    const removed = new Set(gone.flat());
    book().shares = book().shares.filter((share) => !removed.has(share));
    return {
      ...NOTHING,
      deleted: ids.length,
      amounts: amountsOf(book(), [...removed]),
      undo: replaced(book(), "transactions_deleted", [...removed], [], ids.length),
    };
  };
  return {
    transactions: (query) => page(book(), query),
    lookAtTransactions: (forms) => {
      if (forms.length > 1_000) throw new Refusal("refused", "at most 1,000 transactions are looked at in one go");
      return forms.map((form) => lookAt(contractOf(book(), form.contract), form));
    },
    saveTransactions: (entries) => told(save(book(), entries)),
    changeTransactions: (ids, patch) => told(change(ids, patch)),
    deleteTransactions: (ids) => told(remove(ids)),
    changeMatchingTransactions: ({ patch, ...all }) => {
      const { ids, locked } = matching(all);
      return told({ ...change(ids, patch), locked });
    },
    deleteMatchingTransactions: (all) => {
      const { ids, locked } = matching(all);
      return told({ ...remove(ids), locked });
    },
    markTransactions: ({ filter, except, billing_status }) => {
      const left = new Set(except);
      const changing = fitting(transactionsOf(book(), filter.contract), filter)
        .flat()
        .filter(({ id, status }) => OPEN.includes(status) && status !== billing_status && !left.has(id));
      const change = markShares(book(), changing, billing_status);
      tell("shares", "contracts", "book");
      return change;
    },
  };
}
