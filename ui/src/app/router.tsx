import { createHashHistory, createRoute, createRouter, type RouterHistory } from "@tanstack/react-router";
import { useMemo } from "react";
import { BacklogScreen } from "../features/backlog/BacklogScreen";
import { backlogSearch } from "../features/backlog/backlogSearch";
import { CalendarScreen, type CalendarView, calendarViews } from "../features/calendar/CalendarScreen";
import { ChangesScreen } from "../features/changes/ChangesScreen";
import { ContractScreen, type ContractTab, contractTabs } from "../features/contracts/ContractScreen";
import { ContractsScreen } from "../features/contracts/ContractsScreen";
import {
  contractAddress,
  addressOf as contractAddressOf,
  filterOf as contractFilterOf,
} from "../features/contracts/contractFilter";
import { type HistoryPart, historyPart } from "../features/contracts/HistoryTab";
import { HomeScreen } from "../features/home/HomeScreen";
import { InvoiceScreen } from "../features/invoices/InvoiceScreen";
import { InvoicesScreen } from "../features/invoices/InvoicesScreen";
import { addressOf, filterOf, invoiceAddress } from "../features/invoices/invoiceFilter";
import { RadarScreen } from "../features/radar/RadarScreen";
import { StartScreen } from "../features/start/StartScreen";
import { TransactionsScreen } from "../features/transactions/TransactionsScreen";
import { transactionSearch } from "../features/transactions/transactionSearch";
import { followHistory } from "../lib/history";
import { book, isDate, root } from "./bookRoute";
import { contractRoutes } from "./contractRoutes";
import { NoSuchScreen } from "./NoSuchScreen";
import { runRoutes } from "./runRoutes";
import { settingsRoutes } from "./settingsRoutes";

const start = createRoute({ getParentRoute: () => root, path: "/", component: StartScreen });

const home = createRoute({ getParentRoute: () => book, path: "/home", component: HomeScreen });

const calendar = createRoute({
  getParentRoute: () => book,
  path: "/calendar",
  validateSearch: (given: Record<string, unknown>): { date?: string; view?: CalendarView } => {
    const view = calendarViews.find((known) => known === given.view);
    return { ...(isDate(given.date) && { date: given.date }), ...(view !== undefined && { view }) };
  },
  component: function CalendarRoute() {
    const { date, view } = calendar.useSearch();
    const navigate = calendar.useNavigate();
    return (
      <CalendarScreen
        date={date}
        view={view ?? "month"}
        onChange={(next) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true })}
      />
    );
  },
});

const radar = createRoute({ getParentRoute: () => book, path: "/radar", component: RadarScreen });

const backlog = createRoute({
  getParentRoute: () => book,
  path: "/backlog",
  validateSearch: backlogSearch,
  component: function BacklogRoute() {
    const navigate = backlog.useNavigate();
    return (
      <BacklogScreen search={backlog.useSearch()} onSearch={(search) => void navigate({ search, replace: true })} />
    );
  },
});

const contracts = createRoute({
  getParentRoute: () => book,
  path: "/contracts",
  validateSearch: contractAddress,
  component: function ContractsRoute() {
    const address = contracts.useSearch();
    const navigate = contracts.useNavigate();
    return (
      <ContractsScreen
        filter={contractFilterOf(address)}
        onFilter={(filter) => void navigate({ search: contractAddressOf(filter), replace: true })}
      />
    );
  },
});

const contract = createRoute({
  getParentRoute: () => book,
  path: "/contracts/$id",
  validateSearch: (given: Record<string, unknown>): { tab?: ContractTab } & HistoryPart => {
    const tab = contractTabs.find((known) => known === given.tab);
    return tab === undefined ? {} : { tab, ...(tab === "history" && historyPart(given)) };
  },
  component: function ContractRoute() {
    const { id } = contract.useParams();
    const { tab, ...part } = contract.useSearch();
    const navigate = contract.useNavigate();
    return (
      <ContractScreen
        key={id}
        id={id}
        tab={tab ?? "overview"}
        onTab={(next) => void navigate({ search: { tab: next }, replace: true })}
        part={part}
        onPart={(next) => void navigate({ search: { tab: "history", ...next }, replace: true })}
      />
    );
  },
});

/** The contract is a part of the address: of its path, or of what is searched for. */
function contractOf({ pathname, search }: { pathname: string; search: unknown }): string | null {
  const [, first, id, third] = pathname.split("/");
  if (first === "contracts" && third === "transactions") return decodeURIComponent(id ?? "");
  return first === "transactions" ? (transactionSearch(search as Record<string, unknown>).contract ?? "") : null;
}

const transactions = createRoute({
  getParentRoute: () => book,
  path: "/transactions",
  validateSearch: transactionSearch,
  component: function TransactionsRoute() {
    const search = transactions.useSearch();
    const navigate = transactions.useNavigate();
    return (
      <TransactionsScreen
        contract={search.contract ?? null}
        search={search}
        onSearch={(next) => void navigate({ search: next, replace: true })}
        onContract={(id) => void navigate({ search: { contract: id } })}
        // Without a contract in the address it is the one that is remembered.
        isSame={(id, next) => contractOf(next) === id || (contractOf(next) === "" && search.contract === undefined)}
      />
    );
  },
});

const contractTransactions = createRoute({
  getParentRoute: () => book,
  path: "/contracts/$id/transactions",
  validateSearch: transactionSearch,
  component: function ContractTransactionsRoute() {
    const { id } = contractTransactions.useParams();
    const navigate = contractTransactions.useNavigate();
    return (
      <TransactionsScreen
        contract={id}
        search={contractTransactions.useSearch()}
        onSearch={(next) => void navigate({ search: next, replace: true })}
        onContract={(other) => void navigate({ params: { id: other }, search: {} })}
        isSame={(of, next) => contractOf(next) === of}
      />
    );
  },
});

const invoices = createRoute({
  getParentRoute: () => book,
  path: "/invoices",
  validateSearch: invoiceAddress,
  component: function InvoicesRoute() {
    const address = invoices.useSearch();
    const navigate = invoices.useNavigate();
    const filter = useMemo(() => filterOf(address), [address]);
    return (
      <InvoicesScreen filter={filter} onFilter={(next) => void navigate({ search: addressOf(next), replace: true })} />
    );
  },
});

const invoice = createRoute({
  getParentRoute: () => book,
  path: "/invoices/$id",
  component: function InvoiceRoute() {
    const { id } = invoice.useParams();
    return <InvoiceScreen key={id} id={id} />;
  },
});

const changes = createRoute({ getParentRoute: () => book, path: "/changes", component: ChangesScreen });

const tree = root.addChildren([
  start,
  book.addChildren([
    backlog,
    home,
    calendar,
    radar,
    contracts,
    contract,
    contractTransactions,
    transactions,
    ...contractRoutes(() => book),
    invoices,
    invoice,
    ...runRoutes,
    changes,
    ...settingsRoutes(() => book),
  ]),
]);

/** The address lives behind a hash: there is no server that could answer for a path. */
export function createAppRouter(history: RouterHistory = createHashHistory()) {
  followHistory(history);
  return createRouter({
    routeTree: tree,
    history,
    defaultPreload: false,
    defaultNotFoundComponent: NoSuchScreen,
  });
}

export type AppRouter = ReturnType<typeof createAppRouter>;

declare module "@tanstack/react-router" {
  interface Register {
    router: AppRouter;
  }
}
