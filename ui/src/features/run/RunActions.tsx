import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../components/Icon";
import { KeyCap } from "../../components/KeyCap";
import { useFormat } from "../../lib/format";
import { useReadOnly } from "../../lib/readOnly";
import classes from "./RunScreen.module.css";

type RunActionsProps = {
  date: string;
  /** Where the date stands: previewed, refused, changed since its preview, or run. */
  stands: "open" | "refused" | "differs" | "done";
  canRun: boolean;
  onPreview: () => void;
  onRun: () => void;
};

/** Preview, and the one button that writes. */
export function RunActions({ date, stands, canRun, onPreview, onRun }: RunActionsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { off } = useReadOnly();
  return (
    <>
      {(stands === "open" || stands === "differs") && (
        <span className={classes.hint} data-spare>
          {t("run.nothing_written")}
        </span>
      )}
      <Button
        onClick={onPreview}
        leftSection={<Icon of={IconRefresh} />}
        rightSection={<KeyCap keys="P" />}
        aria-keyshortcuts="P"
      >
        {stands === "differs" ? t("run.preview_again") : t("run.preview")}
      </Button>
      {stands !== "done" && (
        <Button
          variant="filled"
          disabled={!canRun}
          onClick={onRun}
          rightSection={<KeyCap keys="Mod Enter" />}
          aria-keyshortcuts="Control+Enter"
          {...off}
        >
          {stands === "differs" ? t("run.run_as_now") : t("run.run", { date: format.dayAndMonth(date) })}
        </Button>
      )}
    </>
  );
}
