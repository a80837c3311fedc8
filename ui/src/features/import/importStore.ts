// The file that is being imported. It outlives the screen: one may leave, and what was mapped and corrected stays.

import { useSyncExternalStore } from "react";
import type {
  Correction,
  ImportKind,
  ImportMap,
  ImportProgress,
  OpenedSpreadsheet,
  RowError,
  SpreadsheetOutcome,
} from "../../bindings";
import { onBookClosed } from "../../lib/bookClosed";
import { asProblem, ipc, Problem } from "../../lib/ipc";
import { holdUnsaved, tellProgram } from "../../lib/unsaved";

export type ImportState = {
  kind: ImportKind;
  /** The file that was chosen; its columns are the second step. */
  file: OpenedSpreadsheet | null;
  /** Its number in the program, which tells it from those that were chosen before and after it. */
  chosen: number;
  map: ImportMap;
  corrections: readonly Correction[];
  leftOut: readonly number[];
  /** What an import would do; it stays while the next dry run is on its way. */
  outcome: SpreadsheetOutcome | null;
  isTrying: boolean;
  problem: Problem | null;
  progress: ImportProgress | null;
  /** Whether it is being imported, or is to be stopped. */
  importing: "no" | "yes" | "cancelling";
  /** What was imported; the third step. */
  done: SpreadsheetOutcome | null;
};

const nothing: ImportState = {
  kind: "transactions",
  file: null,
  chosen: 0,
  map: { columns: {} },
  corrections: [],
  leftOut: [],
  outcome: null,
  isTrying: false,
  problem: null,
  progress: null,
  importing: "no",
  done: null,
};

let state = nothing;
/** The dry run whose answer counts. */
let latest = 0;
/** The same of reading the file: choosing it, and cutting it in another way. */
let latestRead = 0;
const listeners = new Set<() => void>();

function set(change: Partial<ImportState>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
  tellProgram();
}

/** Whether something was said of the file that it would have to be told again. */
function isCorrected({ file, map, corrections, leftOut, done }: ImportState): boolean {
  if (file === null || done !== null) return false;
  const hasWords = JSON.stringify(map.values ?? {}) !== JSON.stringify(file.map.values ?? {});
  return corrections.length > 0 || leftOut.length > 0 || hasWords;
}
holdUnsaved(() => (isCorrected(state) ? (state.file?.name ?? null) : null));

/** Goes back to what was said of the file, as long as it is the one that is being imported. */
export type WayBack = (refusal: string) => void;

