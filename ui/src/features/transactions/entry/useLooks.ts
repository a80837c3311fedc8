// What the program says of rows while they are typed: asked shortly after the last letter, for rows that changed only.
import { useCallback, useEffect, useRef, useState } from "react";
import type { FieldProblem, TransactionForm, TransactionLook } from "../../../bindings";
import { asProblem, ipc, type Problem } from "../../../lib/ipc";
import { type Draft, type Drafts, sentForm } from "./drafts";

const ASKED_AFTER_MILLISECONDS = 150;
/** As many as the program looks at in one go. */
const LOOKED_AT_MAX = 1_000;

/** An answer, and the form that it is about. */
export type Looked = { of: TransactionForm; look: TransactionLook };
export type Looks = ReadonlyMap<string, Looked>;

type Looking = {
  looks: Looks;
  /** Why rows could not be looked at. */
  problem: Problem | null;
  retry: () => void;
  /** Puts what saving came back with in the place of what was said before. */
  refuse: (problems: ReadonlyMap<string, readonly FieldProblem[]>, of: Drafts) => void;
};

async function ask(drafts: readonly Draft[]): Promise<[string, Looked][]> {
  const answers: [string, Looked][] = [];
  for (let at = 0; at < drafts.length; at += LOOKED_AT_MAX) {
    const part = drafts.slice(at, at + LOOKED_AT_MAX);
    const looks = await ipc.lookAtTransactions(part.map(sentForm));
    for (const [index, draft] of part.entries()) {
      const look = looks[index];
      if (look !== undefined) answers.push([draft.key, { of: draft.form, look }]);
    }
  }
  return answers;
}

export function useLooks(drafts: Drafts): Looking {
  const [looks, setLooks] = useState<Looks>(new Map());
  const [problem, setProblem] = useState<Problem | null>(null);
  const [tries, setTries] = useState(0);
  const latest = useRef({ drafts, looks });
  latest.current = { drafts, looks };
  /** What is on its way: asked once, and dropped where the row has changed meanwhile. */
  const asked = useRef(new Map<string, TransactionForm>());

  const store = useCallback((answers: readonly (readonly [string, Looked])[]) => {
    const now = latest.current.drafts;
    setLooks((old) => {
      const next = new Map([...old].filter(([key]) => now.has(key)));
      for (const [key, looked] of answers) if (now.get(key)?.form === looked.of) next.set(key, looked);
      return next;
    });
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again where a person asks to try again, too.
  useEffect(() => {
    // A row that comes back is asked about again.
    for (const key of asked.current.keys()) if (!drafts.has(key)) asked.current.delete(key);
    const timer = setTimeout(() => {
      const wanted = [...drafts.values()].filter(
        ({ key, form }) => latest.current.looks.get(key)?.of !== form && asked.current.get(key) !== form,
      );
      if (wanted.length === 0) return;
      for (const { key, form } of wanted) asked.current.set(key, form);
      ask(wanted).then(
        (answers) => {
          setProblem(null);
          store(answers);
        },
        (thrown: unknown) => {
          for (const { key } of wanted) asked.current.delete(key);
          setProblem(asProblem(thrown));
        },
      );
    }, ASKED_AFTER_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [drafts, tries, store]);

  return {
    looks,
    problem,
    retry: () => setTries((before) => before + 1),
    refuse: (problems, of) =>
      store(
        [...problems].flatMap(([key, own]) => {
          const draft = of.get(key);
          if (draft === undefined) return [];
          const before = latest.current.looks.get(key)?.look;
          const look = { amount: before?.amount ?? null, taken: before?.taken ?? draft.form, problems: [...own] };
          return [[key, { of: draft.form, look }] as const];
        }),
      ),
  };
}
