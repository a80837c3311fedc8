import { Button, getDefaultZIndex, Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import dialog from "../components/Dialog.module.css";
import { Notice } from "../components/Notice";
import { ipc, onClosingAsked, type Problem } from "../lib/ipc";
import { useKeys } from "../lib/keys";
import { asSentence } from "../lib/sentence";
import { mayLose, tellProgram, unsavedNames } from "../lib/unsaved";

/** Escape leaves a dialog below as it is, with what was typed in it. */
const KEEPS_ESCAPE = { "data-mantine-stop-propagation": "true" };

/** Ends the program once a person lets go of what is not saved; who stays is asked again the next time. */
async function quit(): Promise<void> {
  if (await mayLose("program")) await ipc.quit();
  else tellProgram(true);
}

/** Asks what closing the window means, the first time that the batch job would go on without it. */
export function ClosingDialog() {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  const unsaved = isAsked ? unsavedNames() : [];
  const closing = useMutation<unknown, Problem, boolean>({
    mutationFn: (keepsRunning) => ipc.closeWindow(keepsRunning),
    // A window that comes back from the tray asks no more.
    onSuccess: () => setAsked(false),
  });
  const { reset } = closing;
  useEffect(() => {
    const listening = onClosingAsked(({ about_job }) => {
      if (!about_job) return void quit();
      reset();
      setAsked(true);
    });
    return () => {
      void listening.then((stop) => stop());
    };
  }, [reset]);
  const stay = () => setAsked(false);
  useKeys(isAsked ? { escape: stay } : {}, { inDialog: true });
  return (
    <Modal
      opened={isAsked}
      onClose={stay}
      closeOnEscape={false}
      // The window may be closed over any other dialog.
      zIndex={getDefaultZIndex("max")}
      title={t("closing.title")}
      size="32rem"
      closeButtonProps={{ "aria-label": t("closing.stay"), ...KEEPS_ESCAPE }}
    >
      <div className={dialog.body}>
        <div className={dialog.about}>
          <p>{t("closing.goes_on")}</p>
          <p>{t("closing.change")}</p>
        </div>
        {unsaved.length > 0 && (
          <Notice tone="amber" shape="triangle">
            {t("unsaved.with_window", { names: unsaved.join(", ") })}
          </Notice>
        )}
        {closing.error !== null && (
          <Notice tone="red" shape="octagon" alert>
            <strong>{t("closing.not_closed")}</strong> {asSentence(closing.error.message)}.
          </Notice>
        )}
        <div className={dialog.foot}>
          <Button {...KEEPS_ESCAPE} disabled={closing.isPending} onClick={() => closing.mutate(false)}>
            {t("closing.quit")}
          </Button>
          <Button
            {...KEEPS_ESCAPE}
            variant="filled"
            data-autofocus
            loading={closing.isPending}
            onClick={() => closing.mutate(true)}
          >
            {t("closing.keep")}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
