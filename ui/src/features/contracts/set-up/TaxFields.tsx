import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ContractLineForm } from "../../../bindings";
import { fieldProps } from "../../../components/FieldSays";
import { FormSection, Measure } from "../../../components/Form";
import form from "../../../components/Form.module.css";
import { NumberField } from "../../../components/NumberField";
import type { FormSays } from "../../../lib/formLook";

/** The categories of EN 16931 that a seller may use. */
const categories = ["S", "Z", "E", "AE", "K", "G", "O", "L", "M"] as const;

const NONE = "none";

type TaxFieldsProps = {
  value: ContractLineForm;
  onChange: (given: Partial<ContractLineForm>) => void;
  says: FormSays;
};

/** Which tax the line bears, and what its category means. */
export function TaxFields({ value, onChange, says }: TaxFieldsProps) {
  const { t } = useTranslation();
  const category = categories.find((one) => one === value.tax_category);
  const choose = (chosen: string | null) => {
    if (chosen === NONE) onChange({ tax_category: "", tax_percent: "" });
    // Every other category is at 0 % by its own rule.
    else if (chosen === "S")
      onChange({ tax_category: "S", tax_percent: value.tax_category === "S" ? value.tax_percent : "" });
    else if (chosen !== null) onChange({ tax_category: chosen, tax_percent: "0" });
  };
  const isUnknown = category === undefined && value.tax_category !== "";
  return (
    <FormSection title={t("line.tax")} note={t("line.tax_note")}>
      <Measure>
        <div className={form.pair}>
          <Select
            {...fieldProps(says.at("tax_category"), t(`line.tax_means.${category ?? "none"}`))}
            label={t("line.tax_category")}
            data={[
              { value: NONE, label: t("line.no_tax") },
              ...(isUnknown ? [{ value: value.tax_category, label: value.tax_category }] : []),
              ...categories.map((one) => ({
                value: one,
                label: t("line.tax_choice", { code: one, name: t(`line.tax_name.${one}`) }),
              })),
            ]}
            value={value.tax_category === "" ? NONE : value.tax_category}
            allowDeselect={false}
            onChange={choose}
          />
          {value.tax_category !== "" && (
            <NumberField
              label={t("line.tax_percent")}
              value={value.tax_percent}
              unit="%"
              says={says.at("tax_percent")}
              onChange={(tax_percent) => onChange({ tax_percent })}
            />
          )}
        </div>
      </Measure>
    </FormSection>
  );
}
