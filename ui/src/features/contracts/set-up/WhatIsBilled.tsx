import { Checkbox, TagsInput, TextInput } from "@mantine/core";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BillingMethod, ContractLineForm } from "../../../bindings";
import { fieldProps, GroupSays, Said } from "../../../components/FieldSays";
import { FormSection, Measure } from "../../../components/Form";
import form from "../../../components/Form.module.css";
import { transactionClasses } from "../../../lib/classes";
import type { FormSays } from "../../../lib/formLook";
import classes from "./SetUp.module.css";

type WhatIsBilledProps = {
  value: ContractLineForm;
  onChange: (given: Partial<ContractLineForm>) => void;
  onMethod: (method: BillingMethod) => void;
  says: FormSays;
  isNew: boolean;
};

const methods: readonly BillingMethod[] = ["time_and_material", "fixed_price"];
const NAME_LENGTH_MAX = 200;

/** An id that fits a name, until somebody types another. */
function idOf(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 40);
}

/** What the line is called, how it bills, and which work it takes. */
export function WhatIsBilled({ value, onChange, onMethod, says, isNew }: WhatIsBilledProps) {
  const { t } = useTranslation();
  const [isOwnId, setOwnId] = useState(!isNew);
  return (
    <FormSection title={t("line.what")} note={t("line.what_note")}>
      <Measure>
        <TextInput
          {...fieldProps(says.at("name"), t("line.name_help"))}
          label={t("set_up.name")}
          value={value.name}
          maxLength={NAME_LENGTH_MAX}
          {...(isNew && { "data-autofocus": true, autoFocus: true })}
          onChange={({ currentTarget: { value: name } }) => onChange({ name, ...(!isOwnId && { id: idOf(name) }) })}
        />
      </Measure>
      <Measure>
        <TextInput
          {...fieldProps(says.at("id"), t("line.id_help"))}
          label={t("set_up.id")}
          value={value.id}
          maxLength={NAME_LENGTH_MAX}
          autoComplete="off"
          spellCheck={false}
          onChange={({ currentTarget: { value: id } }) => {
            setOwnId(id !== "");
            onChange({ id });
          }}
        />
      </Measure>
      <Method value={value} onMethod={onMethod} says={says} />
      <Classes value={value} onChange={onChange} says={says} />
      <Tasks value={value} onChange={onChange} says={says} />
    </FormSection>
  );
}

type PartProps = Omit<WhatIsBilledProps, "isNew" | "onMethod">;

/** The two methods side by side, each with what it means. */
function Method({ value, onMethod, says }: Pick<WhatIsBilledProps, "value" | "onMethod" | "says">) {
  const { t } = useTranslation();
  const name = useId();
  const at = says.at("billing_method");
  return (
    <fieldset className={classes.group} data-path="billing_method">
      <legend className={form.label}>{t("contract.billing_method")}</legend>
      <div className={classes.cards}>
        {methods.map((method) => (
          <label key={method} className={classes.card}>
            <input
              type="radio"
              name={name}
              checked={value.billing_method === method}
              disabled={at.lock !== null}
              onChange={() => onMethod(method)}
            />
            <span>
              <span className={classes.cardTitle}>{t(`billing_method.${method}`)}</span>
              <span className={classes.cardText}>{t(`line.method.${method}`)}</span>
            </span>
          </label>
        ))}
      </div>
      <GroupSays says={at} />
    </fieldset>
  );
}

function Classes({ value, onChange, says }: PartProps) {
  const { t } = useTranslation();
  const chosen = value.transaction_classes;
  const isFixed = value.billing_method === "fixed_price";
  return (
    <fieldset className={classes.group} data-path="transaction_classes">
      <legend className={form.label}>{t("line.classes")}</legend>
      <p className={form.help}>{t(isFixed ? "line.classes_fixed_help" : "line.classes_help")}</p>
      <div className={classes.classes}>
        {transactionClasses.map((one) => {
          const { lock } = says.at(`transaction_classes.${one}`);
          return (
            <div key={one}>
              <Checkbox
                label={t(`class.${one}`)}
                checked={chosen.includes(one)}
                disabled={lock !== null}
                onChange={(event) =>
                  onChange({
                    transaction_classes: transactionClasses.filter((other) =>
                      other === one ? event.currentTarget.checked : chosen.includes(other),
                    ),
                  })
                }
              />
              {lock !== null && lock !== "" && <Said tone="grey">{lock}</Said>}
            </div>
          );
        })}
      </div>
      <GroupSays says={{ ...says.at("transaction_classes"), lock: null }} />
    </fieldset>
  );
}

function Tasks({ value, onChange, says }: PartProps) {
  const { t } = useTranslation();
  const name = useId();
  const [wantsTasks, setWantsTasks] = useState(false);
  const isSelected = wantsTasks || value.tasks.length > 0;
  const at = says.at("tasks");
  const choose = (selected: boolean) => {
    setWantsTasks(selected);
    if (!selected) onChange({ tasks: [] });
  };
  return (
    <fieldset className={classes.group} data-path="tasks">
      <legend className={form.label}>{t("line.tasks")}</legend>
      <p className={form.help}>{t("line.tasks_help")}</p>
      <div className={classes.classes}>
        {[false, true].map((selected) => (
          <label key={String(selected)} className={classes.choice}>
            <input
              type="radio"
              name={name}
              checked={isSelected === selected}
              disabled={at.lock !== null}
              onChange={() => choose(selected)}
            />
            {t(selected ? "line.tasks_selected" : "line.tasks_all")}
          </label>
        ))}
        {isSelected && (
          <Measure>
            <TagsInput
              {...fieldProps(at, t("line.tasks_list_help"))}
              data-path="tasks"
              aria-label={t("line.tasks_list")}
              placeholder={t("line.tasks_add")}
              value={value.tasks}
              splitChars={[",", ";"]}
              acceptValueOnBlur
              onChange={(tasks) => {
                // Whoever takes out the last one may go on typing; what is given back has no wish behind it.
                setWantsTasks(tasks.length === 0);
                onChange({ tasks });
              }}
            />
          </Measure>
        )}
      </div>
    </fieldset>
  );
}
