import { ActionIcon } from "@mantine/core";
import { DatePickerInput } from "@mantine/dates";
import { IconCalendar, IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useId, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { RunCalendar } from "../../bindings";
import { Icon } from "../../components/Icon";
import { addDays } from "../../lib/dates";
import { useFormat } from "../../lib/format";
import classes from "./RunDateField.module.css";

type RunDateFieldProps = { date: string; calendar: RunCalendar | undefined; onChange: (date: string) => void };

/** The run date, with a step to either side and a calendar that marks the dates with something to run. */
export function RunDateField({ date, calendar, onChange }: RunDateFieldProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const id = useId();
  const due = useMemo(() => new Set(calendar?.run_dates.map((one) => one.date)), [calendar]);
  const isToday = calendar?.today === date;
  return (
    <span className={classes.field}>
      <ActionIcon
        variant="default"
        className={classes.step ?? ""}
        aria-label={t("run.day_before")}
        onClick={() => onChange(addDays(date, -1))}
      >
        <Icon of={IconChevronLeft} />
      </ActionIcon>
      <DatePickerInput
        className={classes.input ?? ""}
        // The calendar is named by its field only where the two ids fit.
        id={id}
        popoverProps={{ id }}
        aria-label={t("run.date", { date: format.weekday(date) })}
        valueFormatter={({ date: shown }) => (typeof shown === "string" ? format.weekday(shown) : "")}
        value={date}
        onChange={(next) => next !== null && onChange(next)}
        leftSection={<Icon of={IconCalendar} />}
        rightSection={isToday ? <span className={classes.today}>{t("run.today")}</span> : null}
        rightSectionWidth={isToday ? "3.25rem" : undefined}
        previousLabel={t("run.month_before")}
        nextLabel={t("run.month_after")}
        size="sm"
        highlightToday
        hideOutsideDates
        renderDay={(day) => (
          <span className={classes.day} data-due={due.has(day) || undefined}>
            {Number(day.slice(8))}
          </span>
        )}
      />
      <ActionIcon
        variant="default"
        className={classes.step ?? ""}
        aria-label={t("run.day_after")}
        onClick={() => onChange(addDays(date, 1))}
      >
        <Icon of={IconChevronRight} />
      </ActionIcon>
    </span>
  );
}
