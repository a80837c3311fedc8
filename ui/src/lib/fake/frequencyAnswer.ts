// The stand-in's invoice frequencies: enough of the rule to show dates that change as one types.
import type { FieldProblem, FrequencyLook, InvoiceFrequencyForm } from "../../bindings";
import { addDays, addMonths, weekdayNumber } from "../dates";

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const occurrences = ["first", "second", "third", "fourth"];
const SHOWN = 12;
const STEPS_MAX = 400;

function number(weekday: string): number {
  return weekdays.findIndex((name) => name.toLowerCase() === weekday);
}

function inWeeks({ period }: InvoiceFrequencyForm): boolean {
  return period === "weekly" || period === "biweekly";
}

function step(form: InvoiceFrequencyForm): number {
  const every = Number(form.every === "" ? "1" : form.every);
  return { weekly: every, biweekly: 2, monthly: every, quarterly: 3, yearly: 12 }[form.period];
}

function problemsOf(form: InvoiceFrequencyForm): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (form.every !== "" && !/^\d+$/.test(form.every)) {
    problems.push({ path: "every", message: `"${form.every}" is not a whole number` });
  } else if (form.every !== "" && (Number(form.every) < 1 || Number(form.every) > 52)) {
    problems.push({ path: "every", message: `${form.every} is not between 1 and 52` });
  }
  const days = form.cut_off_days_before;
  if (days !== null && !/^\d+$/.test(days)) {
    problems.push({
      path: "cut_off_days_before",
      message: days === "" ? "say how many days before the run date" : `"${days}" is not a whole number`,
    });
  }
  for (const [at, run] of form.runs.entries()) {
    if (run.weekday === "" && !(Number(run.day) >= 1 && Number(run.day) <= 31)) {
      problems.push({ path: `runs[${at}].day`, message: `${run.day} is not between 1 and 31` });
    }
  }
  return problems;
}

function inMonth(first: string, run: InvoiceFrequencyForm["runs"][number]): string {
  const last = addDays(addMonths(first, 1), -1);
  if (run.weekday === "") return addDays(first, Math.min(Number(run.day), Number(last.slice(8))) - 1);
  const wanted = number(run.weekday);
  if (run.occurrence === "last") return addDays(last, -((weekdayNumber(last) - wanted + 7) % 7));
  const one = addDays(first, (wanted - weekdayNumber(first) + 7) % 7);
  return addDays(one, 7 * occurrences.indexOf(run.occurrence));
}

function datesOf(form: InvoiceFrequencyForm, from: string, through: string): string[] {
  const dates = new Set<string>();
  if (inWeeks(form)) {
    const first = addDays(from, (number(form.runs[0]?.weekday ?? "monday") - weekdayNumber(from) + 7) % 7);
    for (let at = 0; at < SHOWN; at++) dates.add(addDays(first, at * step(form) * 7));
  } else {
    for (let at = 0; at < STEPS_MAX && dates.size < SHOWN; at++) {
      const first = addMonths(`${from.slice(0, 7)}-01`, at * step(form));
      for (const run of form.runs) dates.add(inMonth(first, run));
    }
  }
  return [...dates]
    .filter((date) => date >= from && date <= through)
    .sort()
    .slice(0, SHOWN);
}

export function sentenceOf(form: InvoiceFrequencyForm): string {
  const run = form.runs[0];
  const weekday = run === undefined ? -1 : number(run.weekday);
  const day =
    weekday < 0 ? `day ${run?.day}` : `${run?.occurrence ? `the ${run.occurrence} ` : ""}${weekdays[weekday]}`;
  const every = inWeeks(form)
    ? step(form) === 1
      ? `Every ${day}`
      : step(form) === 2
        ? `Every second ${day}`
        : `Every ${step(form)} weeks on ${day}`
    : `Every ${step(form) === 1 ? "month" : `${step(form)} months`} on ${day}`;
  const days = form.cut_off_days_before;
  const before =
    days === null
      ? "the last day of the month before"
      : weekday >= 0 && Number(days) >= 1 && Number(days) <= 7
        ? `the ${weekdays[(weekday - Number(days) + 7) % 7]} before`
        : days === "1"
          ? "the day before"
          : `the day ${days} days before`;
  return `${every}, taking work dated up to and including ${before}.`;
}

export function frequencyLook(form: InvoiceFrequencyForm, from: string, through: string | null): FrequencyLook {
  const problems = problemsOf(form);
  const cutOff = (date: string) =>
    form.cut_off_days_before === null
      ? addDays(`${date.slice(0, 7)}-01`, -1)
      : addDays(date, -Number(form.cut_off_days_before));
  return {
    problems,
    proposed_id: null,
    rule:
      problems.length > 0
        ? null
        : {
            sentence: sentenceOf(form),
            anchor: "Counted from the first such day on or after the billing start.",
            dates: datesOf(form, from, through ?? "2199-12-31").map((run_date) => ({
              run_date,
              cut_off_date: cutOff(run_date),
              moved: [],
            })),
          },
  };
}
