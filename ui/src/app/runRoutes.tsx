// The routes of runs: to run, what was run, what was not, and who was at work.
import { createRoute } from "@tanstack/react-router";
import type { ReasonCode } from "../bindings";
import { MissedScreen } from "../features/run/missed/MissedScreen";
import { ProcessRunScreen } from "../features/run/ProcessRunScreen";
import { ProcessRunsScreen } from "../features/run/ProcessRunsScreen";
import { ParkedScreen } from "../features/run/parked/ParkedScreen";
import { RunScreen } from "../features/run/RunScreen";
import { type RunsShown, runsShown } from "../features/run/runsShown";
import { type ResultView, resultTabs } from "../features/run/verdictSteps";
import { UtilizationScreen } from "../features/utilization/UtilizationScreen";
import { type UtilizationSearch, periods as utilizationPeriods } from "../features/utilization/utilizationSearch";
import en from "../locales/en.json";
import { book, isDate } from "./bookRoute";

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

const processRuns = createRoute({
  getParentRoute: () => book,
  path: "/process-runs",
  validateSearch: (given: Record<string, unknown>): { show?: RunsShown } => {
    const show = runsShown.find((known) => known === given.show);
    return show === undefined ? {} : { show };
  },
  component: function ProcessRunsRoute() {
    const { show } = processRuns.useSearch();
    const navigate = processRuns.useNavigate();
    return (
      <ProcessRunsScreen
        show={show ?? "all"}
        onShow={(next) => void navigate({ search: next === "all" ? {} : { show: next }, replace: true })}
      />
    );
  },
});

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

const missed = createRoute({ getParentRoute: () => book, path: "/missed", component: MissedScreen });

const parked = createRoute({ getParentRoute: () => book, path: "/parked", component: ParkedScreen });

const utilization = createRoute({
  getParentRoute: () => book,
  path: "/utilization",
  validateSearch: (given: Record<string, unknown>): UtilizationSearch => {
    const period = utilizationPeriods.find((known) => known === given.period);
    return {
      ...(period !== undefined && { period }),
      ...(isDate(given.from) && { from: given.from }),
      ...(isDate(given.through) && { through: given.through }),
    };
  },
  component: function UtilizationRoute() {
    const navigate = utilization.useNavigate();
    return (
      <UtilizationScreen
        search={utilization.useSearch()}
        onSearch={(next) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true })}
      />
    );
  },
});

export const runRoutes = [run, processRuns, processRun, missed, parked, utilization] as const;
