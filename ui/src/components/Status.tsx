import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type {
  BillingStatus,
  ContractStatus,
  InvoiceStatus,
  JobStatus,
  ProcessRunStatus,
  ReasonCode,
  RunStatus,
} from "../bindings";
import { useFormat } from "../lib/format";
import { Shape, type ShapeName, type Tone } from "./Shape";
import classes from "./Status.module.css";

export type Look = { shape: ShapeName; tone: Tone };

const billingLooks: Record<BillingStatus, Look> = {
  not_ready: { shape: "ring", tone: "amber" },
  ready_to_invoice: { shape: "dot", tone: "green" },
  invoice_created: { shape: "half", tone: "violet" },
  invoice_posted: { shape: "ring-check", tone: "green" },
};

const invoiceLooks: Record<InvoiceStatus, Look> = {
  draft: { shape: "dashed", tone: "grey" },
  in_review: { shape: "half", tone: "violet" },
  confirmed: { shape: "ring-check", tone: "green" },
  paid: { shape: "disc-check", tone: "green" },
};

export const runLooks: Record<RunStatus, Look> = {
  not_run: { shape: "ring", tone: "grey" },
  run_successful: { shape: "ring-check", tone: "green" },
  run_failed: { shape: "octagon", tone: "red" },
  skipped: { shape: "slash", tone: "grey" },
};

const contractLooks: Record<ContractStatus, Look> = {
  draft: { shape: "dashed", tone: "grey" },
  active: { shape: "dot", tone: "green" },
  closed: { shape: "slash", tone: "grey" },
};

const processRunLooks: Record<ProcessRunStatus, Look> = {
  running: { shape: "play", tone: "accent" },
  completed: { shape: "ring-check", tone: "green" },
  completed_with_failures: { shape: "octagon", tone: "red" },
  interrupted: { shape: "triangle", tone: "amber" },
};

const reasonLooks: Record<ReasonCode, Look> = {
  not_ready: { shape: "ring", tone: "amber" },
  stopped_by_limit: { shape: "octagon", tone: "red" },
  after_cut_off: { shape: "double-arrow", tone: "amber" },
  after_run_date: { shape: "double-arrow", tone: "amber" },
  later_run_date: { shape: "clock", tone: "grey" },
  no_later_run_date: { shape: "clock", tone: "amber" },
  line_not_set_up: { shape: "triangle", tone: "amber" },
  class_not_included: { shape: "triangle", tone: "amber" },
  contract_not_active: { shape: "slash", tone: "grey" },
  contract_parked: { shape: "octagon", tone: "red" },
  contract_unreadable: { shape: "triangle", tone: "red" },
  nothing_to_invoice: { shape: "line", tone: "grey" },
  nothing_chargeable: { shape: "line", tone: "grey" },
  already_run: { shape: "slash", tone: "grey" },
  row_skipped: { shape: "slash", tone: "grey" },
  milestone_missed: { shape: "clock", tone: "amber" },
  fixed_price_line: { shape: "line", tone: "grey" },
  due: { shape: "clock", tone: "green" },
  on_draft: { shape: "half", tone: "violet" },
  invoiced: { shape: "ring-check", tone: "green" },
};

export const jobLooks: Record<JobStatus, Look> = {
  not_started: { shape: "ring", tone: "grey" },
  sleeping: { shape: "moon", tone: "accent" },
  processing: { shape: "play", tone: "accent" },
  retrying: { shape: "again", tone: "amber" },
  waits_for_person: { shape: "clock", tone: "amber" },
  clock_behind: { shape: "clock", tone: "amber" },
  paused: { shape: "pause", tone: "grey" },
  stopped: { shape: "octagon", tone: "red" },
  stopped_working: { shape: "octagon", tone: "red" },
  hung: { shape: "triangle", tone: "red" },
};

export function Status({ shape, tone, children, pill = false }: Look & { children: ReactNode; pill?: boolean }) {
  return (
    <span className={classes.status} data-tone={tone} data-pill={pill || undefined}>
      <Shape name={shape} tone={tone} />
      <span className={classes.word}>{children}</span>
    </span>
  );
}

export function BillingStatusMark({ status }: { status: BillingStatus }) {
  const { t } = useTranslation();
  return <Status {...billingLooks[status]}>{t(`billing_status.${status}`)}</Status>;
}

export function InvoiceStatusMark({ status, pill = false }: { status: InvoiceStatus; pill?: boolean }) {
  const { t } = useTranslation();
  return (
    <Status {...invoiceLooks[status]} pill={pill}>
      {t(`invoice_status.${status}`)}
    </Status>
  );
}

export function RunStatusMark({ status }: { status: RunStatus }) {
  const { t } = useTranslation();
  return <Status {...runLooks[status]}>{t(`run_status.${status}`)}</Status>;
}

/** A run date that has passed and was not run; without the date where it stands beside. */
export function MissedMark({ date, pill = false }: { date?: string; pill?: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Status shape="clock" tone="amber" pill={pill}>
      {date === undefined ? t("run_status.missed") : t("run_status.missed_on", { date: format.date(date) })}
    </Status>
  );
}

export function ContractStatusMark({ status }: { status: ContractStatus }) {
  const { t } = useTranslation();
  return (
    <Status {...contractLooks[status]} pill>
      {t(`contract_status.${status}`)}
    </Status>
  );
}

export function ProcessRunStatusMark({ status, pill = false }: { status: ProcessRunStatus; pill?: boolean }) {
  const { t } = useTranslation();
  return (
    <Status {...processRunLooks[status]} pill={pill}>
      {t(`process_run_status.${status}`)}
    </Status>
  );
}

export function JobStatusMark({ status, pill = false }: { status: JobStatus; pill?: boolean }) {
  const { t } = useTranslation();
  return (
    <Status {...jobLooks[status]} pill={pill}>
      {t(`job_status.${status}`)}
    </Status>
  );
}

/** The shape of a reason; its word stands beside it. */
export function ReasonShape({ code }: { code: ReasonCode }) {
  const { shape, tone } = reasonLooks[code];
  return <Shape name={shape} tone={tone} />;
}
