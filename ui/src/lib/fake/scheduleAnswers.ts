// The stand-in's answers for the rows of an invoice schedule.
import type { ChangeKind, RowsChanged, SchedulePlan } from "../../bindings";
import { addDays } from "../dates";
import { addChange } from "./changes";
import { frequencyByName } from "./frequencies";
import type { FakeBook, FakeRow } from "./model";
import { said } from "./said";
import { lineOf } from "./setUpAnswers";
import { rowsOf } from "./setUpView";
import { type Answers, contractOf, Refusal, type World } from "./world";

const NOTHING_PLANNED = { add: [], keep: [], remove: [], undo: null };

/** Changes the rows of a line, and remembers the way back. */
function changeRows(book: FakeBook, place: [string, string], kind: ChangeKind, act: () => number): RowsChanged {
  const [contract, line] = place;
  const own = () => structuredClone(book.rows.filter((row) => row.contract === contract && row.line === line));
  const before = own();
  const changed = act();
  const after = JSON.stringify(own());
  const { undo } = addChange(book, {
    kind,
    count: changed,
    shares: [],
    contract,
    whyNot: () => (JSON.stringify(own()) === after ? null : "the schedule was changed since"),
    takeBack: () => {
      book.rows = [...book.rows.filter((row) => row.contract !== contract || row.line !== line), ...before];
      book.rows.sort((a, b) => a.runDate.localeCompare(b.runDate));
    },
  });
  return { changed, undo };
}

function plan(book: FakeBook, contractId: string, lineId: string): SchedulePlan {
  const contract = contractOf(book, contractId);
  const line = lineOf(contract, lineId);
  const frequency = frequencyByName(line.frequency);
  const not = (problem: string) => ({ ...NOTHING_PLANNED, problem });
  if (frequency === undefined) return not("The line has no invoice frequency. Choose one and save.");
  if (line.start === null) return not("The line has no billing start. Enter one and save.");
  if (contract.delivery === null) return not("The contract has no delivery date, on which the schedule ends.");
  const dates = frequency.dates(line.start, contract.delivery);
  const rows = rowsOf(book, contractId, lineId);
  const kept = rows.filter((row) => row.status !== "not_run" || row.typed === true);
  const generated = rows.filter((row) => !kept.includes(row));
  const planned = (row: FakeRow) => ({ run_date: row.runDate, cut_off_date: row.cutOff ?? row.runDate });
  const stays = generated.filter((row) => dates.includes(row.runDate));
  return {
    add: dates
      .filter((date) => !rows.some((row) => row.runDate === date))
      .map((date) => ({ run_date: date, cut_off_date: addDays(date, -1) })),
    keep: [...kept, ...stays]
      .sort((a, b) => a.runDate.localeCompare(b.runDate))
      .map((row) => ({ ...planned(row), run_status: row.status, is_typed: row.typed ?? false })),
    remove: generated.filter((row) => !stays.includes(row)).map(planned),
    problem: null,
    undo: null,
  };
}

type ScheduleCommands =
  | "schedulePlan"
  | "generateSchedule"
  | "saveScheduleRow"
  | "deleteScheduleRows"
  | "skipScheduleRows";

export function scheduleAnswers({ book, tell }: World): Answers<ScheduleCommands> {
  const sorted = (changed: number): number => {
    book().rows.sort((a, b) => a.runDate.localeCompare(b.runDate));
    return changed;
  };
  const told = <Answer>(answer: Answer): Answer => {
    tell("contracts", "shares", "book");
    return answer;
  };
  const named = (contract: string, line: string, dates: readonly string[]) =>
    rowsOf(book(), contract, line).filter((row) => row.milestone === null && dates.includes(row.runDate));
  return {
    schedulePlan: (contract, line) => plan(book(), contract, line),
    generateSchedule: (contract, line, shown) => {
      const planned = plan(book(), contract, line);
      if (planned.problem !== null) throw new Refusal("refused", planned.problem);
      const { add, remove } = planned;
      if (JSON.stringify({ add, remove }) !== JSON.stringify({ add: shown.add, remove: shown.remove })) {
        throw new Refusal("refused", "the plan of the schedule is another than was shown");
      }
      const gone = named(
        contract,
        line,
        planned.remove.map((row) => row.run_date),
      );
      const { undo } = changeRows(book(), [contract, line], "schedule_generated", () => {
        book().rows = book().rows.filter((row) => !gone.includes(row));
        for (const row of planned.add) {
          const { run_date: runDate, cut_off_date: cutOff } = row;
          book().rows.push({ contract, line, runDate, cutOff, milestone: null, status: "not_run", reason: null });
        }
        return sorted(planned.add.length + gone.length);
      });
      return told({ ...planned, undo });
    },
    saveScheduleRow: (contract, line, runDate, form) => {
      const { run_date: to, cut_off_date: cutOff } = form;
      if (to === "") throw new Refusal("invalid_input", "give the invoice run date", "run_date");
      if (cutOff === "") throw new Refusal("invalid_input", "give the transaction cut-off date", "cut_off_date");
      if (to !== runDate && named(contract, line, [to]).length > 0) {
        throw new Refusal("invalid_input", `the line has a row of ${said(to)} already`, "run_date");
      }
      const [row] = runDate === null ? [] : named(contract, line, [runDate]);
      if (row !== undefined && row.status !== "not_run") {
        throw new Refusal("refused", `the row of ${said(runDate)} has run`);
      }
      const kind = row === undefined ? "rows_added" : "rows_changed";
      const typed = { runDate: to, cutOff, typed: true };
      const saved = changeRows(book(), [contract, line], kind, () => {
        if (row !== undefined) Object.assign(row, typed);
        else book().rows.push({ contract, line, milestone: null, status: "not_run", reason: null, ...typed });
        return sorted(1);
      });
      return told(saved);
    },
    deleteScheduleRows: (contract, line, dates) => {
      const gone = named(contract, line, dates);
      const run = gone.find((row) => row.status !== "not_run");
      if (run !== undefined) throw new Refusal("refused", `the row of ${said(run.runDate)} is part of the history`);
      const deleted = changeRows(book(), [contract, line], "rows_deleted", () => {
        book().rows = book().rows.filter((row) => !gone.includes(row));
        return gone.length;
      });
      return told(deleted);
    },
    skipScheduleRows: (contract, line, dates, reason) => {
      if (reason?.trim() === "") throw new Refusal("invalid_input", "say why, for whoever looks later", "reason");
      const from = reason === null ? ["skipped"] : ["not_run", "run_failed"];
      const rows = named(contract, line, dates).filter((row) => from.includes(row.status));
      const kind = reason === null ? "rows_not_skipped" : "rows_skipped";
      const skipped = changeRows(book(), [contract, line], kind, () => {
        for (const row of rows) Object.assign(row, { status: reason === null ? "not_run" : "skipped", reason });
        return rows.length;
      });
      return told(skipped);
    },
  };
}
