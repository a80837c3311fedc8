// The screens of an open book, in the order of the navigation. The navigation, the `G` keys and the palette read it.
import type { Icon as TablerIcon } from "@tabler/icons-react";
import { IconContract, IconFileInvoice, IconHistory, IconPlayerPlay } from "@tabler/icons-react";
import type { BookHeader } from "../bindings";

export type Screen = {
  to: "/run" | "/invoices" | "/contracts" | "/process-runs";
  word: "run" | "invoices" | "contracts" | "process_runs";
  icon: TablerIcon;
  /** The letter that follows `G`. */
  key: string;
  count: (book: BookHeader) => number | null;
};

const none = () => null;

/** Home, Billing backlog, Run, Invoices, Contracts, Calendar, Radar, Process runs. */
export const screens: readonly Screen[] = [
  { to: "/run", word: "run", icon: IconPlayerPlay, key: "r", count: none },
  { to: "/invoices", word: "invoices", icon: IconFileInvoice, key: "i", count: (book) => book.counts.drafts },
  { to: "/contracts", word: "contracts", icon: IconContract, key: "c", count: (book) => book.counts.contracts },
  { to: "/process-runs", word: "process_runs", icon: IconHistory, key: "p", count: none },
];
