import { ActionIcon, TextInput, VisuallyHidden } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconX } from "@tabler/icons-react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { CustomerName, MilestoneForm, MilestoneState } from "../../../bindings";
import { DateField } from "../../../components/DateField";
import { fieldProps, Said } from "../../../components/FieldSays";
import { Icon } from "../../../components/Icon";
import { Money } from "../../../components/Money";
import { NumberField } from "../../../components/NumberField";
import { useFormat } from "../../../lib/format";
import type { FormSays } from "../../../lib/formLook";
import { MilestoneStatus } from "./MilestoneStatus";
import classes from "./SetUp.module.css";

type MilestoneRowProps = {
  at: number;
  count: number;
  value: MilestoneForm;
  /** None where it is not saved yet. */
  state: MilestoneState | undefined;
  /** Whether it stands as it is saved. */
  isSaved: boolean;
  customers: readonly CustomerName[];
  says: FormSays;
  /** Whether the whole list is. */
  isLocked: boolean;
  currency: string;
  takesFocus: boolean;
  onChange: (given: Partial<MilestoneForm>) => void;
  onMove: (step: 1 | -1, column: number) => void;
  onDelete: () => void;
  onKeyDown: (event: KeyboardEvent<HTMLTableRowElement>) => void;
  /** Told when the focus goes out of the row. */
  onLeft: () => void;
};

const TOOLS_COLUMN = 5;

/** A milestone, edited in its place. */
export function MilestoneRow(props: MilestoneRowProps) {
  const { at, count, value, state, says, isLocked, currency, takesFocus, onChange, onMove } = props;
  const { t } = useTranslation();
  const path = `milestones[${at}]`;
  const own = value.id === "" ? null : says.at(`milestones.${value.id}`).lock;
  // What cannot be changed any more is read, not filled in.
  const isRead = isLocked || own !== null;
  const name = value.name === "" ? t("line.milestone_number", { number: at + 1 }) : value.name;
  return (
    <tr
      data-path={path}
      onKeyDownCapture={props.onKeyDown}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && props.onLeft()}
    >
      {isRead ? (
        <MilestoneRead value={value} currency={currency} why={own} />
      ) : (
        <MilestoneFields
          at={at}
          name={name}
          value={value}
          says={says}
          currency={currency}
          takesFocus={takesFocus}
          onChange={onChange}
        />
      )}
      <td>
        <MilestoneStatus name={name} state={state} isSaved={props.isSaved} customers={props.customers} />
      </td>
      <td>
        <span className={classes.cell}>
          <ActionIcon
            variant="subtle"
            disabled={at === 0 || isLocked}
            aria-label={t("set_up.move_up", { name })}
            aria-keyshortcuts="Alt+ArrowUp"
            title={t("set_up.move_up", { name })}
            onClick={() => onMove(-1, TOOLS_COLUMN)}
          >
            <Icon of={IconArrowUp} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            disabled={at === count - 1 || isLocked}
            aria-label={t("set_up.move_down", { name })}
            aria-keyshortcuts="Alt+ArrowDown"
            title={t("set_up.move_down", { name })}
            onClick={() => onMove(1, TOOLS_COLUMN)}
          >
            <Icon of={IconArrowDown} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            disabled={isRead}
            data-delete
            aria-label={t("line.delete_milestone", { name })}
            title={t("line.delete_milestone", { name })}
            onClick={props.onDelete}
          >
            <Icon of={IconX} />
          </ActionIcon>
        </span>
      </td>
    </tr>
  );
}

type MilestoneFieldsProps = Pick<
  MilestoneRowProps,
  "at" | "value" | "says" | "currency" | "takesFocus" | "onChange"
> & {
  name: string;
};

function MilestoneFields({ at, name, value, says, currency, takesFocus, onChange }: MilestoneFieldsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const saysOf = (field: string) => says.at(`milestones[${at}].${field}`);
  return (
    <>
      <td>
        <TextInput
          {...fieldProps(saysOf("name"))}
          aria-label={t("line.name_of", { name: t("line.milestone_number", { number: at + 1 }) })}
          value={value.name}
          {...(takesFocus && { autoFocus: true })}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
      </td>
      <td>
        <DateField
          label={t("line.date_of", { name })}
          hidesLabel
          value={value.date === "" ? null : value.date}
          write={format.weekday}
          says={saysOf("date")}
          onChange={(date) => onChange({ date: date ?? "" })}
        />
      </td>
      <td>
        <NumberField
          label={t("line.amount_of", { name })}
          hidesLabel
          value={value.amount}
          currency={currency}
          says={saysOf("amount")}
          onChange={(amount) => onChange({ amount })}
        />
      </td>
      <td>
        <DateField
          label={t("line.run_date_of", { name })}
          hidesLabel
          canBeEmpty
          value={value.run_date === "" ? null : value.run_date}
          write={format.weekday}
          placeholder={t("line.same_day")}
          says={saysOf("run_date")}
          onChange={(date) => onChange({ run_date: date ?? "" })}
        />
      </td>
    </>
  );
}

type MilestoneReadProps = { value: MilestoneForm; currency: string; why: string | null };

function MilestoneRead({ value, currency, why }: MilestoneReadProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <td className={classes.read}>
        {value.name}
        {why !== null && why !== "" && <Said tone="grey">{why}</Said>}
      </td>
      <td className={classes.read}>{format.weekday(value.date)}</td>
      <td className={classes.read} data-end>
        <Money amount={value.amount} />
        <VisuallyHidden> {currency}</VisuallyHidden>
      </td>
      <td className={classes.read}>{value.run_date === "" ? t("line.same_day") : format.weekday(value.run_date)}</td>
    </>
  );
}
