import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { VerdictRow } from "../../bindings";
import type { Column } from "../../components/DataGrid";
import { LinkButton } from "../../components/LinkButton";
import { Money } from "../../components/Money";
import two from "../../components/TwoLines.module.css";
import { useFormat } from "../../lib/format";
import { useReadOnly } from "../../lib/readOnly";
import { VerdictMark } from "./VerdictMark";
import classes from "./Verdicts.module.css";
import { stepOf, writesBook } from "./verdictSteps";

/** The columns of the verdicts; the step of a row is also done by the key S. */
export function useVerdictColumns(onStep: (row: VerdictRow) => void): Column<VerdictRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const { off } = useReadOnly();
  return useMemo(() => {
    const what = (row: VerdictRow) =>
      row.description ?? row.id ?? t("verdict.row_of", { date: row.date === null ? "" : format.date(row.date) });
    const where = (row: VerdictRow) => [row.contract_name, row.contract_line_name].filter(Boolean).join(", ");
    return [
      {
        id: "verdict",
        header: t("verdict.verdict"),
        cell: (row) => <VerdictMark verdict={row.verdict} />,
        text: (row) => t(`verdict.${row.verdict}`),
      },
      {
        id: "what",
        header: t("verdict.what"),
        cell: (row) => (
          <span className={two.lines} title={`${what(row)}, ${where(row)}`}>
            <span className={two.name}>{what(row)}</span> <span className={two.second}>{where(row)}</span>
          </span>
        ),
        text: (row) => [what(row), row.contract_name, row.contract_line_name],
      },
      {
        id: "date",
        header: t("verdict.date"),
        cell: (row) => row.date !== null && format.date(row.date),
        text: (row) => row.date ?? "",
      },
      {
        id: "amount",
        header: t("verdict.amount"),
        end: true,
        cell: (row) => row.amount !== null && <Money amount={row.amount.amount} currency={row.amount.currency} />,
        text: (row) => [row.amount?.amount ?? "", row.amount?.currency ?? ""],
      },
      {
        id: "reason",
        header: t("verdict.reason"),
        cell: (row) => (
          <span className={classes.reason} title={row.reason}>
            {row.reason}
          </span>
        ),
        text: (row) => row.reason,
      },
      {
        id: "next",
        header: t("verdict.next_run"),
        cell: (row) => row.next_run_date !== null && format.date(row.next_run_date),
        text: (row) => row.next_run_date ?? "",
      },
      {
        id: "step",
        header: t("verdict.next_step"),
        end: true,
        cell: (row) => (
          <LinkButton
            tabIndex={-1}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onStep(row)}
            {...(writesBook(stepOf(row)) && off)}
          >
            {t(`verdict.step.${stepOf(row)}`)}
          </LinkButton>
        ),
      },
    ];
  }, [t, format, off, onStep]);
}
