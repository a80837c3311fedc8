import { SegmentedControl } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProcessRunRow } from "../../bindings";
import { Amounts } from "../../components/Money";
import { SectionTitle } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { Status } from "../../components/Status";
import table from "../../components/Table.module.css";
import { useFormat } from "../../lib/format";
import { asProblem } from "../../lib/ipc";
import { useProcessRuns } from "../../lib/runQueries";
import classes from "./JobScreen.module.css";

/** As many as are read here; the rest has a screen of its own. */
const SHOWN = 20;

const filters = {
  all: () => true,
  with_drafts: (run: ProcessRunRow) => run.drafts > 0,
  parked: (run: ProcessRunRow) => run.parked > 0,
  caught_up: (run: ProcessRunRow) => run.is_caught_up,
} as const;
type Filter = keyof typeof filters;

/** The process runs of the book, newest first: one per date. */
export function JobRuns() {
  const { t } = useTranslation();
  const format = useFormat();
  const { data, error, refetch } = useProcessRuns();
  const [filter, setFilter] = useState<Filter>("all");
  if (error !== null) {
    return <ProblemNotice what={t("process_runs.problem")} problem={asProblem(error)} onRetry={() => void refetch()} />;
  }
  if (data === undefined) return <SkeletonRows rows={4} silent />;
  const fitting = data.filter(filters[filter]);
  return (
    <section className={classes.runs} aria-label={t("nav.process_runs")}>
      <SectionTitle
        note={t("jobs.runs_note")}
        end={
          data.length > 0 && (
            <SegmentedControl
              aria-label={t("jobs.runs_filter")}
              data={(Object.keys(filters) as Filter[]).map((name) => ({
                value: name,
                label: t(`jobs.runs_of.${name}`, { count: data.filter(filters[name]).length }),
              }))}
              value={filter}
              onChange={(value) => setFilter(value as Filter)}
            />
          )
        }
      >
        {t("nav.process_runs")}
      </SectionTitle>
      {fitting.length === 0 ? (
        <p className={classes.nothing}>{t(data.length === 0 ? "jobs.no_runs" : `jobs.no_runs_of.${filter}`)}</p>
      ) : (
        <table className={table.table} aria-label={t("nav.process_runs")}>
          <thead>
            <tr>
              <th>{t("process_runs.date")}</th>
              <th>{t("jobs.ended")}</th>
              <th>{t("jobs.result")}</th>
              <th className={table.end}>{t("jobs.contracts")}</th>
              <th className={table.end}>{t("process_runs.drafts")}</th>
              <th>{t("jobs.totals")}</th>
              <th className={table.end}>{t("jobs.duration")}</th>
            </tr>
          </thead>
          <tbody>
            {fitting.slice(0, SHOWN).map((run) => (
              <Run key={run.run_date} run={run} />
            ))}
          </tbody>
        </table>
      )}
      {fitting.length > SHOWN && (
        <p className={classes.more}>
          {t("jobs.runs_shown", { shown: format.count(SHOWN), count: fitting.length })}{" "}
          <Link to="/process-runs">{t("jobs.all_runs")}</Link>
        </p>
      )}
    </section>
  );
}

function Run({ run }: { run: ProcessRunRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <tr>
      <td className={table.name}>
        <Link to="/process-runs/$date" params={{ date: run.run_date }}>
          {format.weekdayShort(run.run_date)}
        </Link>
      </td>
      <td>
        {run.ended_at !== null &&
          (run.is_caught_up ? (
            <Status shape="again" tone="grey">
              {t("jobs.caught_up_at", { at: format.instant(run.ended_at) })}
            </Status>
          ) : (
            format.instant(run.ended_at)
          ))}
      </td>
      <td>
        <Result run={run} />
      </td>
      <td className={table.end}>{run.contracts === null ? "" : format.count(run.contracts)}</td>
      <td className={`${table.end} ${(run.drafts > 0 ? classes.strong : classes.zero) ?? ""}`}>
        {format.count(run.drafts)}
      </td>
      <td className={classes.several}>
        <Amounts amounts={run.totals} />
      </td>
      <td className={table.end}>{run.took_milliseconds === null ? "" : format.duration(run.took_milliseconds)}</td>
    </tr>
  );
}

/** What came of a run, in a shape and a few words. */
function Result({ run }: { run: ProcessRunRow }) {
  const { t } = useTranslation();
  if (run.undone_at !== null) {
    return (
      <Status shape="slash" tone="grey">
        {t("jobs.run_undone")}
      </Status>
    );
  }
  if (run.status === "running") {
    return (
      <Status shape="play" tone="accent">
        {t("process_run_status.running")}
      </Status>
    );
  }
  if (run.status === "interrupted") {
    return (
      <Status shape="triangle" tone="amber">
        {t("jobs.run_interrupted")}
      </Status>
    );
  }
  if (run.parked > 0) {
    return (
      <Status shape="octagon" tone="red">
        {t("jobs.run_parked", { count: run.parked })}
      </Status>
    );
  }
  if (run.drafts === 0) {
    return (
      <Status shape="line" tone="grey">
        {t("jobs.day.nothing_due_short")}
      </Status>
    );
  }
  return (
    <Status shape="ring-check" tone="green">
      {t("process_run_status.completed")}
    </Status>
  );
}
