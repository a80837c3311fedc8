// What stands at the cells of a row that is typed: problems, what is taken where nothing was typed, the amount.
import type { TFunction } from "i18next";
import type { TransactionForm } from "../../../bindings";
import type { Format } from "../../../lib/format";
import { asWholeSentence } from "../../../lib/sentence";
import type { Draft, Drafts } from "./drafts";
import { type Field, fields, isField } from "./fields";
import type { Unread } from "./reading";
import type { Looked, Looks } from "./useLooks";

export type RowSays = {
  /** A sentence for each cell that may not stay as it is. */
  problems: Readonly<Partial<Record<Field, string>>>;
  /** Of the row as a whole. */
  rowProblem: string | null;
  /** What is taken where nothing was typed; none until the program has said so. */
  taken: TransactionForm | null;
  amount: string | null;
};

/** What it takes to say something of a row. */
type Words = { t: TFunction; format: Format; currency: string };

function unreadSentence(unread: Unread, text: string, { t, format, currency }: Words): string {
  switch (unread) {
    case "date":
      return t("date.none", { text, examples: format.typedDate("2020-10-31") });
    case "date_two_ways":
      return t("entry.unread.date_two_ways", { text, example: "2020-10-31" });
    case "number":
      return t("number.none", { text, example: format.amount("1234.5") });
    case "number_two_ways":
      return t("number.two_ways", { text, example: format.amount("1234.5") });
    case "other_currency":
      return t("number.other_currency", { text, currency });
    case "choice":
      return t("entry.unread.choice", { text });
    case "choice_two_ways":
      return t("entry.unread.choice_two_ways", { text });
  }
}

function saysOf(draft: Draft, looked: Looked | undefined, words: Words): RowSays {
  const problems: Partial<Record<Field, string>> = {};
  const isCurrent = looked?.of === draft.form;
  let rowProblem: string | null = null;
  for (const { path, message } of looked?.look.problems ?? []) {
    if (!isField(path)) {
      if (isCurrent) rowProblem = [rowProblem, asWholeSentence(message)].filter(Boolean).join(" ");
      continue;
    }
    // Of a cell that was typed into since, nothing is known yet.
    if (looked?.of[path] !== draft.form[path]) continue;
    problems[path] = [problems[path], asWholeSentence(message)].filter(Boolean).join(" ");
  }
  for (const [name, unread] of Object.entries(draft.unread)) {
    if (isField(name)) problems[name] = unreadSentence(unread, draft.form[name], words);
  }
  const isUnclear = draft.unread.quantity !== undefined || draft.unread.unit_price !== undefined;
  return {
    problems,
    rowProblem,
    taken: looked?.look.taken ?? null,
    amount: isCurrent && !isUnclear ? (looked?.look.amount ?? null) : null,
  };
}

type Known = { draft: Draft; looked: Looked | undefined; says: RowSays };

/** Says of every draft; of those that stayed as they were, the same object as before. */
export function saysOfAll(
  drafts: Drafts,
  looks: Looks,
  before: ReadonlyMap<string, Known>,
  words: Words,
): ReadonlyMap<string, Known> {
  return new Map(
    [...drafts].map(([key, draft]) => {
      const looked = looks.get(key);
      const known = before.get(key);
      if (known !== undefined && known.draft === draft && known.looked === looked) return [key, known];
      return [key, { draft, looked, says: saysOf(draft, looked, words) }];
    }),
  );
}

export type { Known };

/** Of a row that is being begun: what was not come to in it is not wrong yet. */
export function saysSoFar({ draft, says }: Known): RowSays {
  const found = Object.entries(says.problems);
  const typed = found.filter(
    ([name]) => isField(name) && (draft.form[name] !== "" || draft.unread[name] !== undefined),
  );
  return typed.length === found.length ? says : { ...says, problems: Object.fromEntries(typed) };
}

/** The cells of a row that have problems, in the order of the grid; `id` stands for the row as a whole. */
export function problemFields({ problems, rowProblem }: RowSays): Field[] {
  return fields.filter((field) => problems[field] !== undefined || (field === "id" && rowProblem !== null));
}

export function problemAt({ problems, rowProblem }: RowSays, field: Field): string | null {
  if (field !== "id") return problems[field] ?? null;
  return [problems.id, rowProblem].filter(Boolean).join(" ") || null;
}
