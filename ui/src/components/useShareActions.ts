// What can be done with shares in a list, by button and by key: mark, create an invoice now, ask why.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BacklogFilter, ShareRow } from "../bindings";
import { useKeys } from "../lib/keys";
import { type MarkTarget, useMarking } from "../lib/marking";
import { useReadOnly } from "../lib/readOnly";
import { hasRoom, ROOM_FOR_PANEL } from "../lib/room";
import { shareName } from "../lib/shares";
import { showToast } from "../lib/toasts";
import { useOnce } from "../lib/useOnce";
import type { ContractName } from "./CreateInvoicesDialog";
import type { GridList } from "./useGridList";

type Options<Row> = {
  list: GridList<Row>;
  shareOf: (row: Row) => ShareRow;
  contractOf: (row: Row) => ContractName;
  /** The filter that lets all through that match; none where they are named one by one. */
  matching: BacklogFilter | null;
  /** The contract of all that match, where they are of one. */
  onlyContract: ContractName | null;
  why: WhyToggle;
};

/** Whether the panel beside the list is shown; a screen that has its button elsewhere holds it. */
export type WhyToggle = { isShown: boolean; toggle: () => void };

export function useWhyToggle(): WhyToggle {
  const [isShown, setIsShown] = useState(() => hasRoom(ROOM_FOR_PANEL));
  return { isShown, toggle: () => setIsShown((shown) => !shown) };
}

export type ShareActions = {
  marking: ReturnType<typeof useMarking>;
  /** Marks what is chosen, or the share at the cursor. */
  mark: (status: MarkTarget) => void;
  markAtCursor: () => void;
  /** Opens the dialog for the contracts of what is chosen, or of the share at the cursor. */
  create: () => void;
  createAtCursor: () => void;
  /** Whose invoices the dialog is about; none where it is closed. */
  creating: readonly ContractName[] | null;
  stopCreating: () => void;
  why: WhyToggle;
};

export function useShareActions<Row>(options: Options<Row>): ShareActions {
  const { list, shareOf, contractOf, matching, onlyContract, why } = options;
  const { choice, count, atCursor, clear } = list;
  const { t } = useTranslation();
  const { unless } = useReadOnly();
  const [creating, setCreating] = useState<readonly ContractName[] | null>(null);
  const marking = useMarking(clear);
  // What is to be marked may be read first: a second press meanwhile would mark it twice.
  const once = useOnce(t("entry.not_marked"));
  const markRead = async (status: MarkTarget) => {
    if (marking.isPending) return;
    if (choice.isAll && matching !== null) {
      const except = [...choice.named.values()].map((row) => shareName(shareOf(row)));
      marking.mutate({ filter: matching, except, status });
      return;
    }
    const shares = (await list.rows()).map((row) => shareName(shareOf(row)));
    if (shares.length > 0) marking.mutate({ shares, status });
  };
  const mark = unless((status: MarkTarget) => once(() => markRead(status)));
  const create = unless(() => {
    if (choice.isAll) {
      if (onlyContract !== null) setCreating([onlyContract]);
      else showToast({ text: t("create_now.too_many"), tone: "notice" });
      return;
    }
    const rows = count > 0 ? [...choice.named.values()] : atCursor === undefined ? [] : [atCursor];
    const contracts = new Map(rows.map((row) => [contractOf(row).id, contractOf(row)]));
    if (contracts.size > 0) setCreating([...contracts.values()]);
  });
  useKeys({
    m: () => mark("ready_to_invoice"),
    "shift+m": () => mark("not_ready"),
    c: create,
    w: why.toggle,
    "mod+a": list.grid.selection.onAll,
    ...(count > 0 ? { escape: clear } : why.isShown ? { escape: why.toggle } : {}),
  });
  return {
    marking,
    mark,
    markAtCursor: () => {
      if (atCursor !== undefined && !marking.isPending) {
        marking.mutate({ shares: [shareName(shareOf(atCursor))], status: "ready_to_invoice" });
      }
    },
    create,
    createAtCursor: () => {
      if (atCursor !== undefined) setCreating([contractOf(atCursor)]);
    },
    creating,
    stopCreating: () => setCreating(null),
    why,
  };
}
