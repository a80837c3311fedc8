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

/** Whether a field is as it was when something was said of it; with rows added or gone, its place may be another's. */
function isUnchanged(before: unknown, now: unknown, path: string): boolean {
  let [old, next] = [before, now];
  for (const part of path.match(/[^.[\]]+/g) ?? []) {
    if (Array.isArray(old) && Array.isArray(next) && old.length !== next.length) return false;
    const [oldPart, nextPart] = [partOf(old, part), partOf(next, part)];
    if (oldPart === undefined && nextPart === undefined) break;
    [old, next] = [oldPart, nextPart];
  }
  return JSON.stringify(old) === JSON.stringify(next);
}

function partOf(of: unknown, part: string): unknown {
  return typeof of === "object" && of !== null ? Reflect.get(of, part) : undefined;
}

/** Of the problems of a form as it was, those of fields that nobody has typed in since. */
export function stillSaid(problems: readonly FieldProblem[], before: unknown, now: unknown): FieldProblem[] {
  return problems.filter(({ path }) => isUnchanged(before, now, path));
}

/**
 * Asks about a form as it is typed. While the next answer is on its way, `look` stays the one before, without the
 * problems of what was typed in since.
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
  const look = looked === null ? null : { ...looked.look, problems: stillSaid(looked.look.problems, looked.at, form) };
  return { look, isCurrent: answer?.of === typed, problem: answer?.problem ?? null };
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
