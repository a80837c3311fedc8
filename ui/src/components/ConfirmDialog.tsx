import { Button, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../lib/ipc";
import { asSentence } from "../lib/sentence";
import dialog from "./Dialog.module.css";
import { Notice } from "./Notice";

type ConfirmDialogProps = {
  opened: boolean;
  title: string;
  /** What it does, with its numbers. */
  children: ReactNode;
  verb: string;
  isBusy: boolean;
  problem: Problem | null;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks once before what cannot be taken back. */
export function ConfirmDialog({
  opened,
  title,
  verb,
  isBusy,
  problem,
  onConfirm,
  onClose,
  ...rest
}: ConfirmDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size="30rem"
      closeButtonProps={{ "aria-label": t("form.close_dialog") }}
    >
      <div className={dialog.body}>
        <div className={dialog.about}>{rest.children}</div>
        {problem !== null && (
          <Notice tone="red" shape="octagon" alert>
            {asSentence(problem.message)}. {t("problem.untouched")}
          </Notice>
        )}
        <div className={dialog.foot}>
          <span className={dialog.hint}>{t("form.cannot_be_undone")}</span>
          <Button data-autofocus onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button variant="filled" loading={isBusy} onClick={onConfirm}>
            {verb}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
