// What the parts of the stand-in share: its book, refusals, and telling the window what became stale.
import type { ErrorCode, ExportProgress, ExportResult, Tag } from "../../bindings";
import type { Backend } from "../ipc";
import type { FakeBook } from "./model";

export class Refusal extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

export type World = {
  book: () => FakeBook;
  tell: (...tags: Tag[]) => void;
  /** What native dialogs answer: null where they are closed. */
  exported: ExportResult | null | undefined;
  /** Waited for between two steps of something long. */
  pause: (() => Promise<void>) | undefined;
  sendExport: (progress: ExportProgress) => void;
};

/** Commands by name, as the stand-in answers them. */
export type Answers<Name extends keyof Backend["commands"]> = {
  [Each in Name]: (...args: Parameters<Backend["commands"][Each]>) => unknown;
};
