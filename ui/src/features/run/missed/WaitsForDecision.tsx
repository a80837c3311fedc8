import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BatchJobView, Decision } from "../../../bindings";
import { Notice } from "../../../components/Notice";
import { useFormat } from "../../../lib/format";
import { ipc, type Problem } from "../../../lib/ipc";
import { useReadOnly } from "../../../lib/readOnly";
import { showToast } from "../../../lib/toasts";
import classes from "./MissedScreen.module.css";
import { ReasonDialog } from "./ReasonDialog";

/** More dates were missed than the job runs unasked: somebody says what becomes of them. */
export function WaitsForDecision({ job }: { job: BatchJobView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isSkipping, setIsSkipping] = useState(false);
  const { waits } = job.row;
  const { off } = useReadOnly();
  const deciding = useMutation<null, Problem, Decision>({
    mutationFn: (decision) => ipc.decideForBatchJob(job.row.id, decision),
    onSuccess: (_none, decision) => {
      setIsSkipping(false);
      showToast({
        text: t(decision === "run" ? "missed.decided_run" : "missed.decided_skip"),
        detail: t("missed.job_goes_on", { name: job.row.name }),
      });
    },
  });
  const span =
    waits === null ? "" : t("missed.span", { from: format.date(waits.from), through: format.date(waits.through) });
  return (
    <div className={classes.notice}>
      <Notice
        tone="amber"
        shape="clock"
        action={
          job.actions.includes("decide") && (
            <span className={classes.ways}>
              <Button loading={deciding.isPending && !isSkipping} onClick={() => deciding.mutate("run")} {...off}>
                {t("missed.run_all")}
              </Button>
              <Button
                disabled={deciding.isPending}
                onClick={() => {
                  deciding.reset();
                  setIsSkipping(true);
                }}
                {...off}
              >
                {t("missed.skip_before_today")}
              </Button>
            </span>
          )
        }
      >
        <strong>{t("missed.waits", { count: waits?.count ?? 0 })}</strong> {t("missed.waits_why", { span })}
        {deciding.error !== null && !isSkipping && (
          <span role="alert" className={classes.refused}>
            {t("missed.not_decided")} {deciding.error.message}. {t("problem.untouched")}
          </span>
        )}
      </Notice>
      <ReasonDialog
        opened={isSkipping}
        title={t("missed.skip_before_today")}
        about={t("missed.skip_before_about", { span })}
        verb={t("missed.skip_before_verb")}
        isBusy={deciding.isPending}
        problem={deciding.error}
        onSkip={(reason) => deciding.mutate({ skip: { reason } })}
        onClose={() => setIsSkipping(false)}
      />
    </div>
  );
}
