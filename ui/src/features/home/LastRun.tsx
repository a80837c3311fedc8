import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ProcessRunRow, ProofRow } from "../../bindings";
import { Money } from "../../components/Money";
import { SectionTitle } from "../../components/Page";
import { Shape } from "../../components/Shape";
import { ProcessRunStatusMark } from "../../components/Status";
import { useFormat } from "../../lib/format";
import classes from "./HomeScreen.module.css";
import { useRunProof } from "./queries";

/** The last process run: what it made, and that its money adds up. */
export function LastRun({ run, proof }: { run: ProcessRunRow | null; proof: readonly ProofRow[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (run === null) {
    return (
      <section aria-label={t("home.last_run")}>
        <SectionTitle>{t("home.last_run")}</SectionTitle>
        <p className={classes.calm}>
          <span>
            {t("home.never_ran")} <Link to="/run">{t("home.preview_day")}</Link>
          </span>
        </p>
      </section>
    );
  }
  const wrong = proof.filter((row) => !row.adds_up && row.changed_meanwhile === 0);
  return (
    <section aria-label={t("home.last_run")}>
      <SectionTitle
        end={
          <Link
            to="/process-runs/$date"
            params={{ date: run.run_date }}
            aria-label={t("home.open_run", { date: format.weekdayShort(run.run_date) })}
          >
            {t("home.open")}
          </Link>
        }
      >
        {t("home.last_run")}
      </SectionTitle>
      <div className={classes.run}>
        <div className={classes.runHead}>
          <strong className={classes.runDate}>{format.weekdayShort(run.run_date)}</strong>
          <ProcessRunStatusMark status={run.status} />
          <span className={classes.runAt}>{t("home.started", { at: format.instant(run.started_at) })}</span>
        </div>
        <ul className={classes.counts}>
          <li>
            <b>{format.count(run.drafts)}</b> {t("home.drafts_word", { count: run.drafts })}
          </li>
          <li data-parked={run.parked > 0 || undefined}>
            <b>{format.count(run.parked)}</b> {t("home.parked_word")}
          </li>
          {run.attempts > 1 && (
            <li>
              <b>{format.count(run.attempts)}</b> {t("home.attempts_word")}
            </li>
          )}
        </ul>
        <p className={classes.proof}>
          {proof.length === 0 ? (
            t("home.proof_none")
          ) : wrong.length === 0 ? (
            t(proof.some((row) => !row.adds_up) ? "home.proof_changed" : "home.proof", { count: proof.length })
          ) : (
            <span className={classes.refused}>
              <Shape name="octagon" tone="red" />{" "}
              {t("home.proof_wrong", { currencies: wrong.map((row) => row.currency).join(", ") })}
            </span>
          )}
        </p>
        <LeftOut run={run} />
      </div>
    </section>
  );
}

/** What the run left out, per currency, with each reason leading to what it was said of. */
function LeftOut({ run }: { run: ProcessRunRow }) {
  const { t } = useTranslation();
  const date = run.run_date;
  const rows = (useRunProof(run).data ?? []).filter((row) => row.reasons.length > 0 || row.elsewhere !== null);
  if (rows.length === 0) return null;
  return (
    <ul className={classes.leftOut} aria-label={t("home.left_out")}>
      {rows.flatMap((row) => [
        ...row.reasons.map((reason) => (
          <li key={`${row.currency} ${reason.code}`}>
            <Link to="/process-runs/$date" params={{ date }} search={{ tab: "all", reason: reason.code }}>
              {t("home.left_out_reason", { reason: t(`reason.${reason.code}`), count: reason.count })}
            </Link>
            <Money amount={reason.amount} currency={row.currency} />
          </li>
        )),
        row.elsewhere !== null && (
          <li key={row.currency}>
            <span>{t("proof.elsewhere")}</span>
            <Money amount={row.elsewhere} currency={row.currency} />
          </li>
        ),
      ])}
    </ul>
  );
}
