import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../lib/format";
import { showToast } from "../../lib/toasts";
import type { Retried } from "./useRetryParked";

/** Says in a toast what came of a retry. */
export function useSayRetried(): (retried: readonly Retried[]) => void {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  return (retried) => {
    if (retried.length === 0) {
      showToast({ text: t("parked.none_left"), tone: "notice" });
      return;
    }
    const still = retried.filter((one) => one.parked !== null);
    const drafts = retried.flatMap((one) => one.drafts);
    const made = t("run.drafts", { count: drafts.length });
    const [only] = retried.length === 1 ? still : [];
    showToast({
      text: t("parked.retried", { count: retried.length }),
      detail:
        only?.parked ??
        (still.length === 0 ? made : t("parked.came_short", { drafts: made, parked: format.count(still.length) })),
      tone: still.length === 0 ? "done" : "notice",
      ...(drafts.length > 0 && {
        link: {
          text: t("home.review", { count: drafts.length }),
          go: () => void navigate({ to: "/invoices", search: { status: "draft" } }),
        },
      }),
    });
  };
}
