import { useTranslation } from "react-i18next";
import type { UtilizationPeriod, UtilizationSpan } from "../../bindings";
import { isZero, useFormat } from "../../lib/format";

/** Percentages, points and columns as they are written; every number comes from the program. */
export function useUtilizationWords() {
  const { t } = useTranslation();
  const format = useFormat();
  return {
    percent: (percent: string | null) =>
      percent === null ? t("utilization.none") : t("common.percent", { percent: format.amount(percent) }),
    /** With its sign, as above and below are read by it. */
    points: (points: string | null) => {
      if (points === null) return t("utilization.none");
      const isAbove = !points.startsWith("-") && !isZero(points);
      return `${isAbove ? "+" : ""}${format.amount(points)}`;
    },
    /** A column in few signs. */
    column: (span: UtilizationSpan, period: UtilizationPeriod) =>
      period === "month" ? format.monthName(span.from) : format.date(span.from),
    /** A column as it is read. */
    span: ({ from, through }: UtilizationSpan) =>
      from === through
        ? format.weekday(from)
        : t("utilization.span", { from: format.date(from), through: format.fullDate(through) }),
  };
}
