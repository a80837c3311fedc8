import { useContext } from "react";
import { useTranslation } from "react-i18next";
import type { ContractLineSetUp, SetUpRow } from "../../../bindings";
import { ReasonField, useReason } from "../../../components/ReasonField";
import { SmallDialog, SmallForm } from "../../../components/SmallDialog";
import { isZero, TodayContext, useFormat } from "../../../lib/format";
import type { Problem } from "../../../lib/ipc";
import { useContract } from "../../../lib/queries";
import { asSentence } from "../../../lib/sentence";
import { leftByAll } from "./useSchedule";

/** As many dates are named before the rest is counted. */
const NAMED = 6;

type SkipDialogProps = {
  opened: boolean;
  contract: string;
  line: ContractLineSetUp;
  /** Those that are to be skipped. */
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

function Body({ contract, line, rows, isBusy, problem, onSkip, onClose }: Omit<SkipDialogProps, "opened" | "onGone">) {
  const { t } = useTranslation();
  const reason = useReason(problem);
  const dates = useDates();
  const left = useWorkLeft(contract, line, rows);
  return (
    <SmallForm
      about={`${t("rows.skip_about", { dates: dates(rows) })} ${left}`}
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

/** Names rows by their dates, and counts those beyond a few. */
function useDates() {
  const { t } = useTranslation();
  const format = useFormat();
  return (rows: readonly SetUpRow[]) => {
    const names = rows.slice(0, NAMED).map((row) => format.date(row.run_date));
    const more = rows.length - NAMED;
    return more > 0 ? t("rows.skip_names", { names: names.join(", "), count: more }) : names.join(", ");
  };
}

/** What becomes of the work of rows that are skipped. */
function useWorkLeft(contract: string, line: ContractLineSetUp, rows: readonly SetUpRow[]): string {
  const { t } = useTranslation();
  const format = useFormat();
  const dates = useDates();
  const { data } = useContract(contract);
  const left = leftByAll(line.schedule, rows, useContext(TodayContext));
  const [first] = left;
  if (first === undefined) return t("rows.skip_waits", { count: rows.length });
  const words =
    left.length === rows.length
      ? t("rows.skip_left", { count: rows.length })
      : t("rows.skip_some_left", { dates: dates(left) });
  const shown = data?.schedule.find((row) => row.contract_line === line.form.id && row.run_date === first.run_date);
  const amount = left.length === 1 ? (shown?.expected ?? null) : null;
  if (data === undefined || amount === null || isZero(amount)) return words;
  return `${words} ${t("rows.skip_left_amount", { amount: `${format.amount(amount)} ${data.currency}` })}`;
}
