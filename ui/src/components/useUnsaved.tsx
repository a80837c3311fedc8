import { Button, Modal } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { holdUnsaved, tellProgram } from "../lib/unsaved";
import dialog from "./Dialog.module.css";

/** Asks before what was typed and not saved is left behind; `letGo` lets the next step pass. */
export function useUnsaved(isDirty: boolean, name: string): { asking: ReactNode; letGo: () => void } {
  const { t } = useTranslation();
  const dirty = useRef(isDirty);
  const isLetGo = useRef(false);
  dirty.current = isDirty;
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty.current && !isLetGo.current && current.pathname !== next.pathname,
    enableBeforeUnload: () => dirty.current,
    withResolver: true,
  });
  const stay = () => reset?.();
  const held = useRef(name);
  held.current = name;
  useEffect(() => holdUnsaved(() => (dirty.current && !isLetGo.current ? held.current : null)), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is told when that changes.
  useEffect(() => tellProgram(), [isDirty]);
  return {
    letGo: () => {
      isLetGo.current = true;
    },
    asking: (
      <Modal
        opened={status === "blocked"}
        onClose={stay}
        title={t("unsaved.title")}
        size="28rem"
        closeButtonProps={{ "aria-label": t("form.close_dialog") }}
      >
        <div className={dialog.body}>
          <p className={dialog.about}>{t("unsaved.about", { name })}</p>
          <div className={dialog.foot}>
            <Button onClick={() => proceed?.()}>{t("unsaved.leave")}</Button>
            <Button variant="filled" data-autofocus onClick={stay}>
              {t("unsaved.stay")}
            </Button>
          </div>
        </div>
      </Modal>
    ),
  };
}
