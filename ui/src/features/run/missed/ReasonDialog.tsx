import { Button, Modal, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import dialog from "../../../components/Dialog.module.css";
import { Notice } from "../../../components/Notice";
import type { Problem } from "../../../lib/ipc";
import { asSentence } from "../../../lib/sentence";

type ReasonDialogProps = {
  opened: boolean;
  title: string;
  /** What is about to be skipped, and what that means. */
  about: ReactNode;
  verb: string;
  isBusy: boolean;
  problem: Problem | null;
  onSkip: (reason: string) => void;
  onClose: () => void;
};

/** Skipping needs a reason, for whoever looks later. */
export function ReasonDialog({ opened, title, onClose, ...body }: ReasonDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size="32rem"
      closeButtonProps={{ "aria-label": t("missed.close_dialog") }}
    >
      {opened && <Body {...body} onClose={onClose} />}
    </Modal>
  );
}

function Body({ about, verb, isBusy, problem, onSkip, onClose }: Omit<ReasonDialogProps, "opened" | "title">) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const ofReason = problem?.field === "reason" ? asSentence(problem.message) : null;
  return (
    <form
      className={dialog.body}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() === "") setIsMissing(true);
        else onSkip(reason.trim());
      }}
    >
      <div className={dialog.about}>{about}</div>
      <TextInput
        label={t("missed.reason")}
        description={t("missed.reason_help")}
        inputWrapperOrder={["label", "input", "error", "description"]}
        value={reason}
        required
        withAsterisk={false}
        data-autofocus
        error={isMissing ? t("missed.reason_missing") : ofReason}
        onChange={(event) => {
          setReason(event.currentTarget.value);
          setIsMissing(false);
        }}
      />
      {problem !== null && ofReason === null && (
        <Notice tone="red" shape="octagon" alert>
          <strong>{t("missed.not_skipped")}</strong> {problem.message}. {t("problem.untouched")}
        </Notice>
      )}
      <div className={dialog.foot}>
        <span className={dialog.hint}>{t("missed.skip_hint")}</span>
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button type="submit" variant="filled" loading={isBusy}>
          {verb}
        </Button>
      </div>
    </form>
  );
}
