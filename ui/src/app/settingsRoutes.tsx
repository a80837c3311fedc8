import { type AnyRoute, createRoute, Navigate, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { ImportScreen } from "../features/import/ImportScreen";
import { JobFormScreen } from "../features/jobs/JobFormScreen";
import { JobScreen } from "../features/jobs/JobScreen";
import { JobsScreen } from "../features/jobs/JobsScreen";
import { useJobRun } from "../features/run/runStore";
import { HistoryScreen } from "../features/settings/HistoryScreen";
import { SettingsScreen } from "../features/settings/SettingsScreen";
import { CompanyScreen } from "../features/setup/CompanyScreen";
import { CurrenciesScreen } from "../features/setup/CurrenciesScreen";
import { RecordsScreen, type RecordsSearch } from "../features/setup/RecordsScreen";
import { isRecordList } from "../lib/records";

/** The screens on which an open book is set up. */
export function settingsRoutes<Book extends AnyRoute>(getParentRoute: () => Book) {
  const settings = createRoute({ getParentRoute, path: "/settings", component: SettingsScreen });

  const jobs = createRoute({ getParentRoute, path: "/settings/jobs", component: JobsScreen });

  const newJob = createRoute({
    getParentRoute,
    path: "/settings/jobs/new",
    component: () => <JobFormScreen id={null} />,
  });

  const job = createRoute({
    getParentRoute,
    path: "/settings/jobs/$id",
    component: function JobRoute() {
      const { id = "" } = useParams({ strict: false });
      return <JobScreen key={id} id={id} progress={useJobRun()} />;
    },
  });

  const editJob = createRoute({
    getParentRoute,
    path: "/settings/jobs/$id/edit",
    component: function EditJobRoute() {
      const { id = "" } = useParams({ strict: false });
      return <JobFormScreen key={id} id={id} />;
    },
  });

  const importing = createRoute({ getParentRoute, path: "/import", component: ImportScreen });

  const company = createRoute({
    getParentRoute,
    path: "/settings/set-up/company",
    validateSearch: (given: Record<string, unknown>): { history?: true } =>
      given.history === true ? { history: true } : {},
    component: function CompanyRoute() {
      const { history }: { history?: true } = useSearch({ strict: false });
      const navigate = useNavigate();
      return (
        <CompanyScreen
          showsHistory={history === true}
          onHistory={(isShown) =>
            void navigate({ to: "/settings/set-up/company", search: isShown ? { history: true } : {} })
          }
        />
      );
    },
  });

  const history = createRoute({ getParentRoute, path: "/settings/history", component: HistoryScreen });

  const currencies = createRoute({ getParentRoute, path: "/settings/set-up/currencies", component: CurrenciesScreen });

  const records = createRoute({
    getParentRoute,
    path: "/settings/set-up/$list",
    validateSearch: (given: Record<string, unknown>): RecordsSearch => ({
      ...(typeof given.record === "string" || typeof given.record === "number" ? { record: String(given.record) } : {}),
      ...(given.new === true && { new: true }),
      ...(given.view === "year" && { view: "year" }),
      ...(given.history === true && { history: true }),
    }),
    component: function RecordsRoute() {
      const { list = "" } = useParams({ strict: false });
      const search: RecordsSearch = useSearch({ strict: false });
      const navigate = useNavigate();
      if (!isRecordList(list)) return <Navigate to="/settings" replace />;
      return (
        <RecordsScreen
          key={list}
          list={list}
          search={search}
          onSearch={(next) => void navigate({ to: "/settings/set-up/$list", params: { list }, search: next })}
        />
      );
    },
  });

  return [importing, settings, history, company, currencies, records, jobs, newJob, job, editJob] as const;
}
