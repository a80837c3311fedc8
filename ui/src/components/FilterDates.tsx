import { Button } from "@mantine/core";
import { DateInput } from "@mantine/dates";
import { useContext } from "react";
import { useTranslation } from "react-i18next";
import { addDays } from "../lib/dates";
import { TodayContext, useFormat } from "../lib/format";
import classes from "./FilterBar.module.css";
import type { DatesField } from "./filterField";

/** A first and a last day, each by itself or both. */
export function FilterDates({ field, onDone }: { field: DatesField; onDone: () => void }) {
  const { t } = useTranslation();
  const today = useContext(TodayContext);
  const format = useFormat();
  const upTo = (to: string) => {
    field.onChange(null, to);
    onDone();
  };
  const shared = {
    valueFormat: format.datePattern,
    clearable: true,
    highlightToday: true,
    hideOutsideDates: true,
    previousLabel: t("filter.month_before"),
    nextLabel: t("filter.month_after"),
    popoverProps: { withinPortal: false },
    clearButtonProps: { "aria-label": t("filter.clear") },
  } as const;
  return (
    <div className={classes.dates}>
      <div className={classes.days}>
        <DateInput
          {...shared}
          data-autofocus
          label={t("filter.from")}
          value={field.from}
          {...(field.to !== null && { maxDate: field.to })}
          onChange={(from) => field.onChange(from, field.to)}
        />
        <DateInput
          {...shared}
          label={t("filter.to")}
          value={field.to}
          {...(field.from !== null && { minDate: field.from })}
          onChange={(to) => field.onChange(field.from, to)}
        />
      </div>
      {today !== null && (
        <div className={classes.days}>
          <Button variant="subtle" onClick={() => upTo(today)}>
            {t("filter.up_to_today")}
          </Button>
          <Button variant="subtle" onClick={() => upTo(addDays(`${today.slice(0, 7)}-01`, -1))}>
            {t("filter.last_month")}
          </Button>
        </div>
      )}
    </div>
  );
}