function wayBack(): WayBack {
  const { chosen, file, map, corrections, leftOut } = state;
  return (refusal) => {
    if (state.chosen !== chosen || state.importing !== "no" || state.done !== null) {
      throw new Problem({ code: "refused", message: refusal, field: null });
    }
    latestRead++;
    set({ file, map, corrections, leftOut });
    void tryOut();
  };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useImport(): ImportState {
  return useSyncExternalStore(subscribe, () => state);
}

export function forgetImport(): void {
  latest++;
  latestRead++;
  set(nothing);
}
onBookClosed(forgetImport);

/** Takes back what was imported. What came of it is told until it is back: a refusal leaves it as it is. */
export async function takeBackImport(undo: string): Promise<void> {
  await ipc.undo(undo);
  if (state.done?.undo === undo) forgetImport();
}

/** Leaves the file, and gives the way back to it with all that was said of it. */
export function putAway(): WayBack {
  const before = state;
  forgetImport();
  return (refusal) => {
    if (state.file !== null) throw new Problem({ code: "refused", message: refusal, field: null });
    // One that is being opened meanwhile does not take its place.
    latestRead++;
    set({ ...before, importing: "no", progress: null });
    void tryOut();
  };
}

export function setKind(kind: ImportKind): void {
  set({ kind, problem: null });
}

/** Fields that need a column and have none. */
export function missingFields({ file, map }: Pick<ImportState, "file" | "map">): string[] {
  const needed = file?.fields.filter((field) => field.is_required) ?? [];
  return needed.map((field) => field.name).filter((name) => map.columns[name] === undefined);
}

/** Lets a person choose a file; nothing changes where they change their mind. */
export async function chooseSpreadsheet(): Promise<void> {
  const own = ++latestRead;
  set({ problem: null });
  try {
    const chosen = await ipc.chooseSpreadsheet(state.kind);
    if (chosen === null || own !== latestRead) return;
    const { number, file } = chosen;
    set({ ...nothing, kind: state.kind, file, chosen: number, map: file.map });
    await tryOut();
  } catch (thrown) {
    if (own === latestRead) set({ problem: asProblem(thrown) });
  }
}

/**
 * Reads the file again, cut into columns in another way. Corrections are of rows and columns that are no more: where
 * there were some, the way back to them comes.
 */
export async function reopen(
  change: Partial<Pick<ImportMap, "delimiter" | "encoding" | "sheet">>,
): Promise<WayBack | null> {
  const own = ++latestRead;
  const back = wayBack();
  const before = state;
  const map = { ...state.map, ...change };
  set({ map, problem: null, isTrying: true });
  try {
    const file = await ipc.openSpreadsheet(state.chosen, state.kind, map);
    if (own !== latestRead) return null;
    const isLost = state.corrections.length > 0 || state.leftOut.length > 0;
    const headings = new Set(file.columns.map((column) => column.heading));
    const kept = Object.entries(state.map.columns).filter(([, heading]) => headings.has(heading ?? ""));
    set({
      file,
      map: { ...state.map, columns: Object.fromEntries(kept) },
      corrections: [],
      leftOut: [],
      outcome: null,
    });
    void tryOut();
    return isLost ? back : null;
  } catch (thrown) {
    // The file stays cut as it was.
    if (own === latestRead) set({ map: before.map, problem: asProblem(thrown), isTrying: false });
    return null;
  }
}

/** What would be imported. A dry run that is on its way is no longer waited for. */
export async function tryOut(): Promise<void> {
  const own = ++latest;
  if (state.file === null || missingFields(state).length > 0) {
    set({ isTrying: false, outcome: null, progress: null });
    return;
  }
  set({ isTrying: true, problem: null, progress: null });
  try {
    const outcome = await ipc.dryRunSpreadsheet(state.chosen, request());
    if (own === latest && outcome !== null) set({ outcome, isTrying: false, progress: null });
  } catch (thrown) {
    if (own === latest) set({ problem: asProblem(thrown), outcome: null, isTrying: false, progress: null });
  }
}

function request() {
  const { kind, map, corrections, leftOut } = state;
  return { kind, map, corrections: [...corrections], rows_to_leave_out: [...leftOut] };
}

/** Says which field a column is, or that it is none. */
export function setColumn(heading: string, field: string | null): void {
  const others = Object.entries(state.map.columns).filter(([name, known]) => name !== field && known !== heading);
  const columns = Object.fromEntries(field === null ? others : [...others, [field, heading]]);
  set({ map: { ...state.map, columns } });
  void tryOut();
}

export function setFormats(change: Partial<Pick<ImportMap, "date_format" | "decimal" | "thousands">>): void {
  set({ map: { ...state.map, ...change } });
  void tryOut();
}

/** The value that stands in place of the file's, as far as one was typed. */
export function correctionOf(corrections: readonly Correction[], { row, column }: RowError): string | undefined {
  return corrections.find((known) => known.row === row && known.column === column)?.value;
}

/** Puts values in place of those of the file. */
export function correct(changes: readonly (Pick<RowError, "row" | "column"> & { value: string })[]): void {
  const isChanged = (known: Correction) =>
    changes.some((change) => change.row === known.row && change.column === known.column);
  const others = state.corrections.filter((known) => !isChanged(known));
  set({ corrections: [...others, ...changes.map(({ row, column, value }) => ({ row, column, value }))] });
  void tryOut();
}

/** What one value of a field means, it means in every row. */
const MEANS_THE_SAME = new Set(["contract", "class", "role", "resource", "billing_type", "billing_status"]);

/** How many other rows are wrong by the same word or name. */
export function sameElsewhere({ row, field, value }: RowError): number {
  // A long value comes cut, and is not what the file says.
  if (!MEANS_THE_SAME.has(field) || value === "" || value.endsWith("…")) return 0;
  return (state.outcome?.errors ?? []).filter(
    (error) => error.row !== row && error.field === field && error.value === value,
  ).length;
}

/** Puts a word or a name in the place of another in every row that has it. */
export function correctEverywhere({ field, value }: RowError, meant: string): WayBack | null {
  // The offer may outlast the file.
  if (state.file === null) return null;
  const back = wayBack();
  const values = { ...state.map.values, [field]: { ...state.map.values?.[field], [value]: meant } };
  set({ map: { ...state.map, values } });
  void tryOut();
  return back;
}

/** A word that is read as another in every row. */
export type ReadWord = { field: string; word: string; meant: string };

export function readWords({ values }: ImportMap): ReadWord[] {
  return Object.entries(values ?? {}).flatMap(([field, words]) =>
    Object.entries(words ?? {}).map(([word, meant]) => ({ field, word, meant: meant ?? "" })),
  );
}

/** Takes a word for what it says again. */
export function forgetWord({ field, word }: ReadWord): WayBack {
  const back = wayBack();
  const { [word]: _, ...others } = state.map.values?.[field] ?? {};
  set({ map: { ...state.map, values: { ...state.map.values, [field]: others } } });
  void tryOut();
  return back;
}

/** Goes back to what the file says. */
export function forgetCorrections(): WayBack {
  const back = wayBack();
  set({ corrections: [], map: { ...state.map, values: {} } });
  void tryOut();
  return back;
}

/** Takes every suggestion: for words and names in all rows that have them, for the rest row by row. */
export function acceptSuggestions(errors: readonly RowError[]): WayBack {
  const back = wayBack();
  const values = structuredClone(state.map.values ?? {});
  const single = [];
  for (const error of errors) {
    const { field, value, suggestion } = error;
    if (suggestion === null) continue;
    if (MEANS_THE_SAME.has(field) && value !== "") values[field] = { ...values[field], [value]: suggestion };
    else single.push({ row: error.row, column: error.column, value: suggestion });
  }
  set({ map: { ...state.map, ...(Object.keys(values).length > 0 && { values }) } });
  correct(single);
  return back;
}

export function leaveOut(rows: readonly number[]): void {
  set({ leftOut: [...new Set([...state.leftOut, ...rows])] });
  void tryOut();
}

export function takeBackIn(): void {
  set({ leftOut: [] });
  void tryOut();
}

/** Imports all rows or none; says what came of it. */
export async function startImport(say: (done: SpreadsheetOutcome) => void): Promise<void> {
  if (state.importing !== "no") return;
  latest++;
  set({ importing: "yes", isTrying: false, problem: null, progress: null });
  try {
    const done = await ipc.importSpreadsheet(state.chosen, request());
    const isIn = done !== null && done.errors.length === 0;
    set({ importing: "no", progress: null, ...(isIn ? { done } : done !== null && { outcome: done }) });
    if (isIn) say(done);
  } catch (thrown) {
    set({ importing: "no", progress: null, problem: asProblem(thrown) });
  }
}

function isCancelling(): boolean {
  return state.importing === "cancelling";
}

export async function cancelImport(): Promise<void> {
  if (state.importing !== "yes") return;
  set({ importing: "cancelling" });
  try {
    await ipc.cancelImport();
  } catch (thrown) {
    // It goes on, and can be stopped again.
    if (isCancelling()) set({ importing: "yes" });
    throw thrown;
  }
}

export function takeImportProgress(progress: ImportProgress): void {
  if (state.isTrying || state.importing !== "no") set({ progress });
}
