import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../lib/format";
import { showToast } from "../../../lib/toasts";
import { type Ran, runDates } from "./sequence";

/** Runs missed dates one after another, then says what came of them, wherever one is by then. */
export function useRunDates(onBegin: () => void) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  return useMutation<Ran, never, readonly string[]>({
    onMutate: onBegin,
    mutationFn: runDates,
    onSuccess: ({ dates, of, drafts, parked, stop }) => {
      const made = t("run.drafts", { count: drafts });
      const came = parked === 0 ? made : t("run.drafts_and_parked", { drafts: made, parked: format.count(parked) });
      showToast({
        text:
          stop === null
            ? t("missed.created", { count: dates })
            : t("missed.created_part", { count: of, done: format.count(dates), date: format.dayAndMonth(stop.date) }),
        detail: came,
        tone: stop === null && parked === 0 ? "done" : "notice",
        ...(drafts > 0 && {
          link: {
            text: t("home.review", { count: drafts }),
            go: () => void navigate({ to: "/invoices", search: { status: "draft" } }),
          },
        }),
      });
    },
  });
}
