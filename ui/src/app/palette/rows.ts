// What the palette lists: something that opens, and what else can be done with it.
import type { Icon as TablerIcon } from "@tabler/icons-react";
import type { FoundContract, FoundCustomer, FoundTransaction, InvoiceRow } from "../../bindings";

/** What was chosen, as far as it must be known to offer it again. */
export type Choice =
  | { kind: "contract"; found: FoundContract }
  | { kind: "invoice"; found: InvoiceRow }
  | { kind: "customer"; found: FoundCustomer }
  | { kind: "transaction"; found: FoundTransaction }
  | { kind: "action"; id: string };

export type PaletteRow = {
  id: string;
  icon: TablerIcon;
  title: string;
  /** Beside the title: what tells it from others. */
  note?: string | undefined;
  /** At the end: an amount, a count. */
  end?: string | undefined;
  keys?: string;
  open: () => void | Promise<void>;
  /** What Tab offers. */
  actions?: readonly PaletteRow[];
  /** How it is offered again; left out where it makes sense only here. */
  choice?: Choice;
};

export type GroupName = "recent" | "contracts" | "invoices" | "customers" | "transactions" | "actions";
export type PaletteGroup = { name: GroupName; rows: readonly PaletteRow[] };
