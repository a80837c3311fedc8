// What the program says of a form while it is typed: asked shortly after the last letter, and only the latest answer
// counts.
import { useEffect, useRef, useState } from "react";
import type { FieldLock, FieldProblem } from "../bindings";
import { asProblem, type Problem } from "./ipc";
import { asWholeSentence } from "./sentence";

const ASKED_AFTER_MILLISECONDS = 150;

/** What stands at a field; a lock without a reason is one whose reason stands elsewhere. */
export type FieldSays = { path: string; problem: string | null; hint: string | null; lock: string | null };

export type FormSays = {
  at: (path: string) => FieldSays;
  /** Every problem, in the order of the program. */
  problems: readonly FieldProblem[];
  /** Why nothing of the form can be changed. */
  wholeLock: string | null;
};

export type Known = { problems: readonly FieldProblem[]; hints?: readonly FieldProblem[] };

const NOTHING: Known = { problems: [] };

/** What is known of a form, field by field; `refused` is what saving it came back with. */
export function formSays(
  known: Known | null,
  locks: readonly FieldLock[] = [],
  refused: Problem | null = null,
): FormSays {
  const { problems, hints = [] } = known ?? NOTHING;
  const refusal = refused !== null && refused.field !== null ? [{ path: refused.field, message: refused.message }] : [];
  const all = problems.length > 0 ? problems : refusal;
  const whole = locks.find((lock) => lock.path === "*");
  const messageAt = (list: readonly FieldProblem[], path: string) => {
    const own = list.filter((one) => one.path === path).map((one) => asWholeSentence(one.message));
    return own.length === 0 ? null : own.join(" ");
  };
  return {
    problems: all,
    wholeLock: whole === undefined ? null : asWholeSentence(whole.reason),
    at: (path) => {
      const lock = locks.find((one) => one.path === path);
      return {
        path,
        problem: messageAt(all, path),
        hint: messageAt(hints, path),
        // What holds for all is said once, above them.
        lock: whole !== undefined ? "" : lock === undefined ? null : asWholeSentence(lock.reason),
      };
    },
  };
}

/** What is said of a form in which nothing was typed yet: nothing, but why nothing can be. */
export function formSaysNothing({ wholeLock }: FormSays): FormSays {
  return formSays(null, wholeLock === null ? [] : [{ path: "*", reason: wholeLock }]);
}

function partOf(of: unknown, part: string): unknown {
  return typeof of === "object" && of !== null ? Reflect.get(of, part) : undefined;
}

const partsOf = (path: string): string[] => path.match(/[^.[\]]+/g) ?? [];

/** Where a row stands now: rows that nobody typed in are known again, others by their place; none where it is gone. */
function placeOf(rows: readonly unknown[], now: readonly unknown[], at: number): number | null {
  const row = rows[at];
  if (now[at] === row) return at;
  const moved = typeof row === "object" && row !== null ? now.indexOf(row) : -1;
  if (moved !== -1) return moved;
  return rows.length === now.length && !rows.includes(now[at]) ? at : null;
}

/** Where the field of a path is now; none where its row is gone, or where it was empty and is not any more. */
function pathNow(before: unknown, now: unknown, path: string): string | null {
  let [old, next, place] = [before, now, ""];
  for (const part of partsOf(path)) {
    let now = part;
    if (Array.isArray(old) && Array.isArray(next) && /^\d+$/.test(part)) {
      const at = placeOf(old, next, Number(part));
      if (at === null) return null;
      now = String(at);
      place += `[${now}]`;
    } else {
      place += place === "" ? part : `.${part}`;
    }
    [old, next] = [partOf(old, part), partOf(next, now)];
  }
  return isEmpty(old) && !isEmpty(next) ? null : place;
}

/**
 * Of the problems of a form as it was, those that still stand. One that went away with each letter and came back with
 * each answer would only flicker; but nothing is missing any more where something is, and nothing is wrong where a row
 * is gone.
 */
export function stillSaid(problems: readonly FieldProblem[], before: unknown, now: unknown): FieldProblem[] {
  return problems.flatMap((problem) => {
    const path = pathNow(before, now, problem.path);
    return path === null ? [] : [{ ...problem, path }];
  });
}

/** The same, but for what is missing where nothing was to be typed yet: such a field may be wrong, it is not missing. */
export function withoutMissing(says: FormSays, form: unknown, isFresh: (path: string) => boolean): FormSays {
  const isMissing = (path: string) => isFresh(path) && isEmpty(partsOf(path).reduce(partOf, form));
  return {
    ...says,
    problems: says.problems.filter(({ path }) => !isMissing(path)),
    at: (path) => (isMissing(path) ? { ...says.at(path), problem: null, hint: null } : says.at(path)),
  };
}

function isEmpty(value: unknown): boolean {
  return value === "" || value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

/**
 * Asks about a form as it is typed. While the next answer is on its way, `look` stays the one before; where there is
 * none to be had, nothing is held against what was typed.
 */
export function useLook<Form, Look extends { problems: readonly FieldProblem[] }>(
  form: Form,
  ask: (form: Form) => Promise<Look>,
): { look: Look | null; isCurrent: boolean; problem: Problem | null } {
  const [looked, setLooked] = useState<{ at: Form; look: Look } | null>(null);
  const [answer, setAnswer] = useState<{ of: string; problem: Problem | null } | null>(null);
  const asking = useRef(ask);
  asking.current = ask;
  const typed = JSON.stringify(form);
  const isFirst = answer === null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when what is typed differs, not when its object does.
  useEffect(() => {
    let isDropped = false;
    const timer = setTimeout(
      () => {
        asking.current(form).then(
          (look) => {
            if (isDropped) return;
            setLooked({ at: form, look });
            setAnswer({ of: typed, problem: null });
          },
          (thrown: unknown) => !isDropped && setAnswer({ of: typed, problem: asProblem(thrown) }),
        );
      },
      isFirst ? 0 : ASKED_AFTER_MILLISECONDS,
    );
    return () => {
      isDropped = true;
      clearTimeout(timer);
    };
  }, [typed]);
  const problem = answer?.problem ?? null;
  const said = problem === null && looked !== null ? stillSaid(looked.look.problems, looked.at, form) : [];
  return {
    look: looked === null ? null : { ...looked.look, problems: said },
    isCurrent: answer?.of === typed,
    problem,
  };
}

const FOCUSABLE = "input:not([type=hidden]), button, select, textarea, [tabindex='0']";

/** Puts the focus where a problem is: at its field, or at the group that it is in. */
export function goToField(path: string): void {
  const places = [...document.querySelectorAll<HTMLElement>("[data-path]")];
  for (let wanted = path; wanted !== ""; wanted = wanted.replace(/(\.[^.[]+|\[\d+\]|^[^.[]+)$/, "")) {
    const place = places.find((one) => one.dataset.path === wanted);
    if (place === undefined) continue;
    const target = place.matches(FOCUSABLE) ? place : (place.querySelector<HTMLElement>(FOCUSABLE) ?? place);
    // Of a group taller than the window, the middle says nothing of where its field is.
    (place.offsetHeight > window.innerHeight / 2 ? target : place).scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
    return;
  }
}
