// The only door to the program behind the window. Screens see plain promises; a refusal is thrown as a Problem.
import {
  type BookChanged,
  type ClosingAsked,
  type CommandError,
  commands,
  type DeleteProgress,
  type ExportProgress,
  events,
  type ImportProgress,
  type RunEnded,
  type RunProgress,
} from "../bindings";

type Commands = typeof commands;

/** How a command answers. */
export type Result<Data, Failure> = { status: "ok"; data: Data } | { status: "error"; error: Failure };

type Unwrapped = {
  [Name in keyof Commands]: Commands[Name] extends (...args: infer Args) => Promise<Result<infer Data, CommandError>>
    ? (...args: Args) => Promise<Data>
    : never;
};

/** What stands behind the window: the program, or a stand-in in a plain browser and in tests. */
export type Backend = {
  commands: Commands;
  onBookChanged: (handler: (changed: BookChanged) => void) => Promise<() => void>;
  onRunProgress: (handler: (progress: RunProgress) => void) => Promise<() => void>;
  onRunEnded: (handler: (ended: RunEnded) => void) => Promise<() => void>;
  onExportProgress: (handler: (progress: ExportProgress) => void) => Promise<() => void>;
  onDeleteProgress: (handler: (progress: DeleteProgress) => void) => Promise<() => void>;
  onImportProgress: (handler: (progress: ImportProgress) => void) => Promise<() => void>;
  onClosingAsked: (handler: (asked: ClosingAsked) => void) => Promise<() => void>;
};

const program: Backend = {
  commands,
  onBookChanged: (handler) => events.bookChanged.listen((event) => handler(event.payload)),
  onRunProgress: (handler) => events.runProgress.listen((event) => handler(event.payload)),
  onRunEnded: (handler) => events.runEnded.listen((event) => handler(event.payload)),
  onExportProgress: (handler) => events.exportProgress.listen((event) => handler(event.payload)),
  onDeleteProgress: (handler) => events.deleteProgress.listen((event) => handler(event.payload)),
  onImportProgress: (handler) => events.importProgress.listen((event) => handler(event.payload)),
  onClosingAsked: (handler) => events.closingAsked.listen((event) => handler(event.payload)),
};

let backend = program;

/** Puts a stand-in behind the window. */
export function setBackend(standIn: Backend): void {
  backend = standIn;
}

/** A command that did not do what was asked, with the reason as the program gave it. */
export class Problem extends Error {
  readonly code: CommandError["code"];
  readonly field: string | null;

  constructor(error: CommandError) {
    super(error.message);
    this.name = "Problem";
    this.code = error.code;
    this.field = error.field;
  }
}

/** Whatever was thrown, as a problem that a screen can show. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new Problem({ code: "failed", message, field: null });
}

type AnyCommand = (...args: unknown[]) => Promise<Result<unknown, CommandError>>;

function unwrapped(name: keyof Commands) {
  return async (...args: unknown[]) => {
    const result = await (backend.commands[name] as AnyCommand)(...args);
    if (result.status === "error") throw new Problem(result.error);
    return result.data;
  };
}

/** Every command, by name. */
export const ipc = Object.fromEntries(
  (Object.keys(commands) as (keyof Commands)[]).map((name) => [name, unwrapped(name)]),
) as Unwrapped;

export const onBookChanged: Backend["onBookChanged"] = (handler) => backend.onBookChanged(handler);
export const onRunProgress: Backend["onRunProgress"] = (handler) => backend.onRunProgress(handler);
export const onExportProgress: Backend["onExportProgress"] = (handler) => backend.onExportProgress(handler);
export const onRunEnded: Backend["onRunEnded"] = (handler) => backend.onRunEnded(handler);
export const onDeleteProgress: Backend["onDeleteProgress"] = (handler) => backend.onDeleteProgress(handler);
export const onImportProgress: Backend["onImportProgress"] = (handler) => backend.onImportProgress(handler);
export const onClosingAsked: Backend["onClosingAsked"] = (handler) => backend.onClosingAsked(handler);
