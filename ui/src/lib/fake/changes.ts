// What was changed in the stand-in's book, and how each change is taken back.
import type {
  Amount,
  BillingStatus,
  Change,
  ChangedRecord,
  ChangeKind,
  RecentChange,
  RecentChanges,
} from "../../bindings";
import type { FakeBook, FakeInvoice, FakeShare } from "./model";
import { byCurrency } from "./views";
import { contractOf, Refusal } from "./world";

const NOTHING_STOPPED = { shares: 0, why: [] };

type Made = {
  id: string;
  kind: ChangeKind;
  count: number;
  amounts: Amount[];
  contracts: string[];
  at: string;
  takenBackAt: string | null;
  whyNot: () => string | null;
  takeBack: () => void;
  record?: ChangedRecord;
};

const made = new WeakMap<FakeBook, Made[]>();

function changesOf(book: FakeBook): Made[] {
  const known = made.get(book) ?? [];
  made.set(book, known);
  return known;
}

function amountsOf(book: FakeBook, shares: readonly FakeShare[]): Amount[] {
  return byCurrency(shares.map(({ amount, contract }) => ({ amount, currency: contractOf(book, contract).currency })));
}

type Doing = Pick<Made, "kind" | "count" | "whyNot" | "takeBack" | "record"> & {
  shares: readonly FakeShare[];
  /** Of what is no share. */
  contract?: string;
};

export function addChange(book: FakeBook, { shares, contract, ...doing }: Doing): Change {
  if (doing.count === 0) return { changed: 0, amounts: [], undo: null, stopped: NOTHING_STOPPED };
  const changes = changesOf(book);
  const minute = String(changes.length % 60).padStart(2, "0");
  const id = `change-${changes.length + 1}`;
  const amounts = amountsOf(book, shares);
  const contracts = [...new Set([...shares.map((share) => share.contract), ...(contract ? [contract] : [])])];
  changes.push({ ...doing, id, amounts, contracts, at: `${book.today}T09:${minute}:00Z`, takenBackAt: null });
  return { changed: doing.count, amounts, undo: id, stopped: NOTHING_STOPPED };
}

/** Does what a form asks for; taking it back brings the book to what it was. */
export function typedIn<Answer>(
  book: FakeBook,
  about: { kind: ChangeKind; contract?: string; record?: ChangedRecord },
  act: () => Answer,
): { answer: Answer; undo: string | null } {
  const { contracts, records, rows, shares } = book;
  const before = structuredClone({ contracts, records, rows, shares });
  const answer = act();
  const takeBack = () => void Object.assign(book, structuredClone(before));
  return { answer, undo: addChange(book, { ...about, count: 1, shares: [], whyNot: () => null, takeBack }).undo };
}

export function markShares(book: FakeBook, shares: readonly FakeShare[], to: BillingStatus): Change {
  const changing = shares.filter(({ status }) => status !== to).map((share) => ({ share, before: share.status }));
  for (const { share } of changing) share.status = to;
  return addChange(book, {
    kind: to === "ready_to_invoice" ? "marked_ready" : "marked_not_ready",
    count: changing.length,
    shares: changing.map(({ share }) => share),
    whyNot: () => {
      const on = changing.filter(({ share }) => share.invoice !== null).length;
      return on === 0 ? null : `${on} of ${changing.length} are on a draft by now`;
    },
    takeBack: () => {
      for (const { share, before } of changing) share.status = before;
    },
  });
}

type Deleted = { invoice: FakeInvoice; at: number; shares: FakeShare[] };

function remove(book: FakeBook, id: string): Deleted {
  const at = book.invoices.findIndex((invoice) => invoice.id === id);
  const invoice = book.invoices[at];
  if (invoice === undefined) throw new Refusal("not_found", `there is no invoice ${id}`);
  const shares = book.shares.filter((share) => share.invoice === id);
  for (const share of shares) {
    share.invoice = null;
    share.status = "ready_to_invoice";
  }
  book.invoices.splice(at, 1);
  return { invoice, at, shares };
}

/** Deletes drafts one after another for as long as `goesOn` says so. */
export async function deleteDrafts(
  book: FakeBook,
  ids: readonly string[],
  goesOn: (done: number) => Promise<boolean>,
): Promise<Change> {
  for (const id of ids) {
    const invoice = book.invoices.find((one) => one.id === id);
    if (invoice === undefined) throw new Refusal("not_found", `there is no invoice ${id}`);
    if (invoice.number !== null) throw new Refusal("refused", `invoice ${invoice.number} is confirmed`);
  }
  const deleted: Deleted[] = [];
  for (const id of ids) {
    deleted.push(remove(book, id));
    if (!(await goesOn(deleted.length))) break;
  }
  return addChange(book, {
    kind: "drafts_deleted",
    count: deleted.length,
    shares: deleted.flatMap(({ shares }) => shares),
    whyNot: () =>
      deleted.some(({ shares }) => shares.some(({ invoice }) => invoice !== null))
        ? "some of its work is on another draft by now"
        : null,
    takeBack: () => {
      for (const { invoice, at, shares } of deleted.toReversed()) {
        for (const share of shares) {
          share.invoice = invoice.id;
          share.status = "invoice_created";
        }
        book.invoices.splice(at, 0, invoice);
      }
    },
  });
}

export function created(book: FakeBook, ids: readonly string[]): Change {
  return addChange(book, {
    kind: "drafts_created",
    count: ids.length,
    shares: book.shares.filter(({ invoice }) => invoice !== null && ids.includes(invoice)),
    whyNot: () => null,
    takeBack: () => {
      for (const id of ids) remove(book, id);
    },
  });
}

export function takeBack(book: FakeBook, id: string): void {
  const change = changesOf(book).find((one) => one.id === id);
  if (change === undefined) throw new Refusal("refused", "there is nothing of that name to take back");
  if (change.takenBackAt !== null) throw new Refusal("refused", "this was taken back already");
  const whyNot = change.whyNot();
  if (whyNot !== null) throw new Refusal("refused", `${whyNot}, so nothing was taken back`);
  change.takeBack();
  change.takenBackAt = `${book.today}T10:00:00Z`;
}

export function recentChanges(book: FakeBook): RecentChanges {
  const rows = changesOf(book).map(({ id, kind, count, amounts, contracts, at, takenBackAt, ...one }): RecentChange => {
    const [only] = contracts;
    const whyNot = takenBackAt === null ? one.whyNot() : null;
    const contract = contracts.length === 1 ? (book.contracts.find(({ id }) => id === only) ?? null) : null;
    return {
      id,
      kind,
      at,
      count,
      amounts,
      contracts: contracts.length,
      contract: contract?.id ?? null,
      contract_name: contract?.name ?? null,
      record: one.record ?? null,
      undo: takenBackAt === null && whyNot === null ? id : null,
      taken_back_at: takenBackAt,
      why_not: whyNot,
    };
  });
  return { rows: rows.toReversed().slice(0, 100), has_more: rows.length > 100 };
}
