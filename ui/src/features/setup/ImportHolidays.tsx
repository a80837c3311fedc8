import { Button, Modal, Textarea } from "@mantine/core";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SavedHolidays } from "../../bindings";
import dialog from "../../components/Dialog.module.css";
import { Notice } from "../../components/Notice";
import { useUnsaved } from "../../components/useUnsaved";
import { useFormat } from "../../lib/format";
import { ipc, type Problem } from "../../lib/ipc";
import { useReadOnly } from "../../lib/readOnly";
import { restsWhile } from "../../lib/resting";
import { asSentence, asWholeSentence } from "../../lib/sentence";
import { showDone } from "../../lib/undo";
import { readHolidays } from "./holidayList";
import { usePaused } from "./queries";

/** Takes a typed or pasted list of dates: read while it is typed, taken whole or not at all. */
export function ImportHolidays() {
  const { t } = useTranslation();
  const { off } = useReadOnly();
  const [text, setText] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const isTyped = (text ?? "").trim() !== "";
  const title = t("setup.holidays.import_title");
  const { asking } = useUnsaved(isTyped, title);
  const list = useHolidayList(text);
  const close = () => {
    setText(null);
    setAsking(false);
  };
  const stay = () => {
    setAsking(false);
    field.current?.focus();
  };
  const leave = () => (isAsking ? stay() : isTyped ? setAsking(true) : close());
  const saving = useMutation<SavedHolidays, Problem, string>({
    mutationFn: (given) => ipc.saveHolidays(given),
    onSuccess: ({ saved, undo }) => {
      showDone(t("setup.holidays.taken", { count: saved }), undo);
      close();
    },
  });
  return (
    <>
      <Button onClick={() => setText("")} {...off}>
        {t("setup.holidays.import")}
      </Button>
      {asking}
      <Modal
        opened={text !== null}
        onClose={leave}
        title={title}
        size="34rem"
        closeButtonProps={{ "aria-label": t("setup.close") }}
      >
        <div className={dialog.body}>
          <p className={dialog.about}>{t("setup.holidays.about", { examples: list.examples })}</p>
          <Textarea
            {...restsWhile(saving.isPending)}
            ref={field}
            data-autofocus
            label={t("setup.holidays.list")}
            placeholder={list.example}
            rows={10}
            value={text ?? ""}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setAsking(false);
            }}
          />
          <p className={dialog.hint} aria-live="polite">
            {list.says}
          </p>
          {saving.error !== null && (
            <Notice tone="red" shape="octagon" alert>
              <strong>{t("setup.not_saved")}</strong> {asSentence(saving.error.message)}.
            </Notice>
          )}
          {isAsking ? (
            <div key="asking" className={dialog.foot} role="alertdialog" aria-label={t("setup.discard_title")}>
              <span className={dialog.hint}>
                <strong>{t("setup.discard_title")}</strong> {t("setup.discard_about")}
              </span>
              <Button onClick={close}>{t("setup.discard")}</Button>
              <Button autoFocus variant="filled" onClick={stay}>
                {t("setup.discard_stay")}
              </Button>
            </div>
          ) : (
            <div key="verbs" className={dialog.foot}>
              <span className={dialog.hint}>{isTyped ? list.whyNot : ""}</span>
              <Button onClick={leave}>{t("common.cancel")}</Button>
              <Button
                variant="filled"
                disabled={list.isOff}
                loading={saving.isPending}
                onClick={() => saving.mutate(list.asked)}
              >
                {t("setup.holidays.take", { count: list.count })}
              </Button>
            </div>
          )}
        </div>
      </Modal>
    </>
  );
}

const EXAMPLES = ["2026-12-25", "2026-12-26"] as const;

/** What is known of the list while it is typed. */
function useHolidayList(text: string | null) {
  const { t } = useTranslation();
  const format = useFormat();
  const { asked, unread } = readHolidays(text ?? "", format);
  const paused = usePaused(asked);
  const { data: look, isPlaceholderData } = useQuery({
    queryKey: ["holiday-list", paused],
    queryFn: () => ipc.lookAtHolidays(paused),
    enabled: text !== null,
    placeholderData: keepPreviousData,
    meta: { tags: ["records"] },
  });
  const isCurrent = paused === asked && !isPlaceholderData && look !== undefined;
  const found = [
    ...unread.map(({ index, text: given, why }) => ({
      index,
      why:
        why === "none"
          ? t("date.none", { text: given, examples: format.typedDate(EXAMPLES[0]) })
          : t("setup.holidays.two_ways", { text: given, example: EXAMPLES[0] }),
    })),
    ...(look?.problems ?? []).map(({ path, message }) => ({
      index: Number(/\d+/.exec(path)?.[0] ?? 0),
      why: asWholeSentence(message),
    })),
  ].sort((one, other) => one.index - other.index);
  const dates = (look?.holidays ?? []).map(({ date }) => date).sort();
  const [first] = found;
  const count = dates.length;
  const known = look?.known ?? 0;
  const [from = "", to = from] = [dates[0], dates.at(-1)];
  const [firstDay, lastDay] = [from, to].map((date) => (date === "" ? "" : format.fullDate(date)));
  const days = from === to ? firstDay : t("setup.holidays.days", { first: firstDay, last: lastDay });
  return {
    asked,
    count,
    examples: format.typedDate(EXAMPLES[0]),
    example: t("setup.holidays.example", {
      first: format.fullDate(EXAMPLES[0]),
      second: format.fullDate(EXAMPLES[1]),
    }),
    says: count === 0 ? "" : t("setup.holidays.read", { count, known, days }),
    whyNot:
      first !== undefined
        ? t("setup.holidays.line", { row: first.index + 1, why: first.why })
        : count === 0
          ? t("setup.holidays.none_read")
          : "",
    // Until the answer is there, the program says no itself where there is something to say.
    isOff: unread.length > 0 || asked.trim() === "" || (isCurrent && (first !== undefined || count === 0)),
  };
}
