import { Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { BatchJobRow } from "../../bindings";
import { type Column, DataGrid } from "../../components/DataGrid";
import { Empty } from "../../components/Empty";
import { KeyCap, KeyLegend } from "../../components/KeyCap";
import { PageFoot, PageHead } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { JobStatusMark } from "../../components/Status";
import { useLeftRow } from "../../components/useGridList";
import { useFormat } from "../../lib/format";
import { asProblem } from "../../lib/ipc";
import { useBatchJobs } from "../../lib/jobs";
import { useKeys } from "../../lib/keys";
import { useReadOnly } from "../../lib/readOnly";
import classes from "./JobsScreen.module.css";

/** Every batch job that was set up. */
export function JobsScreen() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { data, error, refetch } = useBatchJobs();
  const [cursor, setCursor] = useLeftRow("batch-jobs", data?.length ?? 0);
  const { off, unless } = useReadOnly();
  const add = unless(() => void navigate({ to: "/settings/jobs/new" }));
  useKeys({ n: add, escape: () => void navigate({ to: "/settings" }) });
  const columns = useMemo(
    (): Column<BatchJobRow>[] => [
      {
        id: "name",
        header: t("jobs.name"),
        cell: (row) => (
          <span className={classes.name} title={row.name}>
            {row.name}
          </span>
        ),
        text: (row) => row.name,
      },
      {
        id: "workflow",
        header: t("jobs.workflow"),
        cell: (row) =>
          row.workflow === null ? (
            <span className={classes.none}>{t("jobs.no_workflow")}</span>
          ) : (
            t(`workflow.${row.workflow}`)
          ),
        text: (row) => (row.workflow === null ? "" : t(`workflow.${row.workflow}`)),
      },
      {
        id: "status",
        header: t("jobs.status"),
        cell: (row) => <JobStatusMark status={row.status} />,
        text: (row) => t(`job_status.${row.status}`),
      },
      {
        id: "ended",
        header: t("jobs.last_ended"),
        cell: (row) => (row.last_ended_at === null ? "" : format.instant(row.last_ended_at)),
        text: (row) => row.last_ended_at ?? "",
      },
      {
        id: "wakes",
        header: t("jobs.next_wake"),
        cell: (row) => (row.next_wake_at === null ? "" : format.instant(row.next_wake_at)),
        text: (row) => row.next_wake_at ?? "",
      },
    ],
    [t, format],
  );
  return (
    <>
      <PageHead
        crumb={<Link to="/settings">{t("settings.title")}</Link>}
        title={t("settings.jobs")}
        actions={
          data !== undefined &&
          data.length > 0 && (
            <Button variant="filled" onClick={add} rightSection={<KeyCap keys="N" />} aria-keyshortcuts="N" {...off}>
              {t("jobs.new")}
            </Button>
          )
        }
      />
      {error !== null ? (
        <ProblemNotice what={t("jobs.list_problem")} problem={asProblem(error)} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonRows />
      ) : data.length === 0 ? (
        <Empty
          title={t("jobs.empty_title")}
          action={
            <Button variant="filled" onClick={add} rightSection={<KeyCap keys="N" />} aria-keyshortcuts="N" {...off}>
              {t("jobs.new")}
            </Button>
          }
        >
          {t("jobs.empty_text")}
        </Empty>
      ) : (
        <>
          <DataGrid
            label={t("settings.jobs")}
            className={classes.grid}
            columns={columns}
            size="one"
            total={data.length}
            row={(index) => data[index]}
            cursor={cursor}
            onCursor={setCursor}
            onOpen={(row) => void navigate({ to: "/settings/jobs/$id", params: { id: row.id } })}
          />
          <PageFoot
            keys={
              <KeyLegend
                entries={[
                  { keys: "↑ ↓", does: t("keys.short.move") },
                  { keys: "Enter", does: t("keys.short.open") },
                  { keys: "N", does: t("keys.short.new_job"), writes: true },
                ]}
              />
            }
          >
            {t("jobs.count", { count: data.length })}
          </PageFoot>
        </>
      )}
    </>
  );
}
