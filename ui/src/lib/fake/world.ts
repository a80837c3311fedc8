// What the parts of the stand-in share: its book, refusals, and telling the window what became stale.
import type { DeleteProgress, ErrorCode, ExportProgress, ExportResult, RunProgress, Tag } from "../../bindings";
import type { Backend } from "../ipc";
import type { FakeBook, FakeContract, FakeInvoice } from "./model";
import type { Draft } from "./rules";

export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly field: string | null;
  constructor(code: ErrorCode, message: string, field: string | null = null) {
    super(message);
    this.code = code;
    this.field = field;
  }
}

export type World = {
  book: () => FakeBook;
  /** The open book, or none. */
  opened: () => FakeBook | null;
  open: (book: FakeBook | null) => void;
  tell: (...tags: Tag[]) => void;
  /** What native dialogs answer: null where they are closed. */
  exported: ExportResult | null | undefined;
  /** Waited for between two steps of something long. */
  pause: (() => Promise<void>) | undefined;
  sendExport: (progress: ExportProgress) => void;
  sendDelete: (progress: DeleteProgress) => void;
  sendRun: (progress: RunProgress) => void;
  sendRunEnded: (date: string) => void;
};

/** Commands by name, as the stand-in answers them. */
export type Answers<Name extends keyof Backend["commands"]> = {
  [Each in Name]: (...args: Parameters<Backend["commands"][Each]>) => unknown;
};

export function contractOf(book: FakeBook, id: string): FakeContract {
  const found = book.contracts.find((contract) => contract.id === id);
  if (found === undefined) throw new Refusal("not_found", `there is no contract ${id}`);
  return found;
}

/** An invoice as the draft it was made from. */
export function draftOf(book: FakeBook, invoice: FakeInvoice): Draft {
  return {
    contract: contractOf(book, invoice.contract),
    customer: invoice.customer,
    shares: book.shares.filter((share) => share.invoice === invoice.id),
  };
}
