// The stand-in's answers for the rows of an invoice schedule.
import type { SchedulePlan } from "../../bindings";
import { addDays } from "../dates";
import { frequencyByName } from "./frequencies";
import type { FakeBook, FakeRow } from "./model";
import { said } from "./said";
import { lineOf } from "./setUpAnswers";
import { rowsOf } from "./setUpView";
import { type Answers, contractOf, Refusal, type World } from "./world";

const NOTHING_PLANNED = { add: [], keep: [], remove: [] };

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
  };
}

type ScheduleCommands =
  | "schedulePlan"
  | "generateSchedule"
  | "saveScheduleRow"
  | "deleteScheduleRows"
  | "skipScheduleRows";

export function scheduleAnswers({ book, tell }: World): Answers<ScheduleCommands> {
  const told = <Answer>(answer: Answer): Answer => {
    book().rows.sort((a, b) => a.runDate.localeCompare(b.runDate));
    tell("contracts", "shares", "book");
    return answer;
  };
  const named = (contract: string, line: string, dates: readonly string[]) =>
    rowsOf(book(), contract, line).filter((row) => row.milestone === null && dates.includes(row.runDate));
  return {
    schedulePlan: (contract, line) => plan(book(), contract, line),
    generateSchedule: (contract, line) => {
      const planned = plan(book(), contract, line);
      if (planned.problem !== null) throw new Refusal("refused", planned.problem);
      const gone = named(
        contract,
        line,
        planned.remove.map((row) => row.run_date),
      );
      book().rows = book().rows.filter((row) => !gone.includes(row));
      for (const row of planned.add) {
        const { run_date: runDate, cut_off_date: cutOff } = row;
        book().rows.push({ contract, line, runDate, cutOff, milestone: null, status: "not_run", reason: null });
      }
      return told(planned);
    },
    saveScheduleRow: (contract, line, runDate, form) => {
      const { run_date: to, cut_off_date: cutOff } = form;
      if (to === "") throw new Refusal("invalid_input", "give the invoice run date", "run_date");
      if (cutOff === "") throw new Refusal("invalid_input", "give the transaction cut-off date", "cut_off_date");
      if (to !== runDate && named(contract, line, [to]).length > 0) {
        throw new Refusal("invalid_input", `the line has a row of ${said(to)} already`, "run_date");
      }
      const [row] = runDate === null ? [] : named(contract, line, [runDate]);
      if (row === undefined) {
        book().rows.push({
          contract,
          line,
          runDate: to,
          cutOff,
          milestone: null,
          status: "not_run",
          reason: null,
          typed: true,
        });
      } else if (row.status !== "not_run") {
        throw new Refusal("refused", `the row of ${said(runDate)} has run`);
      } else Object.assign(row, { runDate: to, cutOff, typed: true });
      return told(null);
    },
    deleteScheduleRows: (contract, line, dates) => {
      const gone = named(contract, line, dates);
      const run = gone.find((row) => row.status !== "not_run");
      if (run !== undefined) throw new Refusal("refused", `the row of ${said(run.runDate)} is part of the history`);
      book().rows = book().rows.filter((row) => !gone.includes(row));
      return told(null);
    },
    skipScheduleRows: (contract, line, dates, reason) => {
      if (reason?.trim() === "") throw new Refusal("invalid_input", "say why, for whoever looks later", "reason");
      for (const row of named(contract, line, dates)) {
        if (reason === null && row.status === "skipped") Object.assign(row, { status: "not_run", reason: null });
        if (reason !== null && row.status === "not_run") Object.assign(row, { status: "skipped", reason });
      }
      return told(null);
    },
  };
}
