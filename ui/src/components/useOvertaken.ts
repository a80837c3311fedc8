// Says that somebody else has saved what is being typed over.
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { overtaken } from "../lib/rebase";
import { showToast } from "../lib/toasts";

/** Tells once for each time that what is saved moves on under what is typed; not for what this form saves itself. */
export function useOvertaken<Form extends object>(
  over: { typed: Form; base: Form } | null,
  saved: Form,
  isThere: boolean,
) {
  const { t } = useTranslation();
  const isSending = useRef(false);
  const known = useRef(saved);
  useEffect(() => {
    if (JSON.stringify(known.current) === JSON.stringify(saved)) return;
    known.current = saved;
    if (over === null || !isThere || isSending.current) return;
    if (JSON.stringify(over.typed) === JSON.stringify(over.base)) return;
    const stays = overtaken(over.typed, over.base, saved).length > 0;
    showToast({
      text: t("form.overtaken"),
      detail: t(stays ? "form.overtaken_typed" : "form.overtaken_rest"),
      tone: "notice",
    });
  });
  return {
    sending: (is: boolean) => {
      isSending.current = is;
    },
  };
}
