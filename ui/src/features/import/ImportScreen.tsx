import { Button } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { KeyCap } from "../../components/KeyCap";
import { PageHead } from "../../components/Page";
import { caught } from "../../lib/caught";
import { useFormat } from "../../lib/format";
import { onImportProgress } from "../../lib/ipc";
import { useKeys } from "../../lib/keys";
import { showToast } from "../../lib/toasts";
import { ColumnsPane } from "./ColumnsPane";
import { DonePane } from "./DonePane";
import { DryRunPane } from "./DryRunPane";
import { FilePane } from "./FilePane";
import classes from "./ImportScreen.module.css";
import {
  cancelImport,
  forgetImport,
  missingFields,
  putAway,
  startImport,
  takeBackImport,
  takeImportProgress,
  useImport,
} from "./importStore";
import { Progress } from "./Progress";
import { Steps } from "./Steps";

/** Brings a spreadsheet into the book: its file, its columns with a dry run, and what came of it. */
export function ImportScreen() {
  const { t } = useTranslation();
  const format = useFormat();
  const state = useImport();
  const { file, outcome, importing, done } = state;
  useEffect(() => {
    const silence = onImportProgress(takeImportProgress);
    return () => void silence.then((stop) => stop());
  }, []);
  const isImporting = importing !== "no";
  const isOff = outcome === null || state.isTrying || isImporting || outcome.errors.length > 0 || outcome.added === 0;
  const start = () => {
    if (isOff) return;
    const { kind } = state;
    void startImport(({ added, undo }) => {
      if (undo === null) return;
      const text = t(`import.imported.${kind}`, { count: added, name: file?.name ?? "" });
      showToast({ text, undo: () => takeBackImport(undo), change: undo });
    });
  };
  const stop = () => caught(cancelImport(), t("import.not_stopped"));
  const leave = () => {
    if (file === null || done !== null) {
      forgetImport();
      return;
    }
    // What was mapped and corrected would be gone by one key.
    const back = putAway();
    showToast({ text: t("import.put_away", { name: file.name }), undo: () => back(t("import.other_is_open")) });
  };
  useKeys({
    ...(file !== null && done === null && { "mod+enter": start }),
    ...(isImporting ? { escape: stop } : file !== null && { escape: leave }),
  });
  const step = done !== null ? 3 : file === null ? 1 : 2;
  return (
    <>
      <PageHead
        {...(file !== null && { crumb: t("import.title") })}
        title={file?.name ?? t("import.title")}
        beside={
          file !== null && (
            <span className={classes.about}>
              {[
                file.sheet !== null && t("import.sheet", { name: file.sheet }),
                outcome !== null && t("import.rows", { count: outcome.rows }),
                t("import.size", { size: format.count(file.kilobytes) }),
              ]
                .filter(Boolean)
                .join(", ")}
            </span>
          )
        }
        actions={
          step === 2 && (
            <>
              {isImporting ? (
                <Button disabled={importing === "cancelling"} onClick={stop} rightSection={<KeyCap keys="Esc" />}>
                  {t(importing === "cancelling" ? "import.cancelling" : "common.cancel")}
                </Button>
              ) : (
                <Button onClick={leave} rightSection={<KeyCap keys="Esc" />}>
                  {t("import.other_file")}
                </Button>
              )}
              <Button
                variant="filled"
                onClick={start}
                aria-disabled={isOff || undefined}
                {...(isOff && { "data-disabled": true })}
                aria-describedby={isOff ? "import-off" : undefined}
                aria-keyshortcuts="Control+Enter"
                rightSection={!isImporting && <KeyCap keys="Mod Enter" />}
              >
                {isImporting
                  ? t("import.importing")
                  : outcome === null || outcome.added === 0
                    ? t("import.import")
                    : t("import.import_rows", { count: outcome.added })}
              </Button>
            </>
          )
        }
      />
      <Steps step={step} remembered={step === 2 ? (file?.remembered ?? null) : null} />
      {step === 1 && <FilePane state={state} />}
      {step === 2 && isImporting && (
        <div className={classes.importing}>
          <Progress progress={state.progress} label={t("import.importing")} />
        </div>
      )}
      {step === 2 && file !== null && (
        <div className={classes.panes} inert={isImporting || undefined}>
          <ColumnsPane file={file} state={state} />
          <DryRunPane state={state} missing={missingFields(state)} />
        </div>
      )}
      {done !== null && <DonePane kind={state.kind} done={done} />}
    </>
  );
}
