// What the parts of the stand-in share: its book, refusals, and telling the window what became stale.
import type { ErrorCode, Tag } from "../../bindings";
import type { Backend } from "../ipc";
import type { FakeBook } from "./model";

export class Refusal extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

export type World = { book: () => FakeBook; tell: (...tags: Tag[]) => void };

/** Commands by name, as the stand-in answers them. */
export type Answers<Name extends keyof Backend["commands"]> = {
  [Each in Name]: (...args: Parameters<Backend["commands"][Each]>) => unknown;
};
