import { Button, CloseButton } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useKeys } from "../lib/keys";
import { hideToast, type Toast, useToasts, type Work } from "../lib/toasts";
import { useUndo } from "../lib/undo";
import { KeyCap } from "./KeyCap";
import { Shape } from "./Shape";
import classes from "./Toasts.module.css";

const SHOWN_MILLISECONDS = 8_000;

function ToastCard({ toast }: { toast: Toast }) {
  const { t } = useTranslation();
  const [held, setHeld] = useState(false);
  const undo = useUndo();
  const { id, step, link } = toast;
  const isWork = toast.work !== null;
  useEffect(() => {
    if (held || isWork) return;
    const timer = setTimeout(() => hideToast(id), SHOWN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [held, isWork, id]);
  return (
    <li
      className={classes.toast}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {toast.work !== null ? (
        <Shape name="play" tone="accent" />
      ) : (
        <Shape
          name={toast.tone === "done" ? "ring-check" : "triangle"}
          tone={toast.tone === "done" ? "green" : "amber"}
        />
      )}
      <div className={classes.text}>
        <div className={classes.what}>{toast.text}</div>
        {/* How far work is changes too often to be read out. */}
        {toast.detail !== null && (
          <div className={classes.detail} aria-live={isWork ? "off" : undefined}>
            {toast.detail}
          </div>
        )}
      </div>
      {link !== null && (
        <Button
          className={classes.undo ?? ""}
          onClick={() => {
            hideToast(id);
            link.go();
          }}
        >
          {link.text}
        </Button>
      )}
      {step !== null && (
        <Button
          className={classes.undo ?? ""}
          aria-keyshortcuts="Control+Z"
          onClick={() => undo.step(step)}
          rightSection={<KeyCap keys="Mod Z" />}
        >
          {t("toast.undo")}
        </Button>
      )}
      {toast.work === null ? (
        <CloseButton aria-label={t("toast.close")} onClick={() => hideToast(id)} />
      ) : (
        <WorkState work={toast.work} name={toast.text} />
      )}
    </li>
  );
}

function WorkState({ work, name }: { work: Work; name: string }) {
  const { t } = useTranslation();
  const { done, total, stop } = work;
  return (
    <>
      <Button disabled={stop === null} onClick={() => stop?.()}>
        {t("common.cancel")}
      </Button>
      <div
        className={classes.bar}
        role="progressbar"
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
      >
        <span className={classes.done} style={{ width: `${(done / Math.max(1, total)) * 100}%` }} />
      </div>
    </>
  );
}

/** What just happened, bottom right, said politely. */
export function Toasts() {
  const { t } = useTranslation();
  const toasts = useToasts();
  const undo = useUndo();
  const { ref, width, height } = useElementSize<HTMLUListElement>();
  const isShown = toasts.length > 0;
  // Forms keep so much room below their last field, so that it can be scrolled out from under them, and in their foot.
  useEffect(() => {
    const { style } = document.documentElement;
    style.setProperty("--toast-room", `${height}px`);
    if (isShown && width > 0) style.setProperty("--toast-width", `${width}px`);
    else style.removeProperty("--toast-width");
  }, [isShown, width, height]);
  useKeys({ "mod+z": undo.latest });
  return (
    <section className={classes.corner} aria-label={t("toast.region")} aria-live="polite">
      <ul ref={ref} className={classes.list}>
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </ul>
    </section>
  );
}
