import { useState } from "react";
import type { BillingStatus, ShareRow } from "../../bindings";
import type { GridSelection } from "../../components/DataGridSelection";
import { ipc } from "../../lib/ipc";

/** As many as one marking takes. */
const SELECTED_MAX = 10_000;
const PAGE_MAX = 500;

/** A transaction may have one share for each customer. */
export function shareKey(share: Pick<ShareRow, "id" | "customer">): string {
  return `${share.id}\n${share.customer}`;
}

type Options = {
  contract: string;
  status: BillingStatus | null;
  total: number;
  row: (index: number) => ShareRow | undefined;
  nameOf: (share: ShareRow) => string;
};

export type ShareSelection = {
  chosen: ReadonlyMap<string, ShareRow>;
  grid: GridSelection<ShareRow>;
  clear: () => void;
};

/** Which shares are chosen; all that match may be chosen without scrolling to them. */
export function useShareSelection({ contract, status, total, row, nameOf }: Options): ShareSelection {
  const [chosen, setChosen] = useState<ReadonlyMap<string, ShareRow>>(new Map());
  const change = (edit: (next: Map<string, ShareRow>) => void) =>
    setChosen((old) => {
      const next = new Map(old);
      edit(next);
      return next;
    });
  const clear = () => setChosen(new Map());
  const chooseAll = async () => {
    const all = new Map<string, ShareRow>();
    for (let offset = 0; offset < Math.min(total, SELECTED_MAX); offset += PAGE_MAX) {
      const page = await ipc.shares({ contract, billing_status: status, offset, limit: PAGE_MAX });
      for (const share of page.rows) all.set(shareKey(share), share);
    }
    setChosen(all);
  };
  return {
    chosen,
    clear,
    grid: {
      state: chosen.size === 0 ? "none" : chosen.size >= total ? "all" : "some",
      isSelected: (share) => chosen.has(shareKey(share)),
      nameOf,
      onToggle: (index) => {
        const share = row(index);
        if (share === undefined) return;
        change((next) => {
          if (!next.delete(shareKey(share))) next.set(shareKey(share), share);
        });
      },
      onExtend: (from, to) =>
        change((next) => {
          for (let index = Math.min(from, to); index <= Math.max(from, to); index++) {
            const share = row(index);
            if (share !== undefined) next.set(shareKey(share), share);
          }
        }),
      onAll: () => void chooseAll(),
      onNone: clear,
    },
  };
}
