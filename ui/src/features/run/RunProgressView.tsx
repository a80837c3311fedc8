import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DraftSummary } from "../../bindings";
import { type Column, DataGrid } from "../../components/DataGrid";
import { KeyCap } from "../../components/KeyCap";
import { Money } from "../../components/Money";
import { Notice } from "../../components/Notice";
import { PageHead, SectionTitle } from "../../components/Page";
import { Status } from "../../components/Status";
import { useFormat } from "../../lib/format";
import { useMainJob } from "../../lib/jobs";
import { useKeys } from "../../lib/keys";
import { DoneSoFar, ParkedSoFar } from "./DoneSoFar";
import { RunProgressBar } from "./RunProgressBar";
import classes from "./RunScreen.module.css";
import { cancelRun, type RunState } from "./runStore";

type Running = Extract<RunState, { phase: "running" }>;

/** A run on its way: how far it is, what came of it so far, what it was promised to create, and what Cancel means. */
export function RunProgressView({ run }: { run: Running }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { promised, progress, isCancelling } = run;
  const isByJob = progress?.by_job ?? false;
  useKeys(isByJob ? {} : { escape: () => void cancelRun() });
  return (
    <>
      <PageHead
        title={t("run.title")}
        beside={
          <>
            <strong>{format.weekday(run.date)}</strong>
            <Status shape="play" tone="accent" pill>
              {isCancelling ? t("run.cancelling") : t("run.processing")}
            </Status>
          </>
        }
        actions={
          isByJob ? (
            <ByJob />
          ) : (
            <>
              <span className={classes.hint}>{t("run.may_leave")}</span>
              <Button disabled={isCancelling} onClick={() => void cancelRun()} rightSection={<KeyCap keys="Esc" />}>
                {t("run.cancel")}
              </Button>
            </>
          )
        }
      />
      <RunProgressBar progress={progress} />
      <div className={classes.columns}>
        <div className={classes.promised}>
          {progress !== null && progress.latest.length > 0 ? (
            <DoneSoFar latest={progress.latest} done={progress.done} />
          ) : (
            promised.length > 0 && <Promised date={run.date} drafts={promised} />
          )}
        </div>
        <aside className={classes.passed} aria-label={t(isByJob ? "run.by_job" : "run.what_cancel_means")}>
          {progress !== null && <ParkedSoFar parked={progress.parked_contracts} count={progress.parked} />}
          <div className={classes.cancelNote}>
            <Notice tone="grey" shape="info">
              {t(isByJob ? "run.by_job_means" : "run.cancel_means")}
            </Notice>
          </div>
        </aside>
      </div>
    </>
  );
}

/** A run of the batch job is not this screen's to stop: the job is paused on its own page. */
function ByJob() {
  const { t } = useTranslation();
  const job = useMainJob();
  return (
    <>
      <span className={classes.hint}>{t("run.by_job")}</span>
      {job !== undefined && (
        <Link to="/settings/jobs/$id" params={{ id: job.id }}>
          {t("run.open_job")}
        </Link>
      )}
    </>
  );
}

/** The drafts of the preview: a run creates exactly these. Which of them are there already, it says when it ends. */
function Promised({ date, drafts }: { date: string; drafts: readonly DraftSummary[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [cursor, setCursor] = useState(0);
  const columns = useMemo(
    (): Column<DraftSummary>[] => [
      {
        id: "customer",
        header: t("contracts.customer"),
        cell: (draft) => (
          <span className={classes.customer} title={draft.customer_name}>
            {draft.customer_name}
          </span>
        ),
      },
      {
        id: "contract",
        header: t("contracts.contract"),
        cell: (draft) => <span title={draft.contract_name}>{draft.contract_name}</span>,
      },
      {
        id: "lines",
        header: t("run.lines_head"),
        cell: (draft) =>
          draft.invoice_date === date
            ? t("run.lines", { count: draft.lines })
            : t("run.of_date", { date: format.date(draft.invoice_date) }),
      },
      {
        id: "total",
        header: t("invoices.total"),
        end: true,
        cell: (draft) => <Money amount={draft.total.amount} currency={draft.total.currency} />,
      },
    ],
    [t, format, date],
  );
  return (
    <>
      <div className={classes.listHead}>
        <SectionTitle note={t("run.promised_note")}>{t("run.promised", { count: drafts.length })}</SectionTitle>
      </div>
      <DataGrid
        label={t("run.promised", { count: drafts.length })}
        className={classes.promisedGrid}
        columns={columns}
        size="one"
        total={drafts.length}
        row={(index) => drafts[index]}
        cursor={cursor}
        onCursor={setCursor}
      />
    </>
  );
}
