import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  type RouterHistory,
} from "@tanstack/react-router";
import { useMemo } from "react";
import type { ReasonCode } from "../bindings";
import { Toasts } from "../components/Toasts";
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
import { HomeScreen } from "../features/home/HomeScreen";
import { InvoiceScreen } from "../features/invoices/InvoiceScreen";
import { InvoicesScreen } from "../features/invoices/InvoicesScreen";
import { addressOf, filterOf, invoiceAddress } from "../features/invoices/invoiceFilter";
import { RadarScreen } from "../features/radar/RadarScreen";
import { ProcessRunScreen } from "../features/run/ProcessRunScreen";
import { ProcessRunsScreen } from "../features/run/ProcessRunsScreen";
import { RunScreen } from "../features/run/RunScreen";
import { type ResultView, resultTabs } from "../features/run/verdictSteps";
import { StartScreen } from "../features/start/StartScreen";
import { followHistory } from "../lib/history";
import en from "../locales/en.json";
import { Shell } from "./Shell";
import { settingsRoutes } from "./settingsRoutes";
import { useTextSizeKeys } from "./useTextSizeKeys";

function isDate(given: unknown): given is string {
  return typeof given === "string" && /^\d{4}-\d\d-\d\d$/.test(given) && !Number.isNaN(Date.parse(given));
}

function isReasonCode(given: unknown): given is ReasonCode {
  return typeof given === "string" && Object.hasOwn(en.reason, given);
}

/** Which part of a run's result is looked at. */
function resultView(given: Record<string, unknown>): Partial<ResultView> {
  const tab = resultTabs.find((known) => known === given.tab);
  return {
    ...(tab !== undefined && { tab }),
    ...(typeof given.search === "string" && given.search !== "" && { search: given.search }),
    ...(isReasonCode(given.reason) && { reason: given.reason }),
    ...(typeof given.contract === "string" && given.contract !== "" && { contract: given.contract }),
  };
}

const root = createRootRoute({
  component: function Root() {
    useTextSizeKeys();
    return (
      <>
        <Outlet />
        <Toasts />
      </>
    );
  },
});

const start = createRoute({ getParentRoute: () => root, path: "/", component: StartScreen });
const book = createRoute({ getParentRoute: () => root, id: "book", component: Shell });

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

const run = createRoute({
  getParentRoute: () => book,
  path: "/run",
  validateSearch: (given: Record<string, unknown>): { date?: string } & Partial<ResultView> => ({
    ...(isDate(given.date) && { date: given.date }),
    ...resultView(given),
  }),
  component: function RunRoute() {
    const { date, ...view } = run.useSearch();
    const navigate = run.useNavigate();
    return (
      <RunScreen
        date={date}
        view={view}
        onView={(next) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true })}
      />
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
  validateSearch: (given: Record<string, unknown>): { tab?: ContractTab } => {
    const tab = contractTabs.find((known) => known === given.tab);
    return tab === undefined ? {} : { tab };
  },
  component: function ContractRoute() {
    const { id } = contract.useParams();
    const { tab } = contract.useSearch();
    const navigate = contract.useNavigate();
    return (
      <ContractScreen
        key={id}
        id={id}
        tab={tab ?? "overview"}
        onTab={(next) => void navigate({ search: { tab: next }, replace: true })}
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

const processRuns = createRoute({ getParentRoute: () => book, path: "/process-runs", component: ProcessRunsScreen });

const processRun = createRoute({
  getParentRoute: () => book,
  path: "/process-runs/$date",
  validateSearch: resultView,
  component: function ProcessRunRoute() {
    const { date } = processRun.useParams();
    const view = processRun.useSearch();
    const navigate = processRun.useNavigate();
    return (
      <ProcessRunScreen
        date={date}
        view={view}
        onView={(next) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true })}
      />
    );
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
    run,
    contracts,
    contract,
    invoices,
    invoice,
    processRuns,
    processRun,
    changes,
    ...settingsRoutes(() => book),
  ]),
]);

/** The address lives behind a hash: there is no server that could answer for a path. */
export function createAppRouter(history: RouterHistory = createHashHistory()) {
  followHistory(history);
  return createRouter({ routeTree: tree, history, defaultPreload: false });
}

export type AppRouter = ReturnType<typeof createAppRouter>;

declare module "@tanstack/react-router" {
  interface Register {
    router: AppRouter;
  }
}
