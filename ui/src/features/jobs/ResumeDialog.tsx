import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ReasonField, useReason } from "../../components/ReasonField";
import { SmallDialog, SmallForm } from "../../components/SmallDialog";
import { useFormat } from "../../lib/format";
import { asSentence } from "../../lib/sentence";
import { type Passed, useResume } from "./resuming";

type ResumeDialogProps = {
  id: string;
  name: string;
  /** None where nothing is asked. */
  passed: Passed | null;
  onClose: () => void;
};

/** Dates passed while the job was paused: they are run in order, or skipped with a reason, and then it goes on. */
export function ResumeDialog({ passed, name, ...of }: ResumeDialogProps) {
  const { t } = useTranslation();
  return (
    <SmallDialog
      opened={passed !== null}
      title={t("jobs.resume.title", { name })}
      closing={t("jobs.resume.close")}
      onClose={of.onClose}
    >
      {passed !== null && <Body passed={passed} {...of} />}
    </SmallDialog>
  );
}

type BodyProps = Omit<ResumeDialogProps, "passed" | "name"> & { passed: Passed };

function Body({ id, passed, onClose }: BodyProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const resuming = useResume(id, onClose);
  const [isSkipping, setSkipping] = useState(false);
  const problem = resuming.error;
  const reason = useReason(problem);
  const { dates, from, through } = passed;
  const count = dates.length;
  const skip = () => reason.given((given) => resuming.mutate({ dates, reason: given }));
  return (
    <SmallForm
      about={
        <>
          <p>
            {t("jobs.resume.passed", { count, from: format.weekday(from), through: format.weekday(through) })}{" "}
            <Link to="/missed">{t("jobs.waits.look")}</Link>
          </p>
          <p>{t(isSkipping ? "jobs.resume.skip_means" : "jobs.resume.run_means")}</p>
        </>
      }
      refused={
        problem === null || problem.field === "reason" ? undefined : (
          <>
            <strong>{t("jobs.not_done")}</strong> {asSentence(problem.message)}.
          </>
        )
      }
      hint={t("jobs.resume.hint")}
      verb={isSkipping ? t("jobs.resume.skip_verb") : t("jobs.resume.run_verb", { count })}
      isBusy={resuming.isPending}
      beginsAtVerb={!isSkipping}
      onSubmit={isSkipping ? skip : () => resuming.mutate({ dates, reason: null })}
      onBack={isSkipping ? () => setSkipping(false) : onClose}
      {...(isSkipping && { back: t("jobs.resume.back") })}
      other={
        !isSkipping && (
          <Button
            disabled={resuming.isPending}
            onClick={() => {
              resuming.reset();
              setSkipping(true);
            }}
          >
            {t("jobs.waits.skip")}
          </Button>
        )
      }
    >
      {isSkipping && <ReasonField reason={reason} label={t("jobs.waits.reason")} help={t("jobs.waits.reason_help")} />}
    </SmallForm>
  );
}
