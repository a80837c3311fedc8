import { useTranslation } from "react-i18next";
import type { Amount, BillingStatus, CalendarDay, ProcessRunStatus } from "../../bindings";
import type { ShapeName, Tone } from "../../components/Shape";
import { useFormat } from "../../lib/format";

/** One thing that stands on a day: short in the month, whole in the agenda and for a screen reader. */
export type DayFact = {
  key: string;
  shape: ShapeName;
  tone: Tone;
  short: string;
  text: string;
  amounts: readonly Amount[];
};

const milestoneTones: Record<BillingStatus, Tone> = {
  not_ready: "amber",
  ready_to_invoice: "green",
  invoice_created: "violet",
  invoice_posted: "green",
};

const runLooks: Record<ProcessRunStatus, { shape: ShapeName; tone: Tone }> = {
  running: { shape: "play", tone: "accent" },
  completed: { shape: "ring-check", tone: "green" },
  completed_with_failures: { shape: "octagon", tone: "red" },
  interrupted: { shape: "triangle", tone: "amber" },
};

/** More milestones than these are counted, or a day would be read out for minutes. */
const NAMED = 6;

/** What stands on a day, in the order: missed or to come, run, milestones, cut-offs. */
export function useDayFacts(): (day: CalendarDay) => DayFact[] {
  const { t } = useTranslation();
  return (day) => {
    const facts: DayFact[] = [];
    if (day.contracts > 0) {
      const word = day.is_missed ? "missed" : "due";
      facts.push({
        key: word,
        shape: day.is_missed ? "clock" : "ring",
        tone: day.is_missed ? "amber" : "grey",
        short: t(`calendar.short.${word}`, { count: day.contracts }),
        text: t(`calendar.fact.${word}`, { count: day.contracts }),
        amounts: day.expected,
      });
    }
    if (day.run !== null || day.invoices > 0) {
      const look = day.run === null ? { shape: "line" as const, tone: "grey" as const } : runLooks[day.run];
      const made = t("calendar.short.invoices", { count: day.invoices });
      facts.push({
        key: "made",
        ...look,
        short: made,
        text:
          day.run === null
            ? t("calendar.fact.by_hand", { count: day.invoices })
            : t("calendar.fact.ran", { status: t(`process_run_status.${day.run}`), made }),
        amounts: day.invoiced,
      });
    }
    const milestones = day.milestones.length + day.more_milestones;
    const [first] = day.milestones;
    if (first !== undefined && milestones > NAMED) {
      // Those that are not ready come first.
      facts.push({
        key: "milestones",
        shape: "diamond-empty",
        tone: milestoneTones[first.billing_status],
        short: t("calendar.short.milestones", { count: milestones }),
        text: t("calendar.short.milestones", { count: milestones }),
        amounts: [],
      });
    }
    for (const milestone of milestones > NAMED ? [] : day.milestones) {
      facts.push({
        key: `milestone ${milestone.id}`,
        shape: milestone.billing_status === "invoice_posted" ? "diamond" : "diamond-empty",
        tone: milestoneTones[milestone.billing_status],
        short: milestone.name,
        text: t("calendar.fact.milestone", {
          milestone: milestone.name,
          contract: milestone.contract_name,
          status: t(`billing_status.${milestone.billing_status}`),
        }),
        amounts: [milestone.amount],
      });
    }
    if (day.cut_offs > 0) {
      facts.push({
        key: "cut_off",
        shape: "line",
        tone: "grey",
        short: t("calendar.short.cut_off", { count: day.cut_offs }),
        text: t("calendar.fact.cut_off", { count: day.cut_offs }),
        amounts: [],
      });
    }
    return facts;
  };
}

/** A day with all that stands on it, to be read out. */
export function useDayName(): (date: string, facts: readonly DayFact[]) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (date, facts) =>
    [
      format.longDate(date),
      ...(facts.length === 0
        ? [t("calendar.nothing")]
        : facts.map((fact) =>
            [fact.text, ...fact.amounts.map(({ amount, currency }) => `${format.amount(amount)} ${currency}`)].join(
              ", ",
            ),
          )),
    ].join(". ");
}
