import { useTranslation } from "react-i18next";
import type { JobDay } from "../../bindings";
import { SectionTitle } from "../../components/Page";
import { DayMark } from "./DayMark";
import classes from "./JobScreen.module.css";

const day = (given: Partial<JobDay>) => ({
  kind: "nothing_due" as const,
  drafts: 0,
  contracts: 0,
  is_caught_up: false,
  ...given,
});

const marks = [
  ["nothing_due", [day({})]],
  ["drafts", [1, 3, 6].map((drafts) => day({ kind: "drafts", drafts }))],
  ["parked", [day({ kind: "parked", contracts: 1 })]],
  ["caught_up", [day({ is_caught_up: true })]],
  ["to_come", [day({ kind: "to_come", contracts: 1 })]],
  ["missed", [day({ kind: "missed" })]],
  ["interrupted", [day({ kind: "interrupted" })]],
  ["undone", [day({ kind: "undone" })]],
] as const;

/** What the marks of the days stand for. */
export function MarksLegend() {
  const { t } = useTranslation();
  return (
    <section aria-label={t("jobs.marks")}>
      <div className={classes.ruled}>
        <SectionTitle>{t("jobs.marks")}</SectionTitle>
      </div>
      <ul className={classes.legend}>
        {marks.map(([word, days]) => (
          <li key={word}>
            {days.map((one) => (
              <DayMark key={one.drafts} day={one} />
            ))}
            {t(`jobs.mark.${word}`)}
          </li>
        ))}
      </ul>
    </section>
  );
}
