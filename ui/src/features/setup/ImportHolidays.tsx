import { Button, Modal, Textarea } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import dialog from "../../components/Dialog.module.css";
import { Notice } from "../../components/Notice";
import { ipc, type Problem } from "../../lib/ipc";
import { useReadOnly } from "../../lib/readOnly";
import { restsWhile } from "../../lib/resting";
import { asSentence } from "../../lib/sentence";
import { showToast } from "../../lib/toasts";
import { usePaused } from "./queries";

/** Takes a typed or pasted list of dates: read while it is typed, taken whole or not at all. */
export function ImportHolidays() {
  const { t } = useTranslation();
  const { off } = useReadOnly();
  const [text, setText] = useState<string | null>(null);
  const paused = usePaused(text ?? "");
  const look = useQuery({
    queryKey: ["holiday-list", paused],
    queryFn: () => ipc.lookAtHolidays(paused),
    enabled: text !== null,
    meta: { tags: ["records"] },
  }).data;
  const close = () => setText(null);
  const saving = useMutation<number, Problem, string>({
    mutationFn: (list) => ipc.saveHolidays(list),
    onSuccess: (count) => {
      showToast({ text: t("setup.holidays.taken", { count }) });
      close();
    },
  });
  const problem = look?.problems[0];
  const row = Number(/\d+/.exec(problem?.path ?? "")?.[0] ?? 0) + 1;
  const count = look?.holidays.length ?? 0;
  const whyNot =
    count === 0
      ? t("setup.holidays.none_read")
      : problem === undefined
        ? null
        : t("setup.holidays.line", { row, why: problem.message });
  return (
    <>
      <Button onClick={() => setText("")} {...off}>
        {t("setup.holidays.import")}
      </Button>
      <Modal
        opened={text !== null}
        onClose={close}
        title={t("setup.holidays.import_title")}
        closeButtonProps={{ "aria-label": t("setup.close") }}
      >
        <div className={dialog.body}>
          <p className={dialog.about}>{t("setup.holidays.about")}</p>
          <Textarea
            {...restsWhile(saving.isPending)}
            data-autofocus
            label={t("setup.holidays.list")}
            placeholder={t("setup.holidays.example")}
            rows={10}
            value={text ?? ""}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <p className={dialog.hint} aria-live="polite">
            {count > 0 && t("setup.holidays.read", { count, known: look?.known ?? 0 })}
          </p>
          {saving.error !== null && (
            <Notice tone="red" shape="octagon" alert>
              <strong>{t("setup.not_saved")}</strong> {asSentence(saving.error.message)}.
            </Notice>
          )}
          <div className={dialog.foot}>
            <span className={dialog.hint}>{text?.trim() === "" ? "" : whyNot}</span>
            <Button onClick={close}>{t("common.cancel")}</Button>
            <Button
              variant="filled"
              disabled={whyNot !== null}
              loading={saving.isPending}
              onClick={() => saving.mutate(text ?? "")}
            >
              {t("setup.holidays.take", { count })}
            </Button>
          </div>
        </div>
      </Modal>
    </>
  );
}
