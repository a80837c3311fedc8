import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BatchJobView } from "../../bindings";
import { Notice } from "../../components/Notice";
import { ReasonField, useReason } from "../../components/ReasonField";
import { useFormat } from "../../lib/format";
import { useReadOnly } from "../../lib/readOnly";
import { asSentence } from "../../lib/sentence";
import classes from "./JobScreen.module.css";
import { useDecide } from "./queries";

/** More dates were missed than are run unasked: a person runs them, or skips them with a reason. */
export function WaitsPanel({ job }: { job: BatchJobView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const deciding = useDecide(job.row.id);
  const { off } = useReadOnly();
  const [isSkipping, setSkipping] = useState(false);
  const span = job.row.waits;
  const count = span?.count ?? 0;
  const problem = deciding.error;
  const reason = useReason(problem);
  const skip = (event: FormEvent) => {
    event.preventDefault();
    reason.given((given) => deciding.mutate({ skip: { reason: given } }));
  };
  return (
    <Notice tone="amber" shape="clock">
      <section className={classes.panel} aria-label={t("jobs.waits.title", { count })}>
        <div>
          <strong>{t("jobs.waits.title", { count })}</strong>{" "}
          {span !== null &&
            t("jobs.waits.dates", { from: format.weekday(span.from), through: format.weekday(span.through) })}{" "}
          {t("jobs.waits.why")} <Link to="/missed">{t("jobs.waits.look")}</Link>
        </div>
        {problem !== null && problem.field !== "reason" && (
          <div role="alert">
            <strong>{t("jobs.not_done")}</strong> {asSentence(problem.message)}.
          </div>
        )}
        {job.actions.includes("decide") &&
          (isSkipping ? (
            <form onSubmit={skip} className={classes.panelActions} noValidate>
              <div className={classes.reason}>
                <ReasonField reason={reason} label={t("jobs.waits.reason")} help={t("jobs.waits.reason_help")} />
              </div>
              <Button onClick={() => setSkipping(false)}>{t("common.cancel")}</Button>
              <Button type="submit" variant="filled" loading={deciding.isPending}>
                {t("jobs.waits.skip_verb")}
              </Button>
            </form>
          ) : (
            <div className={classes.panelActions}>
              <Button variant="filled" loading={deciding.isPending} onClick={() => deciding.mutate("run")} {...off}>
                {t("jobs.waits.run", { count })}
              </Button>
              <Button onClick={() => setSkipping(true)} {...off}>
                {t("jobs.waits.skip")}
              </Button>
            </div>
          ))}
      </section>
    </Notice>
  );
}
