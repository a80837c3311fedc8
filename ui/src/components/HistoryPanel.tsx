import { CloseButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { HistoryOf } from "../bindings";
import { RecordHistory } from "./RecordHistory";
import classes from "./RecordHistory.module.css";

type HistoryPanelProps = {
  of: HistoryOf;
  /** What the record is called. */
  name: string;
  onClose: () => void;
};

/** The history of a record at the side of the screen that it is on. */
export function HistoryPanel({ of, name, onClose }: HistoryPanelProps) {
  const { t } = useTranslation();
  const title = t("history.of", { name });
  return (
    <div className={classes.panel}>
      <header className={classes.panelHead}>
        <h2 className={classes.title}>{title}</h2>
        <CloseButton aria-label={t("history.close")} onClick={onClose} />
      </header>
      <RecordHistory of={of} label={title} />
    </div>
  );
}
