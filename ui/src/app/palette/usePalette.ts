import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { BookHeader } from "../../bindings";
import { fitsWords } from "../../lib/emphasis";
import { asProblem, ipc, type Problem } from "../../lib/ipc";
import { EVERYTHING } from "../../lib/queries";
import { recentChoices } from "./recent";
import type { Choice, PaletteGroup, PaletteRow } from "./rows";
import { type OtherLayers, useActions } from "./useActions";
import { useFoundRows } from "./useFoundRows";

/** Beside what the book answers; typing on narrows them. */
const ACTIONS_MAX = 6;
/** An answer nobody looks at any more is not worth keeping. */
const KEPT_MILLISECONDS = 60_000;

export type PaletteState = {
  text: string;
  groups: readonly PaletteGroup[];
  /** Whether the rows belong to what is typed now. */
  isSettled: boolean;
  problem: Problem | null;
  retry: () => void;
};

/** What the palette lists for what is typed: the answer of the book by kind, then the actions that fit. */
export function usePalette(book: BookHeader, typed: string, layers: OtherLayers): PaletteState {
  const text = typed.trim();
  const rows = useFoundRows();
  const actions = useActions(layers);
  const [recent] = useState(() => recentChoices(book));
  const find = useQuery({
    queryKey: ["find", text],
    queryFn: () => ipc.find(text),
    enabled: text !== "",
    // What was found last stays until the next answer is there; an answer to older words is never shown after it.
    placeholderData: keepPreviousData,
    gcTime: KEPT_MILLISECONDS,
    meta: { tags: EVERYTHING },
  });
  if (text === "") {
    const again = recent.map((choice) => rowOf(choice, rows, actions)).filter((row) => row !== undefined);
    const chosen = new Set(again.map((row) => row.id));
    return {
      text,
      groups: kept([
        { name: "recent", rows: again },
        { name: "actions", rows: actions.filter((action) => !chosen.has(action.id)) },
      ]),
      isSettled: true,
      problem: null,
      retry: () => {},
    };
  }
  const found = find.error === null ? find.data : undefined;
  // What is called so comes before what other words are known for.
  const byName = Map.groupBy(
    actions.filter((action) => fitsWords(`${action.title} ${action.words ?? ""}`, text)),
    (action) => fitsWords(action.title, text),
  );
  const fitting = [...(byName.get(true) ?? []), ...(byName.get(false) ?? [])];
  const best = found?.contracts[0];
  return {
    text,
    groups: kept([
      { name: "contracts", rows: found?.contracts.map(rows.contract) ?? [] },
      { name: "invoices", rows: found?.invoices.map(rows.invoice) ?? [] },
      { name: "customers", rows: found?.customers.map(rows.customer) ?? [] },
      { name: "transactions", rows: found?.transactions.map(rows.transaction) ?? [] },
      {
        name: "actions",
        rows: [...(best === undefined ? [] : rows.contractActions(best)), ...fitting.slice(0, ACTIONS_MAX)],
      },
    ]),
    isSettled: !find.isPlaceholderData && !find.isPending,
    problem: find.error === null ? null : asProblem(find.error),
    retry: () => void find.refetch(),
  };
}

function kept(groups: readonly PaletteGroup[]): PaletteGroup[] {
  return groups.filter((group) => group.rows.length > 0);
}

function rowOf(
  choice: Choice,
  rows: ReturnType<typeof useFoundRows>,
  actions: readonly PaletteRow[],
): PaletteRow | undefined {
  switch (choice.kind) {
    case "contract":
      return rows.contract(choice.found);
    case "invoice":
      return rows.invoice(choice.found);
    case "customer":
      return rows.customer(choice.found);
    case "transaction":
      return rows.transaction(choice.found);
    case "action":
      return actions.find((action) => action.id === choice.id);
  }
}
