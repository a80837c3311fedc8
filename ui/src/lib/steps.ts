// What was done in this window and can be taken back, one step after another: the latest goes first, also when its
// toast has gone. What is still being done is a step too, and is taken back as soon as it is done.
import { useSyncExternalStore } from "react";
import { onBookClosed } from "./bookClosed";
import { asProblem, type Problem } from "./ipc";

type Done = {
  /** As its toast says it. */
  text: string;
  takeBack: () => unknown;
  /** The program's name of the change; none for what only this computer knows of. */
  change?: string | undefined;
  /** Called as soon as it is on its way back. */
  onTaken?: () => void;
};

/** What came of taking something back. */
export type Outcome =
  | { came: "back" | "waits"; text: string }
  | { came: "not"; text: string; problem: Problem }
  | { came: "nothing" };

export type Say = (outcome: Outcome) => void;

type Step = { id: number; done: Done | null; stop: (() => void) | null; wanted: Say | null };

let steps: readonly Step[] = [];
let nextId = 1;
let queue: Promise<unknown> = Promise.resolve();
const listeners = new Set<() => void>();

function publish(next: readonly Step[]): void {
  steps = next;
  for (const listener of listeners) listener();
}

function add(step: Omit<Step, "id">): number {
  const id = nextId++;
  publish([...steps, { ...step, id }]);
  return id;
}

function drop(id: number): void {
  publish(steps.filter((step) => step.id !== id));
}

/** One after another, in the order in which they were asked for: a step may stand on the one before it. */
function bring(step: Step, done: Done, say: Say): void {
  const place = steps.indexOf(step);
  drop(step.id);
  done.onTaken?.();
  queue = queue.then(async () => {
    try {
      await done.takeBack();
      say({ came: "back", text: done.text });
    } catch (thrown) {
      const problem = asProblem(thrown);
      // What a rule refuses never comes back by this way; the step before it is the next. A fault may pass.
      if (problem.code === "failed") publish(steps.toSpliced(place, 0, step));
      say({ came: "not", text: done.text, problem });
    }
  });
}

/** A step that is being done. */
export type Doing = {
  done: (what: Done) => number;
  /** Where nothing came of it, there is nothing to take back. */
  end: () => void;
};

/** Begins a step; `stop` ends it early where it is taken back before it is done. */
export function beginStep(stop: (() => void) | null = null): Doing {
  const id = add({ done: null, stop, wanted: null });
  return {
    done: (what) => {
      const step = steps.find((one) => one.id === id);
      if (step === undefined) return id;
      const now = { ...step, done: what };
      publish(steps.map((one) => (one === step ? now : one)));
      if (step.wanted !== null) bring(now, what, step.wanted);
      return id;
    },
    end: () => publish(steps.filter((step) => step.id !== id || step.done !== null)),
  };
}

/** A step that is done. */
export function addStep(done: Done): number {
  return add({ done, stop: null, wanted: null });
}

export function undoStep(id: number, say: Say): void {
  const step = steps.find((one) => one.id === id);
  if (step?.done != null) bring(step, step.done, say);
}

/** Takes back the latest step that is left. */
export function undoLatest(say: Say): void {
  const step = steps.findLast(({ wanted }) => wanted === null);
  if (step === undefined) {
    if (steps.length === 0) say({ came: "nothing" });
    return;
  }
  if (step.done !== null) {
    bring(step, step.done, say);
    return;
  }
  publish(steps.map((one) => (one === step ? { ...one, wanted: say } : one)));
  step.stop?.();
  say({ came: "waits", text: "" });
}

/** Takes back a change of the program by its name, whether or not this window has made it. */
export function undoChange(done: Done & { change: string }, say: Say): void {
  const own = steps.find((step) => step.done?.change === done.change);
  const step = own ?? { id: nextId++, done, stop: null, wanted: null };
  if (own === undefined) publish([...steps, step]);
  bring(step, own?.done ?? done, say);
}

export function clearSteps(): void {
  publish([]);
}
onBookClosed(clearSteps);

/** Whether there is something to take back. */
export function useCanUndo(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => steps.length > 0,
  );
}
