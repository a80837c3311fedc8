import { Button } from "@mantine/core";
import { useContext } from "react";
import { useTranslation } from "react-i18next";
import { addDays } from "../lib/dates";
import { TodayContext } from "../lib/format";
import { DateField } from "./DateField";
import classes from "./FilterBar.module.css";
import type { DatesField } from "./filterField";

/** A first and a last day, each by itself or both. */
export function FilterDates({ field, onDone }: { field: DatesField; onDone: () => void }) {
  const { t } = useTranslation();
  const today = useContext(TodayContext);
  const upTo = (to: string) => {
    field.onChange(null, to);
    onDone();
  };
  return (
    <div className={classes.dates}>
      <div className={classes.days}>
        <DateField
          takesFocus
          label={t("filter.from")}
          value={field.from}
          canBeEmpty
          {...(field.to !== null && { last: field.to })}
          onChange={(from) => field.onChange(from, field.to)}
          onDone={onDone}
        />
        <DateField
          label={t("filter.to")}
          value={field.to}
          canBeEmpty
          {...(field.from !== null && { first: field.from })}
          onChange={(to) => field.onChange(field.from, to)}
          onDone={onDone}
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
