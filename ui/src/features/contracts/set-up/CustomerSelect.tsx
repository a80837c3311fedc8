import { Select } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CustomerName } from "../../../bindings";
import { fieldProps } from "../../../components/FieldSays";
import type { FieldSays } from "../../../lib/formLook";
import { useCustomers } from "./choices";

type CustomerSelectProps = {
  label: string;
  value: string;
  /** Those that need not be searched for. */
  known: readonly CustomerName[];
  says: FieldSays;
  takesFocus: boolean;
  onChange: (customer: CustomerName) => void;
};

/** A customer, found by a part of the name or id. */
export function CustomerSelect({ label, value, known, says, takesFocus, onChange }: CustomerSelectProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const current = known.find((one) => one.id === value);
  const found = useCustomers(typed === current?.name ? "" : typed);
  const all = new Map([...known, ...found].map((one) => [one.id, one]));
  if (value !== "" && !all.has(value)) all.set(value, { id: value, name: value });
  return (
    <Select
      {...fieldProps(says)}
      aria-label={label}
      title={current?.name}
      data={[...all.values()].map((one) => ({ value: one.id, label: one.name }))}
      value={value === "" ? null : value}
      placeholder={t("set_up.choose_customer")}
      searchable
      selectFirstOptionOnChange
      limit={20}
      allowDeselect={false}
      // What was found may fit by its id, which the list does not show.
      filter={({ options, search }) =>
        options.filter(
          (option) =>
            "value" in option &&
            (found.some((one) => one.id === option.value) || option.label.toLowerCase().includes(search.toLowerCase())),
        )
      }
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={typed.trim() === "" ? t("filter.type") : t("filter.none_found", { text: typed.trim() })}
      {...(takesFocus && { autoFocus: true })}
      onChange={(id) => {
        const customer = id === null ? undefined : all.get(id);
        if (customer !== undefined) onChange(customer);
      }}
    />
  );
}
