import { useContext } from "react";
import { useTranslation } from "react-i18next";
import type { ContractSetUp } from "../../../bindings";
import { ConfirmDialog } from "../../../components/ConfirmDialog";
import { TodayContext, useFormat } from "../../../lib/format";
import type { Problem } from "../../../lib/ipc";

/** The dates that runs are to bill it on, in order, each once. */
function runDatesOf({ lines }: ContractSetUp): string[] {
  const dates = lines.flatMap(({ schedule, form }) => [
    ...schedule.filter((row) => row.run_status === "not_run").map((row) => row.run_date),
    ...form.milestones.map((one) => one.run_date || one.date),
  ]);
  return [...new Set(dates)].sort();
}

type ActivateDialogProps = {
  opened: boolean;
  setUp: ContractSetUp;
  isBusy: boolean;
  problem: Problem | null;
  onActivate: () => void;
  onClose: () => void;
};

/** Says what runs do with the contract once it is active, because it never becomes a draft again. */
export function ActivateDialog({ opened, setUp, isBusy, problem, onActivate, onClose }: ActivateDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const today = useContext(TodayContext) ?? "";
  const dates = runDatesOf(setUp);
  const first = dates.find((date) => date >= today);
  const passed = dates.filter((date) => date < today).length;
  return (
    <ConfirmDialog
      opened={opened}
      title={t("set_up.activate_title", { name: setUp.form.name })}
      verb={t("set_up.activate_verb")}
      isBusy={isBusy}
      problem={problem}
      onConfirm={onActivate}
      onClose={onClose}
    >
      <p>
        {first === undefined
          ? t("set_up.activate_none")
          : t("set_up.activate_first", { date: format.weekday(first), distance: format.distance(first) })}
      </p>
      {passed > 0 && <p>{t("set_up.activate_passed", { count: passed })}</p>}
      <p>{t("set_up.activate_for_good")}</p>
    </ConfirmDialog>
  );
}
