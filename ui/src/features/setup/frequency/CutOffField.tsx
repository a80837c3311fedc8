import { Select, TextInput } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import classes from "./Frequency.module.css";
import type { FrequencyEditor } from "./FrequencyFields";

/** Up to when a run takes work: some days before it, or the end of the month before. */
export function CutOffField({ editor }: { editor: FrequencyEditor }) {
  const { t } = useTranslation();
  const help = useId();
  const days = editor.form.cut_off_days_before;
  const problem = editor.problemAt("cut_off_days_before");
  return (
    <fieldset className={classes.group} aria-describedby={help}>
      <legend className={classes.label}>{t("setup.field.cut_off")}</legend>
      <div className={classes.cutOff} data-days={days !== null || undefined}>
        {days !== null && (
          <TextInput
            aria-label={t("setup.field.cut_off_days_before")}
            inputMode="numeric"
            value={days}
            error={problem !== null}
            onChange={(event) => editor.change({ cut_off_days_before: event.currentTarget.value })}
          />
        )}
        <Select
          aria-label={t("setup.frequency.cut_off_kind")}
          allowDeselect={false}
          data={[
            { value: "days", label: t("setup.frequency.days_before", { count: days === "1" ? 1 : 2 }) },
            { value: "month", label: t("setup.frequency.end_of_previous_month") },
          ]}
          value={days === null ? "month" : "days"}
          onChange={(kind) => editor.change({ cut_off_days_before: kind === "month" ? null : (days ?? "1") })}
        />
      </div>
      {problem !== null && (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
      <p id={help} className={classes.help}>
        {t("setup.frequency.inclusive")}
      </p>
    </fieldset>
  );
}
