import { CloseButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { KeyCap } from "../../components/KeyCap";
import classes from "./BulkBar.module.css";

type BulkBarProps = {
  count: number;
  total: number;
  isBusy: boolean;
  onReady: () => void;
  onNotReady: () => void;
  onAll: () => void;
  onClear: () => void;
};

/** What can be done with the chosen shares; floats over the list. */
export function BulkBar({ count, total, isBusy, onReady, onNotReady, onAll, onClear }: BulkBarProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.place}>
      <div className={classes.bar} role="toolbar" aria-label={t("bulk.label")}>
        <span className={classes.count} role="status">
          {t("bulk.selected", { count })}
        </span>
        <button type="button" className={classes.button} onClick={onReady} disabled={isBusy} aria-keyshortcuts="M">
          {t("bulk.ready")} <KeyCap keys="M" />
        </button>
        <button
          type="button"
          className={classes.button}
          onClick={onNotReady}
          disabled={isBusy}
          aria-keyshortcuts="Shift+M"
        >
          {t("bulk.not_ready")} <KeyCap keys="Shift M" />
        </button>
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
