import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ContractDetail, ScheduleRowView } from "../../bindings";
import { Money } from "../../components/Money";
import { SideScroll } from "../../components/SideScroll";
import { MissedMark, RunStatusMark, Status } from "../../components/Status";
import table from "../../components/Table.module.css";
import { isZero, useFormat } from "../../lib/format";
import { asSentence } from "../../lib/sentence";
import classes from "./ContractScreen.module.css";
import type { IndexedRow } from "./timeLine";

type ScheduleTableProps = {
  contract: ContractDetail;
  rows: readonly IndexedRow[];
  lit: number | null;
  onLit: (index: number | null) => void;
};

/** The schedule in words: the same rows as the time line. */
export function ScheduleTable({ contract, rows, lit, onLit }: ScheduleTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <SideScroll label={t("schedule.title")} className={classes.scroll}>
      <table className={table.table} data-size="schedule" aria-label={t("schedule.title")}>
        <thead>
          <tr>
            <th>{t("contract.line")}</th>
            <th>{t("schedule.run_date")}</th>
            <th>{t("schedule.cut_off")}</th>
            <th>{t("schedule.milestone_date")}</th>
            <th className={table.end}>{t("schedule.milestone_amount")}</th>
            <th>{t("schedule.run_status")}</th>
            <th>{t("schedule.result")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, index }) => (
            <tr
              key={`${row.contract_line} ${row.run_date} ${row.milestone?.id ?? ""}`}
              data-lit={lit === index || undefined}
              onPointerEnter={() => onLit(index)}
              onPointerLeave={() => onLit(null)}
            >
              <td className={table.name}>
                <span className={classes.lineName}>{row.contract_line_name}</span>
              </td>
              <td>{format.weekday(row.run_date)}</td>
              <td>{row.cut_off_date === null ? "" : format.weekday(row.cut_off_date)}</td>
              <td>{row.milestone === null ? "" : format.weekday(row.milestone.date)}</td>
              <td className={table.end}>{row.milestone !== null && <Money amount={row.milestone.amount} />}</td>
              <td>{row.is_missed ? <MissedMark /> : <RunStatusMark status={row.run_status} />}</td>
              <td className={classes.outcome}>
                <Outcome row={row} contract={contract} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </SideScroll>
  );
}

function Outcome({ row, contract }: { row: ScheduleRowView; contract: ContractDetail }) {
  const { t } = useTranslation();
  // What a person typed stays as it was typed.
  if (row.reason !== null) return row.run_status === "skipped" ? row.reason : asSentence(row.reason);
  if (row.run_status === "run_successful") {
    const made = contract.invoices.filter((invoice) => invoice.invoice_date === row.run_date);
    return made.map((invoice, index) => (
      <span key={invoice.id}>
        {index > 0 && ", "}
        <Link to="/invoices/$id" params={{ id: invoice.id }}>
          {invoice.number ?? t(`invoice_status.${invoice.status}`)}
        </Link>{" "}
        <Money amount={invoice.total.amount} /> <span className={classes.note}>{t("money.gross")}</span>
      </span>
    ));
  }
  if (row.milestone?.billing_status === "not_ready") {
    return (
      <Status shape="ring" tone="amber">
        {t("billing_status.not_ready")}
      </Status>
    );
  }
  if (row.expected === null || isZero(row.expected)) return t("schedule.nothing_yet");
  return (
    <>
      {t("schedule.expected")} <Money amount={row.expected} />
    </>
  );
}
