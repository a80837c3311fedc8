import { useTranslation } from "react-i18next";
import type { Amount, Matter, MatterKind } from "../../bindings";
import type { ShapeName, Tone } from "../../components/Shape";
import { dayNumber } from "../../lib/dates";
import { useFormat } from "../../lib/format";

export const matterLooks: Record<MatterKind, { shape: ShapeName; tone: Tone }> = {
  drafts_to_review: { shape: "dashed", tone: "grey" },
  stale_drafts: { shape: "clock", tone: "amber" },
  contract_parked: { shape: "octagon", tone: "red" },
  missed_run_date: { shape: "clock", tone: "amber" },
  milestone_not_ready: { shape: "diamond-empty", tone: "amber" },
  milestone_soon: { shape: "diamond-empty", tone: "amber" },
  line_not_set_up: { shape: "triangle", tone: "amber" },
};

export type MatterWords = { title: string; text: string; age: string };

/** What a matter is, why, and since or until when, in words. */
export function useMatterWords(today: string): (matter: Matter) => MatterWords {
  const { t } = useTranslation();
  const format = useFormat();
  /** How much of what a missed date would bring no later run takes. */
  const waits = (amounts: readonly Amount[], waiting: readonly Amount[]) => {
    const [first, ...others] = waiting;
    if (first === undefined) return "";
    const isAll = amounts.every((one) =>
      waiting.some((own) => own.currency === one.currency && own.amount === one.amount),
    );
    if (isAll) return t("home.missed_all");
    const amount = `${format.amount(first.amount)} ${first.currency}`;
    return others.length === 0
      ? t("home.missed_part", { amount })
      : t("home.missed_parts", { amount, count: others.length });
  };
  const since = (date: string) =>
    date === today ? format.distance(date) : t("home.since", { date: format.date(date) });
  return ({ kind, count, contract_name, what, reason, amounts, waiting, date }) => {
    const contract = contract_name ?? "";
    const distance = date === null ? "" : format.distance(date);
    const waited = date === null ? 0 : Math.max(0, dayNumber(today) - dayNumber(date));
    const age = date === null ? "" : since(date);
    switch (kind) {
      case "drafts_to_review":
        return { title: t("home.drafts", { count }), text: t("home.drafts_wait", { count: waited }), age };
      case "stale_drafts":
        return { title: t("home.stale", { count }), text: t("home.stale_text"), age };
      case "contract_parked":
        return { title: t("home.parked", { contract }), text: reason ?? t("reason_help.contract_parked"), age };
      case "missed_run_date":
        return {
          title: t("home.missed", { date: date === null ? "" : format.weekdayShort(date) }),
          text: [t("home.missed_text", { count }), waits(amounts, waiting)].filter(Boolean).join(". "),
          age: distance,
        };
      case "milestone_not_ready":
        return {
          title: t("home.milestone_past", { milestone: what ?? "" }),
          text: [contract, reason].filter(Boolean).join(". "),
          age: distance,
        };
      case "milestone_soon":
        return { title: t("home.milestone_soon", { milestone: what ?? "" }), text: contract, age: distance };
      case "line_not_set_up":
        return {
          title: t("home.line", { line: what ?? "" }),
          text: t("home.line_text", { contract }),
          age,
        };
    }
  };
}
