import { Select, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { FrequencyPeriod, RecordForm, RecordUses, WorkingDayRule } from "../../../bindings";
import { DateField } from "../../../components/DateField";
import { Notice } from "../../../components/Notice";
import { IdField, TextField } from "../fields";
import type { RecordEditor } from "../useRecordEditor";
import { CutOffField } from "./CutOffField";
import classes from "./Frequency.module.css";
import { RunDays } from "./RunDays";

export type FrequencyEditor = RecordEditor<Extract<RecordForm, { kind: "invoice_frequency" }>>;

const periods = ["weekly", "biweekly", "monthly", "quarterly", "yearly"] as const satisfies FrequencyPeriod[];
const workingDays = ["as_is", "next", "previous"] as const satisfies WorkingDayRule[];

/** Whether a period is counted in weeks: then a run is a weekday and nothing else. */
export function isInWeeks(period: FrequencyPeriod): boolean {
  return period === "weekly" || period === "biweekly";
}

type FrequencyFieldsProps = {
  editor: FrequencyEditor;
  from: string;
  onFrom: (date: string) => void;
  through: string | null;
  onThrough: (date: string | null) => void;
  anchor: string | null;
  uses: readonly RecordUses[] | undefined;
};

/** Everything that a rule is made of. */
export function FrequencyFields(props: FrequencyFieldsProps) {
  const { editor, from, onFrom, through, onThrough, anchor, uses } = props;
  const { t } = useTranslation();
  const { form } = editor;
  const takesNumber = form.period === "weekly" || form.period === "monthly";
  const choosePeriod = (period: FrequencyPeriod) => {
    const runs =
      isInWeeks(period) === isInWeeks(form.period)
        ? form.runs
        : isInWeeks(period)
          ? [{ weekday: form.runs[0]?.weekday || "monday", occurrence: "", day: "" }]
          : [{ weekday: form.runs[0]?.weekday || "monday", occurrence: "first", day: "" }];
    editor.change({ period, runs, every: period === "weekly" ? "2" : "1" });
  };
  const isChangedWhereUsed = editor.isChanged && uses !== undefined && uses.length > 0;
  return (
    <div className={classes.fields}>
      <TextField editor={editor} name="name" label={t("setup.field.name")} isRequired takesFocus />
      <IdField editor={editor} />
      <div className={classes.period}>
        <Select
          label={t("setup.field.period")}
          allowDeselect={false}
          data={periods.map((value) => ({ value, label: t(`setup.frequency.period.${value}`) }))}
          value={form.period}
          error={editor.problemAt("period")}
          onChange={(value) => choosePeriod(periods.find((known) => known === value) ?? form.period)}
        />
        {takesNumber && (
          <TextInput
            label={t("setup.field.every")}
            inputMode="numeric"
            rightSectionWidth="4rem"
            rightSection={<span className={classes.unit}>{t(`setup.frequency.every.${form.period as "weekly"}`)}</span>}
            value={form.every}
            error={editor.problemAt("every")}
            onChange={(event) => editor.change({ every: event.currentTarget.value })}
          />
        )}
      </div>
      <RunDays editor={editor} />
      <CutOffField editor={editor} />
      <Select
        label={t("setup.field.working_day")}
        description={form.working_day === "as_is" ? undefined : t("setup.frequency.cut_off_stays")}
        inputWrapperOrder={["label", "input", "error", "description"]}
        allowDeselect={false}
        data={workingDays.map((value) => ({ value, label: t(`setup.frequency.working_day.${value}`) }))}
        value={form.working_day}
        onChange={(value) =>
          editor.change({ working_day: workingDays.find((known) => known === value) ?? form.working_day })
        }
      />
      <div className={classes.range}>
        <DateField label={t("setup.frequency.from")} value={from} onChange={(date) => date !== null && onFrom(date)} />
        <DateField label={t("setup.frequency.through")} value={through} canBeEmpty onChange={onThrough} />
      </div>
      {anchor !== null && (
        <Notice tone="grey" shape="info" plain>
          {anchor}
        </Notice>
      )}
      {isChangedWhereUsed && (
        <Notice tone="amber" shape="triangle">
          {t("setup.frequency.schedules_stay")}
        </Notice>
      )}
    </div>
  );
}
