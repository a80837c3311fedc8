import { type AnyRoute, createRoute, useParams } from "@tanstack/react-router";
import { ImportScreen } from "../features/import/ImportScreen";
import { JobFormScreen } from "../features/jobs/JobFormScreen";
import { JobScreen } from "../features/jobs/JobScreen";
import { JobsScreen } from "../features/jobs/JobsScreen";
import { useJobRun } from "../features/run/runStore";
import { SettingsScreen } from "../features/settings/SettingsScreen";

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

  return [importing, settings, jobs, newJob, job, editJob] as const;
}
