import { Button, Modal, Select } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContractLineForm, MilestoneForm } from "../../../bindings";
import { DateField } from "../../../components/DateField";
import dialog from "../../../components/Dialog.module.css";
import form from "../../../components/Form.module.css";
import { Money } from "../../../components/Money";
import { Notice } from "../../../components/Notice";
import { NumberField } from "../../../components/NumberField";
import { SkeletonRows } from "../../../components/Skeleton";
import table from "../../../components/Table.module.css";
import { useFormat } from "../../../lib/format";
import { asProblem, ipc } from "../../../lib/ipc";
import { asSentence } from "../../../lib/sentence";
import { useFrequencies } from "./choices";
import classes from "./SetUp.module.css";

type PeriodicDialogProps = {
  opened: boolean;
  contract: string;
  currency: string;
  value: ContractLineForm;
  /** Milestones that stay, because they cannot be changed any more. */
  locked: readonly MilestoneForm[];
  onFill: (given: Partial<ContractLineForm>) => void;
  onClose: () => void;
};

/** Divides the contracted amount equally over the dates of a frequency; shows the milestones before it fills them in. */
export function PeriodicDialog({ opened, onClose, ...body }: PeriodicDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("line.periodic")}
      size="36rem"
      closeButtonProps={{ "aria-label": t("line.periodic_close") }}
    >
      {opened && <Body {...body} onClose={onClose} />}
    </Modal>
  );
}

function Body({ contract, currency, value, locked, onFill, onClose }: Omit<PeriodicDialogProps, "opened">) {
  const { t } = useTranslation();
  const format = useFormat();
  const frequencies = useFrequencies();
  const [rule, setRule] = useState({
    billing_start: value.billing_start,
    invoice_frequency: value.invoice_frequency,
    contracted_amount: value.contracted_amount,
  });
  const change = (given: Partial<typeof rule>) => setRule((old) => ({ ...old, ...given }));
  const asked = { ...value, ...rule };
  const isComplete = Object.values(rule).every((one) => one !== "");
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ["periodic-milestones", contract, rule],
    queryFn: () => ipc.periodicMilestones(contract, asked),
    enabled: isComplete,
    placeholderData: keepPreviousData,
    meta: { tags: ["contracts"] },
  });
  const preview = isComplete && error === null ? data : undefined;
  // Those of the rule before stay to be seen, not to be taken.
  const milestones = isPlaceholderData ? undefined : preview;
  const replaced = value.milestones.length - locked.length;
  return (
    <div className={dialog.body}>
      <p className={dialog.about}>{t("line.periodic_about")}</p>
      <div className={form.pair}>
        <Select
          label={t("line.frequency")}
          data={frequencies.map(({ id, name }) => ({ value: id, label: name }))}
          value={rule.invoice_frequency === "" ? null : rule.invoice_frequency}
          placeholder={t("line.choose_frequency")}
          allowDeselect={false}
          data-autofocus
          onChange={(chosen) => chosen !== null && change({ invoice_frequency: chosen })}
        />
        <DateField
          label={t("line.billing_start")}
          value={rule.billing_start === "" ? null : rule.billing_start}
          write={format.weekday}
          onChange={(date) => change({ billing_start: date ?? "" })}
        />
      </div>
      <NumberField
        label={t("contract.contracted_amount")}
        value={rule.contracted_amount}
        unit={currency}
        onChange={(contracted_amount) => change({ contracted_amount })}
      />
      {error !== null && isComplete ? (
        <Notice tone="amber" shape="triangle" plain>
          {asSentence(asProblem(error).message)}.
        </Notice>
      ) : !isComplete ? (
        <p className={classes.words}>{t("line.periodic_incomplete")}</p>
      ) : preview === undefined ? (
        <SkeletonRows rows={3} />
      ) : (
        <div className={classes.preview} aria-busy={isPlaceholderData}>
          <table className={table.table} aria-label={t("line.periodic_preview")}>
            <thead>
              <tr>
                <th>{t("schedule.milestone_date")}</th>
                <th className={table.end}>{t("schedule.milestone_amount")}</th>
              </tr>
            </thead>
            <tbody>
              {preview.map((one) => (
                <tr key={one.date}>
                  <td>{format.weekday(one.date)}</td>
                  <td className={table.end}>
                    <Money amount={one.amount} currency={currency} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className={dialog.foot}>
        <span className={dialog.hint}>
          {replaced > 0 ? t("line.periodic_replaces", { count: replaced }) : t("line.periodic_hint")}
          {locked.length > 0 && ` ${t("line.periodic_keeps", { count: locked.length })}`}
        </span>
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button
          variant="filled"
          disabled={milestones === undefined}
          onClick={() => milestones !== undefined && onFill({ ...rule, milestones: [...locked, ...milestones] })}
        >
          {milestones === undefined
            ? t("line.periodic_fill_none")
            : t("line.periodic_fill", { count: milestones.length })}
        </Button>
      </div>
    </div>
  );
}
