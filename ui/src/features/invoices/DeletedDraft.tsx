import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ipc } from "../../lib/ipc";
import { undoChange } from "../../lib/steps";
import { useSayUndone } from "../../lib/undo";
import classes from "./DeletedDraft.module.css";
import type { Gone } from "./goneStore";

/** Says of a draft that this window deletes or has deleted that it is gone on purpose, with the way back. */
export function DeletedDraft({ gone: { change } }: { gone: Gone }) {
  const { t } = useTranslation();
  const say = useSayUndone();
  return (
    <div className={classes.gone} role="status">
      <p>{change === null ? t("delete.going") : t("delete.gone")}</p>
      {change !== null && (
        <Button
          onClick={() => undoChange({ text: t("delete.gone_what"), change, takeBack: () => ipc.undo(change) }, say)}
        >
          {t("toast.undo")}
        </Button>
      )}
    </div>
  );
}
