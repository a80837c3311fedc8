import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { RunCalendar } from "../../bindings";
import { DateField } from "../../components/DateField";
import { Icon } from "../../components/Icon";
import { addDays, FIRST_DATE, LAST_DATE } from "../../lib/dates";
import { useFormat } from "../../lib/format";
import classes from "./RunDateField.module.css";

type RunDateFieldProps = { date: string; calendar: RunCalendar | undefined; onChange: (date: string) => void };

/** The run date, with a step to either side and a calendar that marks the dates with something to run. */
export function RunDateField({ date, calendar, onChange }: RunDateFieldProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const due = useMemo(() => new Set(calendar?.run_dates.map((one) => one.date)), [calendar]);
  return (
    <span className={classes.field}>
      <ActionIcon
        variant="default"
        className={classes.step ?? ""}
        aria-label={t("run.day_before")}
        disabled={date <= FIRST_DATE}
        onClick={() => onChange(addDays(date, -1))}
      >
        <Icon of={IconChevronLeft} />
      </ActionIcon>
      <DateField
        className={classes.input}
        label={t("run.date")}
        hidesLabel
        value={date}
        onChange={(next) => next !== null && onChange(next)}
        write={format.weekday}
        note={calendar?.today === date && t("run.today")}
        isMarked={(day) => due.has(day)}
      />
      <ActionIcon
        variant="default"
        className={classes.step ?? ""}
        aria-label={t("run.day_after")}
        disabled={date >= LAST_DATE}
        onClick={() => onChange(addDays(date, 1))}
      >
        <Icon of={IconChevronRight} />
      </ActionIcon>
    </span>
  );
}
