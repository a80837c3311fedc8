import { Button, CloseButton } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useKeys } from "../lib/keys";
import { hideToast, type Toast, undoLatest, useToasts } from "../lib/toasts";
import { KeyCap } from "./KeyCap";
import { Shape } from "./Shape";
import classes from "./Toasts.module.css";

const SHOWN_MILLISECONDS = 8_000;

function ToastCard({ toast }: { toast: Toast }) {
  const { t } = useTranslation();
  const [held, setHeld] = useState(false);
  const { id, undo } = toast;
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => hideToast(id), SHOWN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [held, id]);
  return (
    <li
      className={classes.toast}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Shape
        name={toast.tone === "done" ? "ring-check" : "triangle"}
        tone={toast.tone === "done" ? "green" : "amber"}
      />
      <div className={classes.text}>
        <div className={classes.what}>{toast.text}</div>
        {toast.detail !== null && <div className={classes.detail}>{toast.detail}</div>}
      </div>
      {undo !== null && (
        <Button
          aria-keyshortcuts="Control+Z"
          onClick={() => {
            hideToast(id);
            undo();
          }}
          rightSection={<KeyCap keys="Mod Z" />}
        >
          {t("toast.undo")}
        </Button>
      )}
      <CloseButton aria-label={t("toast.close")} onClick={() => hideToast(id)} />
    </li>
  );
}

/** What just happened, bottom right, said politely. */
export function Toasts() {
  const { t } = useTranslation();
  const toasts = useToasts();
  useKeys({ "mod+z": undoLatest });
  return (
    <section className={classes.corner} aria-label={t("toast.region")} aria-live="polite">
      <ul className={classes.list}>
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </ul>
    </section>
  );
}
