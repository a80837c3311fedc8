// The screens of an open book, in the order of the navigation. The navigation, the `G` keys and the palette read it.
import type { Icon as TablerIcon } from "@tabler/icons-react";
import {
  IconCalendarMonth,
  IconChartBar,
  IconContract,
  IconFileImport,
  IconFileInvoice,
  IconHistory,
  IconHome,
  IconInbox,
  IconPlayerPlay,
  IconRadar2,
  IconSettings,
  IconTable,
} from "@tabler/icons-react";
import { linkOptions } from "@tanstack/react-router";
import type { BookHeader } from "../bindings";
import { backlogSearch } from "../features/backlog/backlogSearch";
import { contractAddress } from "../features/contracts/contractFilter";
import { invoiceAddress } from "../features/invoices/invoiceFilter";
import type { LeftLists } from "../lib/leftLists";

export type Screen = {
  to:
    | "/home"
    | "/calendar"
    | "/radar"
    | "/backlog"
    | "/run"
    | "/invoices"
    | "/contracts"
    | "/transactions"
    | "/process-runs"
    | "/utilization"
    | "/import"
    | "/settings";
  word:
    | "home"
    | "calendar"
    | "radar"
    | "backlog"
    | "run"
    | "invoices"
    | "contracts"
    | "transactions"
    | "process_runs"
    | "utilization"
    | "import"
    | "settings";
  icon: TablerIcon;
  /** Whether it stands apart, where the book is set up. */
  isSetUp?: boolean;
  /** The letter that follows `G`. */
  key: string;
  count: (book: BookHeader) => number | null;
};

const none = () => null;

/** Home, Billing backlog, Run, Invoices, Contracts, Transactions, Calendar, Radar, Process runs, Utilization, then Import and Settings. */
export const screens: readonly Screen[] = [
  { to: "/home", word: "home", icon: IconHome, key: "h", count: none },
  { to: "/backlog", word: "backlog", icon: IconInbox, key: "b", count: (book) => book.counts.backlog },
  { to: "/run", word: "run", icon: IconPlayerPlay, key: "r", count: none },
  { to: "/invoices", word: "invoices", icon: IconFileInvoice, key: "i", count: (book) => book.counts.drafts },
  { to: "/contracts", word: "contracts", icon: IconContract, key: "c", count: (book) => book.counts.contracts },
  { to: "/transactions", word: "transactions", icon: IconTable, key: "e", count: none },
  { to: "/calendar", word: "calendar", icon: IconCalendarMonth, key: "a", count: none },
  // What is stranded is counted by a query of its own, beside the header of the book.
  { to: "/radar", word: "radar", icon: IconRadar2, key: "s", count: none },
  { to: "/process-runs", word: "process_runs", icon: IconHistory, key: "p", count: none },
  { to: "/utilization", word: "utilization", icon: IconChartBar, key: "l", count: none },
  { to: "/import", word: "import", icon: IconFileImport, key: "m", count: none, isSetUp: true },
  { to: "/settings", word: "settings", icon: IconSettings, key: "t", count: none },
];

/** Where the name of a screen leads: a list is found as it was left. */
export function screenLink(to: Screen["to"], left: LeftLists) {
  switch (to) {
    case "/backlog":
      return linkOptions({ to, search: backlogSearch(left.backlog ?? {}) });
    case "/invoices":
      return linkOptions({ to, search: invoiceAddress(left.invoices ?? {}) });
    case "/contracts":
      return linkOptions({ to, search: contractAddress(left.contracts ?? {}) });
    default:
      return linkOptions({ to });
  }
}
