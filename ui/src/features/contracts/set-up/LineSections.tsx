import { Button, Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ContractLineForm, ContractLineSetUp, ContractSetUp, FormLook } from "../../../bindings";
import { FormSection, Measure } from "../../../components/Form";
import form from "../../../components/Form.module.css";
import { LimitBars } from "../../../components/LimitBars";
import { NumberField } from "../../../components/NumberField";
import { Status } from "../../../components/Status";
import type { FreshRow } from "../../../components/useFreshRow";
import type { FormSays } from "../../../lib/formLook";
import { CustomersField } from "./CustomersField";
import { MilestonesField } from "./MilestonesField";
import { ScheduleFields } from "./ScheduleFields";
import classes from "./SetUp.module.css";
import { TaxFields } from "./TaxFields";
import { useMethodChange } from "./useMethodChange";
import { WhatIsBilled } from "./WhatIsBilled";

export type LineSectionsProps = {
  contract: string;
  setUp: ContractSetUp;
  /** None for a new line. */
  line: ContractLineSetUp | null;
  value: ContractLineForm;
  onChange: (given: Partial<ContractLineForm>) => void;
  says: FormSays;
  look: FormLook | null;
  isDirty: boolean;
  /** Told of a row that is just added: until it is left, what is missing in it is not said. */
  fresh: FreshRow;
};

/** The sections of a line: what is billed, when, with which tax, to whom, and up to what. */
export function LineSections(props: LineSectionsProps) {
  const { setUp, line, value, onChange, says, isDirty } = props;
  const { t } = useTranslation();
  const changeMethod = useMethodChange(value, isDirty, onChange);
  const isFixed = value.billing_method === "fixed_price";
  const { currency } = setUp.form;
  const limits = setUp.limits.filter((limit) => limit.contract_line?.id === line?.form.id && line !== null);
  return (
    <>
      <WhatIsBilled value={value} onChange={onChange} onMethod={changeMethod} says={says} isNew={line === null} />
      {isFixed ? <MilestonesField {...props} /> : <ScheduleFields {...props} />}
      <TaxFields value={value} onChange={onChange} says={says} />
      <Split {...props} />
      {(!isFixed || value.not_to_exceed !== "") && (
        <FormSection title={t("set_up.limits")} note={t("line.limits_note")}>
          <Measure>
            <NumberField
              className={form.half}
              label={t("line.limit")}
              value={value.not_to_exceed}
              unit={currency}
              placeholder={t("set_up.no_limit")}
              says={says.at("not_to_exceed")}
              help={t("line.limit_help")}
              onChange={(not_to_exceed) => onChange({ not_to_exceed })}
            />
          </Measure>
          {limits.length > 0 && <LimitBars limits={limits} currency={currency} />}
        </FormSection>
      )}
    </>
  );
}

/** Who pays for the line, and whether that is as the contract says. */
function Split({ setUp, line, value, onChange, says, look, fresh }: LineSectionsProps) {
  const { t } = useTranslation();
  const ofContract = setUp.form.customers;
  const plain = (customers: ContractLineForm["customers"]) =>
    JSON.stringify(customers.map(({ customer, percent, rounding }) => [customer, percent, rounding]));
  const isAsContract = plain(ofContract) === plain(value.customers);
  const isFixed = value.billing_method === "fixed_price";
  const keeping = look?.keeping_split ?? 0;
  return (
    <FormSection title={t("line.split")} note={t("line.split_note")}>
      <CustomersField
        value={value.customers}
        onChange={(customers) => onChange({ customers })}
        says={says}
        fresh={fresh}
        names={setUp.customer_names}
        currency={setUp.form.currency}
        total={look?.percent_total ?? null}
        hasLimits={!isFixed || value.customers.some((one) => one.not_to_exceed !== "")}
        tools={
          isAsContract ? (
            <Status shape="ring-check" tone="grey">
              {t("line.is_as_contract")}
            </Status>
          ) : (
            <Button
              onClick={() =>
                onChange({
                  customers: ofContract.map((one) => ({
                    ...one,
                    // Limits are the line's own.
                    not_to_exceed: value.customers.find((own) => own.customer === one.customer)?.not_to_exceed ?? "",
                  })),
                })
              }
            >
              {t("line.as_contract")}
            </Button>
          )
        }
      />
      {line !== null && keeping > 0 && (
        <div>
          <p className={classes.words}>{t("line.keeping_split", { count: keeping })}</p>
          <Checkbox
            mt="xs"
            checked={value.splits_again}
            label={t("line.splits_again")}
            description={t("line.splits_again_help")}
            onChange={(event) => onChange({ splits_again: event.currentTarget.checked })}
          />
        </div>
      )}
    </FormSection>
  );
}
