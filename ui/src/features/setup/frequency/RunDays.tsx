import { ActionIcon, Button, Select, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { FrequencyRunForm } from "../../../bindings";
import { Icon } from "../../../components/Icon";
import { useFirstWeekday, useFormat } from "../../../lib/format";
import classes from "./Frequency.module.css";
import { type FrequencyEditor, isInWeeks } from "./FrequencyFields";

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
const occurrences = ["first", "second", "third", "fourth", "last"] as const;

/** As SPEC 3.1 has it for months and longer. */
const RUNS_MAX = 4;

/** A date of each weekday: 5 October 2020 was a Monday. */
const dateOf = (index: number) => `2020-10-${String(5 + index).padStart(2, "0")}`;

/** On which days of a period it runs: one weekday, or one to four days of the month. */
export function RunDays({ editor }: { editor: FrequencyEditor }) {
  const { t } = useTranslation();
  const { runs, period } = editor.form;
  const change = (at: number, run: FrequencyRunForm) =>
    editor.change({ runs: runs.map((old, index) => (index === at ? run : old)) });
  const problems = runs.map((_, at) => editor.problemAt(`runs[${at}].day`) ?? editor.problemAt(`runs[${at}]`));
  const problem = problems.find((why) => why !== null) ?? editor.problemAt("runs");
  return (
    <fieldset className={classes.group}>
      <legend className={classes.label}>{t("setup.field.runs")}</legend>
      {isInWeeks(period) ? (
        <Weekdays
          value={runs[0]?.weekday ?? ""}
          onChange={(weekday) => editor.change({ runs: [{ weekday, occurrence: "", day: "" }] })}
        />
      ) : (
        <>
          {runs.map((run, at) => (
            <MonthDay
              key={at}
              row={at + 1}
              run={run}
              hasProblem={problems[at] !== null}
              onChange={(next) => change(at, next)}
              onRemove={runs.length > 1 ? () => editor.change({ runs: runs.filter((_, index) => index !== at) }) : null}
            />
          ))}
          {runs.length < RUNS_MAX && (
            <Button
              className={classes.add ?? ""}
              leftSection={<Icon of={IconPlus} />}
              onClick={() => editor.change({ runs: [...runs, { weekday: "", occurrence: "", day: "15" }] })}
            >
              {t("setup.frequency.add_run")}
            </Button>
          )}
        </>
      )}
      {problem !== null && (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  );
}

function Weekdays({ value, onChange }: { value: string; onChange: (weekday: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const first = (useFirstWeekday() + 6) % 7;
  const order = weekdays.map((_, index) => (index + first) % 7);
  return (
    <div className={classes.weekdays} role="radiogroup" aria-label={t("setup.field.runs")}>
      {order.map((index) => {
        const weekday = weekdays[index] ?? "monday";
        return (
          <label key={weekday} className={classes.weekday} data-checked={weekday === value || undefined}>
            <input
              type="radio"
              name="weekday"
              className={classes.hidden}
              checked={weekday === value}
              aria-label={format.longWeekdayName(dateOf(index))}
              onChange={() => onChange(weekday)}
            />
            {format.weekdayName(dateOf(index))}
          </label>
        );
      })}
    </div>
  );
}

type MonthDayProps = {
  row: number;
  run: FrequencyRunForm;
  hasProblem: boolean;
  onChange: (run: FrequencyRunForm) => void;
  onRemove: (() => void) | null;
};

/** "The first Monday", or "day 15". */
function MonthDay({ row, run, hasProblem, onChange, onRemove }: MonthDayProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const isDay = run.weekday === "";
  return (
    <div className={classes.run}>
      <Select
        aria-label={t("setup.frequency.which", { row })}
        allowDeselect={false}
        data={[
          ...occurrences.map((value) => ({ value: value as string, label: t(`setup.frequency.occurrence.${value}`) })),
          { value: "day", label: t("setup.frequency.day") },
        ]}
        value={isDay ? "day" : run.occurrence}
        onChange={(which) =>
          onChange(
            which === "day"
              ? { weekday: "", occurrence: "", day: run.day || "15" }
              : { weekday: run.weekday || "monday", occurrence: which ?? "first", day: "" },
          )
        }
      />
      {isDay ? (
        <TextInput
          aria-label={t("setup.frequency.day_of_month", { row })}
          inputMode="numeric"
          value={run.day}
          error={hasProblem}
          onChange={(event) => onChange({ ...run, day: event.currentTarget.value })}
        />
      ) : (
        <Select
          aria-label={t("setup.frequency.weekday", { row })}
          allowDeselect={false}
          data={weekdays.map((value, index) => ({ value, label: format.longWeekdayName(dateOf(index)) }))}
          value={run.weekday}
          onChange={(weekday) => onChange({ ...run, weekday: weekday ?? run.weekday })}
        />
      )}
      {onRemove !== null && (
        <ActionIcon variant="subtle" aria-label={t("setup.frequency.remove_run", { row })} onClick={onRemove}>
          <Icon of={IconX} />
        </ActionIcon>
      )}
    </div>
  );
}
