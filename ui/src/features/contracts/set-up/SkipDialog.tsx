import { useTranslation } from "react-i18next";
import type { SetUpRow } from "../../../bindings";
import { ReasonField, useReason } from "../../../components/ReasonField";
import { SmallDialog, SmallForm } from "../../../components/SmallDialog";
import { useFormat } from "../../../lib/format";
import type { Problem } from "../../../lib/ipc";
import { asSentence } from "../../../lib/sentence";

/** As many dates are named before the rest is counted. */
const NAMED = 6;

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
    <SmallDialog
      opened={opened}
      title={t("rows.skip_title", { count: body.rows.length })}
      closing={t("missed.close_dialog")}
      onClose={onClose}
      onGone={onGone}
    >
      <Body {...body} onClose={onClose} />
    </SmallDialog>
  );
}

function Body({ rows, isBusy, problem, onSkip, onClose }: Omit<SkipDialogProps, "opened" | "onGone">) {
  const { t } = useTranslation();
  const format = useFormat();
  const reason = useReason(problem);
  const names = rows
    .slice(0, NAMED)
    .map((row) => format.date(row.run_date))
    .join(", ");
  const more = rows.length - NAMED;
  const dates = more > 0 ? t("rows.skip_names", { names, count: more }) : names;
  return (
    <SmallForm
      about={t("rows.skip_about", { count: rows.length, dates })}
      refused={
        problem === null || problem.field === "reason" ? undefined : (
          <>
            {asSentence(problem.message)}. {t("problem.untouched")}
          </>
        )
      }
      hint={t("rows.skip_hint")}
      verb={t("rows.skip_verb", { count: rows.length })}
      isBusy={isBusy}
      onSubmit={() => reason.given(onSkip)}
      onBack={onClose}
    >
      <ReasonField reason={reason} label={t("missed.reason")} help={t("missed.reason_help")} />
    </SmallForm>
  );
}
