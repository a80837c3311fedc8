import { IconFilter } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../lib/format";
import classes from "./FilterBar.module.css";
import { Icon } from "./Icon";

type FilteredStripProps = {
  /** How many rows the filter lets through. */
  shown: number;
  /** How many there are. */
  all: number;
  onShowAll: () => void;
  /** Whether more may fit than are shown, so that it is not known how many are hidden. */
  hasMore?: boolean | undefined;
  /** Where it is left out, the filter is a saved view already. */
  onSaveView?: (() => void) | undefined;
};

/** Directly above the head whenever rows are hidden: nobody takes a part of a list for the whole. */
export function FilteredStrip({ shown, all, hasMore = false, onShowAll, onSaveView }: FilteredStripProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (shown >= all) return null;
  return (
    <div className={classes.strip}>
      <Icon of={IconFilter} />
      <span role="status" className={classes.stripText}>
        {hasMore
          ? t("filter.strip_more", { shown: format.count(shown), all: format.count(all) })
          : t("filter.strip", {
              shown: format.count(shown),
              all: format.count(all),
              hidden: format.count(all - shown),
            })}
      </span>
      <button type="button" className={classes.stripLink} onClick={onShowAll}>
        {t("filter.show_all")}
      </button>
      {onSaveView !== undefined && (
        <button type="button" className={classes.stripLink} onClick={onSaveView}>
          {t("filter.save_view")}
        </button>
      )}
    </div>
  );
}
