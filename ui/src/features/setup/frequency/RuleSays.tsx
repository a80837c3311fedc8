import type { UseQueryResult } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { FrequencyDate, FrequencyLook } from "../../../bindings";
import { ProblemNotice } from "../../../components/ProblemNotice";
import { SkeletonRows } from "../../../components/Skeleton";
import { useFormat } from "../../../lib/format";
import { asProblem } from "../../../lib/ipc";
import classes from "./Frequency.module.css";
import { SmallMonths } from "./SmallMonths";

type RuleSaysProps = { look: UseQueryResult<FrequencyLook>; from: string };

/** What the rule says: as a sentence, as the next twelve dates, and on six months. */
export function RuleSays({ look, from }: RuleSaysProps) {
  const { t } = useTranslation();
  const { data, error, refetch, isPlaceholderData } = look;
  const rule = data?.rule ?? null;
  return (
    <section className={classes.says} aria-label={t("setup.frequency.says")} aria-busy={isPlaceholderData || undefined}>
      {error !== null ? (
        <ProblemNotice
          what={t("setup.frequency.says_problem")}
          problem={asProblem(error)}
          onRetry={() => void refetch()}
        />
      ) : data === undefined ? (
        <SkeletonRows rows={8} />
      ) : rule === null ? (
        <p className={classes.sentence}>{t("setup.frequency.no_rule")}</p>
      ) : (
        <>
          <p className={classes.sentence} aria-live="polite">
            {rule.sentence}
          </p>
          {rule.dates.length === 0 ? (
            <p className={classes.help}>{t("setup.frequency.no_dates")}</p>
          ) : (
            <div className={classes.dates}>
              <Dates dates={rule.dates} />
              <SmallMonths dates={rule.dates} from={from} />
            </div>
          )}
        </>
      )}
    </section>
  );
}

function Dates({ dates }: { dates: readonly FrequencyDate[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div>
      <h3 className={classes.label}>{t("setup.frequency.next_dates", { count: dates.length })}</h3>
      <table className={classes.table}>
        <thead>
          <tr>
            <td />
            <th scope="col">{t("setup.frequency.run_date")}</th>
            <th scope="col">{t("setup.frequency.cut_off_date")}</th>
          </tr>
        </thead>
        <tbody>
          {dates.map((date, index) => (
            <tr key={date.run_date}>
              <td className={classes.place}>{index + 1}</td>
              <th scope="row" className={classes.runDate}>
                <span className={classes.day}>{format.weekdayName(date.run_date)}</span>{" "}
                {format.fullDate(date.run_date)}
                {date.moved.map((moved) => (
                  <span key={moved.date} className={classes.moved}>
                    {moved.holiday === null
                      ? t("setup.frequency.moved_weekend", { date: format.weekdayShort(moved.date) })
                      : t("setup.frequency.moved_holiday", {
                          date: format.weekdayShort(moved.date),
                          holiday: moved.holiday || t("setup.frequency.a_holiday"),
                        })}
                  </span>
                ))}
              </th>
              <td className={classes.cutOffDate}>
                {format.weekdayName(date.cut_off_date)} {format.fullDate(date.cut_off_date)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
