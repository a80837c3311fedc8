import { Select } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { DateField } from "../../../components/DateField";
import { fieldProps } from "../../../components/FieldSays";
import { FormSection, Measure } from "../../../components/Form";
import form from "../../../components/Form.module.css";
import { useFormat } from "../../../lib/format";
import { useFrequencies, useHasNone } from "./choices";
import type { LineSectionsProps } from "./LineSections";
import { ScheduleEditor } from "./ScheduleEditor";
import classes from "./SetUp.module.css";

const NONE = "none";

/** When the line is billed: the rule, and the rows that come of it. */
export function ScheduleFields({ contract, setUp, line, value, onChange, says }: LineSectionsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const frequencies = useFrequencies();
  const hasNone = useHasNone("invoice_frequency");
  const known = frequencies.some(({ id }) => id === value.invoice_frequency) || value.invoice_frequency === "";
  const saved = line?.form;
  // Rows are generated from what is saved.
  const isRuleTyped =
    saved !== undefined &&
    (saved.billing_start !== value.billing_start || saved.invoice_frequency !== value.invoice_frequency);
  return (
    <FormSection title={t("schedule.title")} note={t("line.schedule_note")} path="schedule">
      <Measure>
        <div className={form.pair}>
          <DateField
            label={t("line.billing_start")}
            value={value.billing_start === "" ? null : value.billing_start}
            canBeEmpty
            write={format.weekday}
            says={says.at("billing_start")}
            help={t("line.billing_start_help")}
            onChange={(date) => onChange({ billing_start: date ?? "" })}
          />
          <Select
            {...fieldProps(
              says.at("invoice_frequency"),
              hasNone ? (
                <>
                  {t("line.no_frequencies")}{" "}
                  <Link to="/settings/set-up/$list" params={{ list: "invoice-frequencies" }} search={{ new: true }}>
                    {t("line.first_frequency")}
                  </Link>
                </>
              ) : (
                t("line.frequency_help")
              ),
            )}
            label={t("line.frequency")}
            data={[
              { value: NONE, label: t("line.no_frequency") },
              ...(known ? [] : [{ value: value.invoice_frequency, label: value.invoice_frequency }]),
              ...frequencies.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={value.invoice_frequency === "" ? NONE : value.invoice_frequency}
            searchable
            selectFirstOptionOnChange
            allowDeselect={false}
            onChange={(id) => id !== null && onChange({ invoice_frequency: id === NONE ? "" : id })}
          />
        </div>
      </Measure>
      {line === null ? (
        <p className={classes.words}>{t("line.schedule_after_saving")}</p>
      ) : (
        <ScheduleEditor
          contract={contract}
          line={line}
          isClosed={setUp.status === "closed"}
          isRuleTyped={isRuleTyped}
        />
      )}
    </FormSection>
  );
}
