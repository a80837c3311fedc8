import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ReasonField, useReason } from "../../../components/ReasonField";
import { SmallDialog, SmallForm } from "../../../components/SmallDialog";
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
    <SmallDialog opened={opened} title={title} closing={t("missed.close_dialog")} onClose={onClose}>
      <Body {...body} onClose={onClose} />
    </SmallDialog>
  );
}

function Body({ about, verb, isBusy, problem, onSkip, onClose }: Omit<ReasonDialogProps, "opened" | "title">) {
  const { t } = useTranslation();
  const reason = useReason(problem);
  return (
    <SmallForm
      about={about}
      refused={
        problem === null || problem.field === "reason" ? undefined : (
          <>
            <strong>{t("missed.not_skipped")}</strong> {asSentence(problem.message)}. {t("problem.untouched")}
          </>
        )
      }
      hint={t("missed.skip_hint")}
      verb={verb}
      isBusy={isBusy}
      onSubmit={() => reason.given(onSkip)}
      onBack={onClose}
    >
      <ReasonField reason={reason} label={t("missed.reason")} help={t("missed.reason_help")} />
    </SmallForm>
  );
}
