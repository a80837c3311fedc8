import { Select, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ContractForm } from "../../../bindings";
import { DateField } from "../../../components/DateField";
import { fieldProps } from "../../../components/FieldSays";
import { FormSection, Measure } from "../../../components/Form";
import form from "../../../components/Form.module.css";
import { NumberField } from "../../../components/NumberField";
import { useFormat } from "../../../lib/format";
import type { FormSays } from "../../../lib/formLook";
import { useCurrencyChoices } from "./choices";

type ContractFieldsProps = {
  value: ContractForm;
  onChange: (given: Partial<ContractForm>) => void;
  says: FormSays;
  isNew: boolean;
};

const ID_LENGTH_MAX = 200;

/** What the contract is called, in which money it is, when it is delivered, and what it may never exceed. */
export function ContractFields({ value, onChange, says, isNew }: ContractFieldsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const currencies = useCurrencyChoices();
  const label = (code: string, name: string) => (name === code ? code : t("set_up.currency_choice", { code, name }));
  const known = currencies.some(({ code }) => code === value.currency) || value.currency === "";
  const choices = [
    ...(known ? [] : [{ value: value.currency, label: value.currency }]),
    ...currencies.map(({ code, name }) => ({ value: code, label: label(code, name) })),
  ];
  return (
    <FormSection title={t("set_up.contract")} note={t("set_up.contract_note")}>
      <Measure>
        <TextInput
          {...fieldProps(says.at("name"))}
          label={t("set_up.name")}
          value={value.name}
          maxLength={ID_LENGTH_MAX}
          {...(isNew && { "data-autofocus": true, autoFocus: true })}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
      </Measure>
      <Measure>
        <div className={form.pair}>
          <TextInput
            {...fieldProps(says.at("id"), t("set_up.id_help"))}
            label={t("set_up.id")}
            value={value.id}
            maxLength={ID_LENGTH_MAX}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => onChange({ id: event.currentTarget.value })}
          />
          <Select
            {...fieldProps(says.at("currency"), t("set_up.currency_help"))}
            label={t("contracts.currency")}
            data={choices}
            value={value.currency === "" ? null : value.currency}
            searchable
            selectFirstOptionOnChange
            limit={20}
            allowDeselect={false}
            nothingFoundMessage={t("set_up.no_currency")}
            onChange={(currency) => currency !== null && onChange({ currency })}
          />
        </div>
      </Measure>
      <Measure>
        <div className={form.pair}>
          <DateField
            label={t("set_up.delivery_date")}
            value={value.delivery_date === "" ? null : value.delivery_date}
            canBeEmpty
            write={format.weekday}
            says={says.at("delivery_date")}
            help={t("set_up.delivery_date_help")}
            onChange={(date) => onChange({ delivery_date: date ?? "" })}
          />
          <NumberField
            label={t("set_up.limit")}
            value={value.not_to_exceed}
            unit={value.currency}
            placeholder={t("set_up.no_limit")}
            says={says.at("not_to_exceed")}
            help={t("set_up.limit_help")}
            onChange={(not_to_exceed) => onChange({ not_to_exceed })}
          />
        </div>
      </Measure>
    </FormSection>
  );
}
