import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DraftSummary, PassedOverRow } from "../../bindings";
import { InvoiceBody } from "../../components/InvoiceBody";
import { LinkButton } from "../../components/LinkButton";
import { Notice } from "../../components/Notice";
import { PrintedPages } from "../../components/PrintedPages";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { InvoiceStatusMark, Status } from "../../components/Status";
import { useFormat } from "../../lib/format";
import { asProblem } from "../../lib/ipc";
import { useMarking } from "../../lib/marking";
import { useReadOnly } from "../../lib/readOnly";
import { useDraft, useDraftPages } from "./queries";
import classes from "./RunScreen.module.css";

type DraftPaneProps = { runDate: string; draft: DraftSummary; notReady: readonly PassedOverRow[] };

/** The chosen draft: its lines, or its pages as they will print. */
export function DraftPane({ runDate, draft, notReady }: DraftPaneProps) {
  const { t } = useTranslation();
  const [showsPage, setShowsPage] = useState(false);
  const { data, error, refetch } = useDraft(runDate, draft);
  const pages = useDraftPages(runDate, draft, showsPage);
  return (
    <section className={classes.middle} aria-label={draft.customer_name}>
      <div className={classes.middleHead}>
        <h2 className={classes.middleTitle}>{draft.customer_name}</h2>
        {draft.invoice === null ? (
          <Status shape="dashed" tone="grey" pill>
            {t("run.would_be")}
          </Status>
        ) : (
          data !== undefined && <InvoiceStatusMark status={data.status} pill />
        )}
        <span className={classes.middleActions}>
          {draft.invoice !== null && (
            <Link to="/invoices/$id" params={{ id: draft.invoice }}>
              {t("run.open_invoice")}
            </Link>
          )}
          <LinkButton aria-pressed={showsPage} onClick={() => setShowsPage(!showsPage)}>
            {showsPage ? t("run.show_lines") : t("run.show_page")}
          </LinkButton>
        </span>
      </div>
      {showsPage ? (
        pages.error !== null ? (
          <ProblemNotice
            what={t("pages.problem")}
            problem={asProblem(pages.error)}
            onRetry={() => void pages.refetch()}
          />
        ) : (
          <div className={classes.paper}>
            {pages.data === undefined ? <SkeletonRows /> : <PrintedPages printed={pages.data} />}
          </div>
        )
      ) : error !== null ? (
        <ProblemNotice what={t("run.draft_problem")} problem={asProblem(error)} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonRows />
      ) : (
        <>
          <InvoiceBody invoice={data} />
          {notReady.length > 0 && <NotReadyNotice rows={notReady} />}
        </>
      )}
    </section>
  );
}

/** Work of this draft's contract that is not marked ready, with the way to bring it in. */
function NotReadyNotice({ rows }: { rows: readonly PassedOverRow[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const marking = useMarking();
  const { off } = useReadOnly();
  const [first] = rows;
  const markable = rows.flatMap((row) =>
    row.id === null || row.customer === null ? [] : [{ id: row.id, customer: row.customer }],
  );
  if (first === undefined) return null;
  const next = first.next_run_date;
  return (
    <div className={classes.notice}>
      <Notice
        tone={marking.error === null ? "amber" : "red"}
        shape={marking.error === null ? "ring" : "octagon"}
        plain={marking.error === null}
      >
        <strong>{t("run.not_ready_here", { count: rows.length })}</strong>{" "}
        {rows.length === 1
          ? t("run.not_ready_one", {
              description: first.description ?? "",
              date: format.date(first.date ?? ""),
              amount: first.amount === null ? "" : `${format.amount(first.amount.amount)} ${first.amount.currency}`,
            })
          : rows
              .slice(0, 3)
              .map((row) => row.description)
              .join(", ")}
        {next !== null && ` ${t("run.waits_for", { date: format.weekday(next) })}`}{" "}
        {marking.error !== null && `${marking.error.message}. `}
        <LinkButton
          disabled={marking.isPending}
          onClick={() => marking.mutate({ shares: markable, status: "ready_to_invoice" })}
          {...off}
        >
          {t("run.mark_and_preview")}
        </LinkButton>
      </Notice>
    </div>
  );
}
