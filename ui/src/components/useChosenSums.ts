// What the chosen rows of a list of shares amount to. The program adds up; the page never computes with money.
import { useEffect, useState } from "react";
import type { Amount, BacklogFilter, ShareRow } from "../bindings";
import type { Choice } from "../lib/choice";
import { ipc } from "../lib/ipc";
import { shareName } from "../lib/shares";
import { ROWS_MAX } from "./useGridList";

/** A choice that grows under a held key is summed up where it stops. */
const WAIT_MILLISECONDS = 120;

type Options<Row> = {
  choice: Choice<Row>;
  /** How many rows the list has. */
  total: number;
  shareOf: (row: Row) => ShareRow;
  /** The filter that lets all through that match; none where the list holds more than the backlog. */
  matching: BacklogFilter | null;
};

/** One amount per currency; nothing while it is not known. */
export function useChosenSums<Row>({ choice, total, shareOf, matching }: Options<Row>): readonly Amount[] | undefined {
  const filter = choice.isAll ? matching : null;
  const of = JSON.stringify([filter, choice.isAll && total]);
  const isAsked = choice.isAll ? filter !== null : choice.named.size > 0;
  const [known, setKnown] = useState<{ choice: Choice<Row>; of: string; amounts: Amount[] } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `of` stands for the filter, which is made anew each time.
  useEffect(() => {
    if (!isAsked || choice.named.size > ROWS_MAX) return;
    let isWanted = true;
    const asking = setTimeout(() => {
      const shares = [...choice.named.values()].map((row) => shareName(shareOf(row)));
      ipc.chosenSums({ shares, matching: filter }).then(
        ({ amounts }) => isWanted && setKnown({ choice, of, amounts }),
        // The bar then names the count alone.
        () => undefined,
      );
    }, WAIT_MILLISECONDS);
    return () => {
      isWanted = false;
      clearTimeout(asking);
    };
  }, [choice, of, isAsked, shareOf]);
  return isAsked && known?.choice === choice && known.of === of ? known.amounts : undefined;
}
