// A program that is not there: the same commands over a book in memory.
import type {
  BookChanged,
  ClosingAsked,
  CommandError,
  DeleteProgress,
  ExportProgress,
  ImportProgress,
  ProgramSettings,
  RecentBook,
  RunEnded,
  RunProgress,
  Tag,
} from "../../bindings";
import type { Backend, Result } from "../ipc";
import { backlogAnswers } from "./backlogAnswers";
import { bookAnswers } from "./bookAnswers";
import { contractAnswers } from "./contractAnswers";
import { draftAnswers } from "./draftAnswers";
import { exportAnswers } from "./exportAnswers";
import { historyAnswers } from "./historyAnswers";
import { type FakeSpreadsheet, importAnswers } from "./importAnswers";
import { invoiceAnswers } from "./invoiceAnswers";
import { jobAnswers } from "./jobAnswers";
import { missedAnswers } from "./missedAnswers";
import type { FakeBook } from "./model";
import { overviewAnswers } from "./overviewAnswers";
import { programAnswers } from "./programAnswers";
import { recordAnswers } from "./recordAnswers";
import { runAnswers } from "./runAnswers";
import { createRunner } from "./running";
import { scheduleAnswers } from "./scheduleAnswers";
import { searchAnswers } from "./searchAnswers";
import { setUpAnswers } from "./setUpAnswers";
import { transactionAnswers } from "./transactionAnswers";
import { type Answers, Refusal, type World } from "./world";

export type FakeOptions = {
  book: FakeBook | null;
  recent?: RecentBook[];
  /** Answers of native dialogs: what "open a book" gives. */
  chosen?: FakeBook | null;
  /** Called between two steps of long work, as two contracts of a run; where it is left out, all ends at once. */
  pause?: () => Promise<void>;
  /** Whether the page was lost and loaded again. */
  wasLost?: boolean;
  /** What is set about the program; left out: as it is at first. */
  program?: Partial<ProgramSettings>;
  exported?: { files: number; name: string; place: string } | null;
  /** The spreadsheets that the native dialog gives, one after another; where there is none, it is closed. */
  spreadsheets?: readonly FakeSpreadsheet[];
};

export type Fake = Backend & {
  book: () => FakeBook;
  /** Closes the window for the first time. */
  askToClose: (asked?: ClosingAsked) => void;
  /** Makes a command refuse until it is called again with null. */
  refuse: (command: keyof Backend["commands"], error: CommandError | null) => void;
  /** Makes a command wait until the returned function is called. */
  hold: (command: keyof Backend["commands"]) => () => void;
  /** Says that these parts of the book went stale. */
  tell: (...tags: Tag[]) => void;
  calls: { command: string; args: unknown[] }[];
};

export function createFake(options: FakeOptions): Fake {
  let open = options.book;
  const changed = new Set<(changed: BookChanged) => void>();
  const progress = new Set<(progress: RunProgress) => void>();
  const ended = new Set<(ended: RunEnded) => void>();
  const exports = new Set<(progress: ExportProgress) => void>();
  const deletions = new Set<(progress: DeleteProgress) => void>();
  const imports = new Set<(progress: ImportProgress) => void>();
  const closings = new Set<(asked: ClosingAsked) => void>();
  const refused = new Map<string, CommandError>();
  const held = new Map<string, Promise<void>>();
  const calls: Fake["calls"] = [];

  const book = (): FakeBook => {
    if (open === null) throw new Refusal("no_book", "no book is open");
    return open;
  };
  const world: World = {
    book,
    opened: () => open,
    open: (next) => {
      open = next;
    },
    tell: (...tags: Tag[]) => {
      for (const handler of changed) handler({ tags });
    },
    exported: options.exported,
    pause: options.pause,
    sendExport: (sent) => {
      for (const handler of exports) handler(sent);
    },
    sendDelete: (sent) => {
      for (const handler of deletions) handler(sent);
    },
    sendRunEnded: (run_date) => {
      for (const handler of ended) handler({ run_date });
    },
    sendRun: (sent) => {
      for (const handler of progress) handler(sent);
    },
  };
  const runner = createRunner(world);
  const answers: Partial<Answers<keyof Backend["commands"]>> = {
    ...bookAnswers(world, {
      recent: options.recent ?? [],
      chosen: options.chosen,
      wasLost: options.wasLost ?? false,
    }),
    ...programAnswers(options.program),
    ...contractAnswers(world),
    ...setUpAnswers(world),
    ...scheduleAnswers(world),
    ...backlogAnswers(world),
    ...transactionAnswers(world),
    ...runAnswers(world, runner),
    ...jobAnswers(world, runner),
    ...missedAnswers(world, runner),
    ...invoiceAnswers(world),
    ...draftAnswers(world),
    ...overviewAnswers(world),
    ...searchAnswers(world),
    ...recordAnswers(world),
    ...historyAnswers(world),
    ...exportAnswers(world),
    ...importAnswers(world, options.spreadsheets ?? [], (sent) => {
      for (const handler of imports) handler(sent);
    }),
  };

  const commands = Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => [
      name,
      async (...args: unknown[]): Promise<Result<unknown, CommandError>> => {
        calls.push({ command: name, args });
        await held.get(name);
        const refusal = refused.get(name);
        if (refusal !== undefined) return { status: "error", error: refusal };
        try {
          return { status: "ok", data: await (answer as (...args: unknown[]) => unknown)(...args) };
        } catch (thrown) {
          if (!(thrown instanceof Refusal)) throw thrown;
          return { status: "error", error: { code: thrown.code, message: thrown.message, field: thrown.field } };
        }
      },
    ]),
  ) as unknown as Backend["commands"];

  return {
    commands,
    onBookChanged: async (handler) => {
      changed.add(handler);
      return () => changed.delete(handler);
    },
    onRunProgress: async (handler) => {
      // Of its own, so that one who listens twice and stops once still listens.
      const own = (sent: RunProgress) => handler(sent);
      progress.add(own);
      return () => progress.delete(own);
    },
    onExportProgress: async (handler) => {
      exports.add(handler);
      return () => exports.delete(handler);
    },
    onRunEnded: async (handler) => {
      const own = (sent: RunEnded) => handler(sent);
      ended.add(own);
      return () => ended.delete(own);
    },
    onDeleteProgress: async (handler) => {
      deletions.add(handler);
      return () => deletions.delete(handler);
    },
    onImportProgress: async (handler) => {
      const own = (sent: ImportProgress) => handler(sent);
      imports.add(own);
      return () => imports.delete(own);
    },
    onClosingAsked: async (handler) => {
      const own = (asked: ClosingAsked) => handler(asked);
      closings.add(own);
      return () => closings.delete(own);
    },
    askToClose: (asked = { about_job: true }) => {
      for (const handler of closings) handler(asked);
    },
    book,
    tell: world.tell,
    refuse: (command, error) => {
      if (error === null) refused.delete(command);
      else refused.set(command, error);
    },
    hold: (command) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      held.set(command, promise);
      return () => {
        held.delete(command);
        resolve();
      };
    },
    calls,
  };
}
