import { ActionIcon } from "@mantine/core";
import { IconArrowUp, IconX } from "@tabler/icons-react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { CustomerName, CustomerSplitForm } from "../../../bindings";
import { Icon } from "../../../components/Icon";
import { NumberField } from "../../../components/NumberField";
import type { FormSays } from "../../../lib/formLook";
import { CustomerSelect } from "./CustomerSelect";
import classes from "./SetUp.module.css";

type CustomerRowProps = {
  at: number;
  count: number;
  value: CustomerSplitForm;
  name: string;
  /** Those that need not be searched for. */
  known: readonly CustomerName[];
  currency: string;
  hasLimits: boolean;
  /** What the circles of all rows are called together. */
  radio: string;
  says: FormSays;
  takesFocus: boolean;
  onChange: (given: Partial<CustomerSplitForm>) => void;
  onMeet: (customer: CustomerName) => void;
  onTakeOddCent: () => void;
  onMove: (step: 1 | -1) => void;
  onRemove: () => void;
  /** Told when the focus goes out of the row. */
  onLeft: () => void;
};

/** A customer: who, which part, up to what. */
export function CustomerRow(props: CustomerRowProps) {
  const { at, count, value, name, known, currency, hasLimits, radio, says, takesFocus } = props;
  const { onChange, onMeet, onTakeOddCent, onMove, onRemove } = props;
  const { t } = useTranslation();
  const path = `customers[${at}]`;
  const { lock } = says.at(`customers.${value.customer}`);
  const isLocked = says.at("customers").lock !== null;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (!event.altKey || step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(step);
  };
  return (
    <tr
      onKeyDownCapture={onKeyDown}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && props.onLeft()}
      data-path={path}
    >
      <td>
        <CustomerSelect
          label={at === 0 ? t("set_up.primary_customer") : t("set_up.customer_number", { number: at + 1 })}
          value={value.customer}
          known={known}
          says={{ ...says.at(`${path}.customer`), lock: isLocked ? "" : lock }}
          takesFocus={takesFocus}
          onChange={(customer) => {
            onMeet(customer);
            onChange({ customer: customer.id });
          }}
        />
        {at === 0 && count > 1 && <span className={classes.beside}>{t("set_up.primary_is")}</span>}
      </td>
      <td>
        <NumberField
          label={t("set_up.percent_of", { name })}
          hidesLabel
          unit="%"
          value={value.percent}
          says={says.at(`${path}.percent`)}
          onChange={(percent) => onChange({ percent })}
        />
      </td>
      {hasLimits && (
        <td>
          <NumberField
            label={t("set_up.limit_of", { name })}
            hidesLabel
            unit={currency}
            placeholder={t("set_up.no_limit")}
            value={value.not_to_exceed}
            says={says.at(`${path}.not_to_exceed`)}
            onChange={(not_to_exceed) => onChange({ not_to_exceed })}
          />
        </td>
      )}
      <td>
        {/* The cell is larger than its circle. */}
        <label className={`${classes.cell} ${classes.radio}`}>
          <input
            type="radio"
            name={radio}
            checked={value.rounding}
            disabled={isLocked}
            aria-label={t("set_up.takes_odd_cent", { name })}
            onChange={onTakeOddCent}
          />
        </label>
      </td>
      <td>
        <span className={classes.cell}>
          <ActionIcon
            variant="subtle"
            disabled={at === 0 || isLocked}
            aria-label={t("set_up.move_up", { name })}
            title={at === 1 ? t("set_up.make_primary", { name }) : t("set_up.move_up", { name })}
            onClick={() => onMove(-1)}
          >
            <Icon of={IconArrowUp} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            disabled={lock !== null || isLocked}
            data-remove
            aria-label={t("set_up.remove", { name })}
            title={t("set_up.remove", { name })}
            onClick={onRemove}
          >
            <Icon of={IconX} />
          </ActionIcon>
        </span>
      </td>
    </tr>
  );
}
