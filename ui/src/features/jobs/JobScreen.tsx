import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { JobAction, RunProgress } from "../../bindings";
import { Notice } from "../../components/Notice";
import { PageHead } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { JobStatusMark } from "../../components/Status";
import { useKeptScroll } from "../../lib/history";
import { asProblem } from "../../lib/ipc";
import { useBatchJob } from "../../lib/jobs";
import { useKeys } from "../../lib/keys";
import { useReadOnly } from "../../lib/readOnly";
import { asSentence } from "../../lib/sentence";
import { type Asked, AskFirst } from "./AskFirst";
import { DatesCovered } from "./DatesCovered";
import { JobActions } from "./JobActions";
import { JobFacts } from "./JobFacts";
import { JobLoop } from "./JobLoop";
import { JobNotices } from "./JobNotices";
import { JobRuns } from "./JobRuns";
import { JobSays } from "./JobSays";
import classes from "./JobScreen.module.css";
import { LookUpRecord } from "./LookUpRecord";
import { MarksLegend } from "./MarksLegend";
import { useActOnJob } from "./queries";
import { ResumeDialog } from "./ResumeDialog";
import { type Passed, usePassedWhilePaused } from "./resuming";

type JobScreenProps = {
  id: string;
  /** How far the run of the batch job is that is under way, if one is. */
  progress: RunProgress | null;
};

/** One batch job: its loop, what it does next, every date that it has covered, and its process runs. */
export function JobScreen({ id, progress }: JobScreenProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data, error, refetch } = useBatchJob(id);
  const acting = useActOnJob(id);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [isStarting, setStarting] = useState(false);
  const passed = usePassedWhilePaused(data);
  const [resuming, setResuming] = useState<Passed | null>(null);
  const body = useKeptScroll("job");
  const { unless } = useReadOnly();
  const edit = unless(() => void navigate({ to: "/settings/jobs/$id/edit", params: { id } }));
  useKeys({ e: edit, escape: () => void navigate({ to: "/settings/jobs" }) });
  const act = (action: JobAction) => {
    if (action === "start") setStarting(true);
    else if (action === "stop" || action === "delete") setAsked(action);
    else if (action === "resume" && passed !== null) setResuming(passed);
    else acting.mutate(action);
  };
  const sure = (action: Asked) => {
    setAsked(null);
    acting.mutate(action, {
      onSuccess: () => action === "delete" && void navigate({ to: "/settings/jobs", replace: true }),
    });
  };
  const isInvoicing = data?.row.workflow !== "update_role_utilization";
  return (
    <>
      <PageHead
        crumb={
          <>
            <span data-farther>
              <Link to="/settings">{t("settings.title")}</Link> ›
            </span>
            <Link to="/settings/jobs">{t("settings.jobs")}</Link>
          </>
        }
        title={data?.row.name ?? t("jobs.one")}
        beside={data !== undefined && <JobStatusMark status={data.row.status} pill />}
        actions={data !== undefined && <JobActions job={data} isBusy={acting.isPending} onAct={act} onEdit={edit} />}
      />
      {error !== null ? (
        <ProblemNotice
          what={t("jobs.one_problem")}
          problem={asProblem(error)}
          onRetry={() => void refetch()}
          elsewhere={<Link to="/settings/jobs">{t("jobs.to_list")}</Link>}
        />
      ) : data === undefined ? (
        <SkeletonRows />
      ) : (
        <div ref={body} className={classes.body}>
          {acting.error !== null && (
            <Notice tone="red" shape="octagon" alert>
              <strong>{t("jobs.not_done")}</strong> {asSentence(acting.error.message)}.
            </Notice>
          )}
          <div className={classes.top}>
            <div className={classes.loop}>
              <JobLoop job={data} progress={progress} />
              <JobSays job={data} progress={progress} onAct={act} isBusy={acting.isPending} />
            </div>
            <JobFacts job={data} />
          </div>
          {isInvoicing && (
            <>
              <div className={classes.dates}>
                <DatesCovered activated={data.activated_date} />
                <div className={classes.marks}>
                  <MarksLegend />
                  <JobNotices job={data} />
                </div>
              </div>
              <JobRuns />
            </>
          )}
        </div>
      )}
      <LookUpRecord
        id={isStarting ? id : null}
        onClose={() => setStarting(false)}
        onStarted={() => setStarting(false)}
      />
      <ResumeDialog id={id} name={data?.row.name ?? ""} passed={resuming} onClose={() => setResuming(null)} />
      <AskFirst asked={asked} name={data?.row.name ?? ""} onSure={sure} onClose={() => setAsked(null)} />
    </>
  );
}
