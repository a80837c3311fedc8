import { Button, Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SetUpRow } from "../../../bindings";
import dialog from "../../../components/Dialog.module.css";
import { fieldProps } from "../../../components/FieldSays";
import { Notice } from "../../../components/Notice";
import { useFormat } from "../../../lib/format";
import { formSays } from "../../../lib/formLook";
import type { Problem } from "../../../lib/ipc";
import { asSentence } from "../../../lib/sentence";

type SkipDialogProps = {
  opened: boolean;
  rows: readonly SetUpRow[];
  isBusy: boolean;
  problem: Problem | null;
  onSkip: (reason: string) => void;
  onClose: () => void;
  /** Once it is out of sight, and the focus free. */
  onGone: () => void;
};

/** Skipping a row needs a reason, for whoever looks later. */
export function SkipDialog({ opened, onClose, onGone, ...body }: SkipDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={onGone}
      title={t("rows.skip_title", { count: body.rows.length })}
      size="32rem"
      closeButtonProps={{ "aria-label": t("missed.close_dialog") }}
    >
      {opened && <Body {...body} onClose={onClose} />}
    </Modal>
  );
}

function Body({ rows, isBusy, problem, onSkip, onClose }: Omit<SkipDialogProps, "opened" | "onGone">) {
  const { t } = useTranslation();
  const format = useFormat();
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  const refused = formSays(null, [], problem).at("reason");
  return (
    <form
      className={dialog.body}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() === "") setMissing(true);
        else onSkip(reason.trim());
      }}
    >
      <p className={dialog.about}>
        {t("rows.skip_about", { count: rows.length, dates: rows.map((row) => format.date(row.run_date)).join(", ") })}
      </p>
      <TextInput
        {...fieldProps(
          { ...refused, problem: isMissing ? t("missed.reason_missing") : refused.problem },
          t("missed.reason_help"),
        )}
        label={t("missed.reason")}
        value={reason}
        data-autofocus
        onChange={(event) => {
          setReason(event.currentTarget.value);
          setMissing(false);
        }}
      />
      {problem !== null && problem.field === null && (
        <Notice tone="red" shape="octagon" alert>
          {asSentence(problem.message)}. {t("problem.untouched")}
        </Notice>
      )}
      <div className={dialog.foot}>
        <span className={dialog.hint}>{t("rows.skip_hint")}</span>
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button type="submit" variant="filled" loading={isBusy}>
          {t("rows.skip_verb", { count: rows.length })}
        </Button>
      </div>
    </form>
  );
}
