import { Button, Modal, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import dialog from "../../components/Dialog.module.css";
import { Notice } from "../../components/Notice";
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
    <Modal
      opened={passed !== null}
      onClose={of.onClose}
      title={t("jobs.resume.title", { name })}
      size="34rem"
      closeButtonProps={{ "aria-label": t("jobs.resume.close") }}
    >
      {passed !== null && <Body passed={passed} {...of} />}
    </Modal>
  );
}

type BodyProps = Omit<ResumeDialogProps, "passed" | "name"> & { passed: Passed };

function Body({ id, passed, onClose }: BodyProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const resuming = useResume(id, onClose);
  const [isSkipping, setSkipping] = useState(false);
  const [reason, setReason] = useState("");
  const { dates, from, through } = passed;
  const count = dates.length;
  const problem = resuming.error;
  const ofReason = problem?.field === "reason" ? asSentence(problem.message) : null;
  return (
    <form
      className={dialog.body}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        resuming.mutate({ dates, reason: isSkipping ? reason.trim() : null });
      }}
    >
      <div className={dialog.about}>
        <p>
          {t("jobs.resume.passed", { count, from: format.weekday(from), through: format.weekday(through) })}{" "}
          <Link to="/missed">{t("jobs.waits.look")}</Link>
        </p>
        <p>{t(isSkipping ? "jobs.resume.skip_means" : "jobs.resume.run_means")}</p>
      </div>
      {isSkipping && (
        <TextInput
          label={t("jobs.waits.reason")}
          description={t("jobs.waits.reason_help")}
          inputWrapperOrder={["label", "input", "error", "description"]}
          autoFocus
          value={reason}
          error={ofReason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      {problem !== null && ofReason === null && (
        <Notice tone="red" shape="octagon" alert>
          <strong>{t("jobs.not_done")}</strong> {asSentence(problem.message)}.
        </Notice>
      )}
      <div className={dialog.foot}>
        <span className={dialog.hint}>{t("jobs.resume.hint")}</span>
        <Button onClick={isSkipping ? () => setSkipping(false) : onClose}>
          {t(isSkipping ? "jobs.resume.back" : "common.cancel")}
        </Button>
        {!isSkipping && (
          <Button
            disabled={resuming.isPending}
            onClick={() => {
              resuming.reset();
              setSkipping(true);
            }}
          >
            {t("jobs.waits.skip")}
          </Button>
        )}
        <Button
          type="submit"
          variant="filled"
          loading={resuming.isPending}
          {...(!isSkipping && { "data-autofocus": true })}
        >
          {isSkipping ? t("jobs.resume.skip_verb") : t("jobs.resume.run_verb", { count })}
        </Button>
      </div>
    </form>
  );
}
