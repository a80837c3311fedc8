import { useState } from "react";
import type { InvoiceRow } from "../../bindings";
import type { GridSelection } from "../../components/DataGridSelection";
import { ipc } from "../../lib/ipc";
import { type InvoiceFilter, invoiceQuery } from "./queries";

const PAGE_MAX = 500;

type Options = {
  filter: InvoiceFilter;
  total: number;
  row: (index: number) => InvoiceRow | undefined;
  nameOf: (row: InvoiceRow) => string;
};

export type InvoiceSelection = { ids: ReadonlySet<string>; grid: GridSelection<InvoiceRow>; clear: () => void };

/** Which invoices are chosen; all that match may be chosen without scrolling to them. */
export function useInvoiceSelection({ filter, total, row, nameOf }: Options): InvoiceSelection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const clear = () => setIds(new Set());
  const chooseAll = async () => {
    const all = new Set<string>();
    for (let offset = 0; offset < total; offset += PAGE_MAX) {
      const page = await ipc.invoices(invoiceQuery(filter, offset, PAGE_MAX));
      for (const invoice of page.rows) all.add(invoice.id);
    }
    setIds(all);
  };
  return {
    ids,
    clear,
    grid: {
      state: ids.size === 0 ? "none" : ids.size >= total ? "all" : "some",
      isSelected: (invoice) => ids.has(invoice.id),
      nameOf,
      onToggle: (index) => {
        const id = row(index)?.id;
        if (id === undefined) return;
        setIds((old) => {
          const next = new Set(old);
          if (!next.delete(id)) next.add(id);
          return next;
        });
      },
      onExtend: (from, to) =>
        setIds((old) => {
          const next = new Set(old);
          for (let index = Math.min(from, to); index <= Math.max(from, to); index++) {
            const id = row(index)?.id;
            if (id !== undefined) next.add(id);
          }
          return next;
        }),
      onAll: () => void chooseAll(),
      onNone: clear,
    },
  };
}
