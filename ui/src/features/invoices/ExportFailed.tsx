import { CloseButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import frame from "../../components/ListFrame.module.css";
import { Notice } from "../../components/Notice";
import { useFormat } from "../../lib/format";
import { asSentence } from "../../lib/sentence";
import { setExport, useExportState } from "./exportStore";

/** Why the last export of PDF files failed, and what is there of it. */
export function ExportFailed() {
  const { t } = useTranslation();
  const format = useFormat();
  const state = useExportState();
  if (state.phase !== "failed") return null;
  const { problem, done, total } = state;
  return (
    <div className={frame.refused}>
      <Notice
        tone="red"
        shape="octagon"
        alert
        action={<CloseButton aria-label={t("toast.close")} onClick={() => setExport({ phase: "idle" })} />}
      >
        <strong>
          {done === 0
            ? t("export.failed")
            : t("export.failed_part", { done: format.count(done), total: format.count(total) })}
        </strong>{" "}
        {asSentence(problem.message)}. {t("export.book_untouched")}
      </Notice>
    </div>
  );
}
