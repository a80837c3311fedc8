import { CloseButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Amount } from "../bindings";
import { offBecause, useReadOnly } from "../lib/readOnly";
import classes from "./BulkBar.module.css";
import { KeyCap } from "./KeyCap";
import { Amounts } from "./Money";

export type BulkAction = {
  id: string;
  label: string;
  /** As on the cap: "Shift M". */
  keys?: string;
  /** Whether it leaves the book as it is, and so may be done in one that can only be read. */
  isRead?: boolean;
  /** Why it cannot be done with what is chosen. */
  whyNot?: string | null;
  onClick: () => void;
};

type BulkBarProps = {
  /** How many rows are chosen. */
  count: number;
  /** How many the list has. */
  total: number;
  /** What they amount to, where the program says so; the page never adds amounts. */
  amounts?: readonly Amount[] | undefined;
  actions: readonly BulkAction[];
  isBusy: boolean;
  onAll: () => void;
  onClear: () => void;
};

/** What can be done with the chosen rows; floats over the list. */
export function BulkBar({ count, total, amounts = [], actions, isBusy, onAll, onClear }: BulkBarProps) {
  const { t } = useTranslation();
  const { off } = useReadOnly();
  return (
    <div className={classes.place} data-bulk-bar>
      <div className={classes.bar} role="toolbar" aria-label={t("bulk.label")}>
        <span className={classes.count} role="status">
          {t("bulk.selected", { count })}
        </span>
        {amounts.length > 0 && (
          <span className={classes.amounts}>
            <Amounts amounts={amounts} />
          </span>
        )}
        {actions.map((action) => (
          <button
            key={action.id}
            type="button"
            className={classes.button}
            onClick={action.onClick}
            disabled={isBusy}
            aria-keyshortcuts={action.keys?.replace("Mod", "Control").replaceAll(" ", "+")}
            {...(action.whyNot != null && offBecause(action.whyNot))}
            {...(action.isRead !== true && off)}
          >
            {action.label} {action.keys !== undefined && <KeyCap keys={action.keys} />}
          </button>
        ))}
        {count < total && (
          <button type="button" className={classes.link} onClick={onAll}>
            {t("bulk.all", { count: total })}
          </button>
        )}
        <CloseButton className={classes.close ?? ""} aria-label={t("bulk.clear")} onClick={onClear} />
      </div>
    </div>
  );
}
