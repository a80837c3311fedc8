import { useTranslation } from "react-i18next";
import type { ExportProgress } from "../../bindings";
import { useFormat } from "../../lib/format";
import { asProblem, ipc, onExportProgress } from "../../lib/ipc";
import { useRemembered } from "../../lib/remembered";
import { hideToast, moveToast, showToast } from "../../lib/toasts";
import { exportState, setExport, useExportState } from "./exportStore";
import { PATTERN_AT_FIRST } from "./fileName";

/** The pattern of file names, as it was left. */
export function usePattern() {
  return useRemembered("file-name-pattern", PATTERN_AT_FIRST);
}

/** Writes invoices as PDF files. Where they went is said once; a closed native dialog says nothing. */
export function useExport() {
  const { t } = useTranslation();
  const format = useFormat();
  const state = useExportState();

  const exportPdfs = async (ids: readonly string[], pattern: string): Promise<void> => {
    if (exportState().phase === "busy") return;
    setExport({ phase: "busy" });
    let toast: number | null = null;
    let latest: ExportProgress = { done: 0, total: ids.length };
    let isStopping = false;
    const say = () => {
      const { done, total } = latest;
      const detail = isStopping
        ? t("export.stopping")
        : t("export.progress", { done: format.count(done), total: format.count(total) });
      const work = { done, total, stop: isStopping ? null : stop };
      if (toast === null) toast = showToast({ text: t("export.busy"), detail, work });
      else moveToast(toast, { detail, work });
    };
    const stop = () => {
      isStopping = true;
      say();
      void ipc.cancelExport();
    };
    // One file is there before anybody could read how far it is; many report from the first on.
    const silence = await onExportProgress((progress) => {
      latest = progress;
      if (ids.length > 1) say();
    });
    try {
      const result = await ipc.exportPdf([...ids], pattern);
      setExport({ phase: "idle" });
      if (result === null) return;
      const isPart = result.files < ids.length;
      showToast({
        text: isPart
          ? t("export.done_part", { count: result.files, total: format.count(ids.length) })
          : t("export.done", { count: result.files }),
        detail:
          result.files > 1
            ? t("export.where_several", { name: result.name, place: result.place })
            : t("export.where", { name: result.name, place: result.place }),
        tone: isPart ? "notice" : "done",
      });
    } catch (thrown) {
      setExport({ phase: "failed", problem: asProblem(thrown), ...latest });
    } finally {
      silence();
      if (toast !== null) hideToast(toast);
    }
  };

  return { exportPdfs, isBusy: state.phase === "busy", failed: state.phase === "failed" ? state : null };
}
