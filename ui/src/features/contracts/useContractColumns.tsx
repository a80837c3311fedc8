import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ContractRow, ContractSort, MoneyParts } from "../../bindings";
import type { Column } from "../../components/DataGrid";
import { Money } from "../../components/Money";
import { MoneyBar } from "../../components/MoneyBar";
import { MissedMark } from "../../components/Status";
import { FIGURE_REM, widthOf } from "../../lib/figures";
import { useFormat } from "../../lib/format";
import classes from "./ContractsScreen.module.css";
import { ContractTroubles } from "./ContractTroubles";

/** The name tells rows apart, and no amount stands without its currency: these are always shown. */
export const alwaysShown: readonly string[] = ["contract", "currency"];

/** As wide as the list must be, in rem, to show what stands here; below, the less telling goes first. */
const ROOM: readonly [least: number, hidden: readonly string[]][] = [
  [66, []],
  [60, ["bar"]],
  [51.75, ["bar", "customer"]],
  [0, ["bar", "customer", "invoiced", "on_draft"]],
];

/** The amounts of a contract, in the order they travel. */
export const amountColumns = ["invoiced", "on_draft", "ready", "not_ready"] as const;
export type AmountColumn = (typeof amountColumns)[number];

/** As wide as an amount is wherever its sum is not wider. */
const AMOUNT_REM = 5.5;

export function hiddenAtWidth(width: number, sums: Readonly<Partial<Record<AmountColumn, number>>>): readonly string[] {
  // Before it is measured, the list is as wide as it comes.
  if (width === 0) return [];
  const more = (hidden: readonly string[]) =>
    amountColumns
      .filter((column) => !hidden.includes(column))
      .reduce((sum, column) => sum + Math.max(0, (sums[column] ?? 0) - AMOUNT_REM), 0);
  const fitting = ROOM.find(([least, hidden]) => width >= least + more(hidden));
  return (fitting ?? ROOM.at(-1))?.[1] ?? [];
}

/** How wide the longest sum under each column is, in rem. */
export function sumWidths(totals: readonly MoneyParts[], write: (amount: string) => string) {
  const widest = (part: AmountColumn) =>
    Math.max(0, ...totals.map((total) => widthOf(write(total[part])))) * FIGURE_REM;
  return Object.fromEntries(amountColumns.map((part) => [part, widest(part)])) as Record<AmountColumn, number>;
}

/** What was missed stands before what is to come. */
function NextRun({ row }: { row: ContractRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (row.missed_run_date === null && row.next_run_date === null) {
    return <span className={row.status === "active" ? classes.none : classes.currency}>{t("contracts.no_run")}</span>;
  }
  return (
    <span className={classes.dates}>
      {row.missed_run_date !== null && <MissedMark date={row.missed_run_date} />}
      {row.next_run_date !== null && <span>{format.date(row.next_run_date)}</span>}
    </span>
  );
}

export function useContractColumns(): Column<ContractRow, ContractSort>[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const customers = (row: ContractRow) =>
      row.more_customers === 0
        ? row.customer_name
        : t("contracts.more_customers", { name: row.customer_name, count: row.more_customers });
    return [
      {
        id: "contract",
        header: t("contracts.contract"),
        sort: "name",
        text: (row) => [row.id, row.name],
        cell: (row) => (
          <span className={classes.two}>
            <span className={classes.name} title={row.name}>
              {row.name}
            </span>
            <span className={classes.second}>
              {row.id}
              <ContractTroubles trouble={row.trouble} />
            </span>
          </span>
        ),
      },
      {
        id: "customer",
        header: t("contracts.customer"),
        sort: "customer",
        text: customers,
        cell: (row) => <span title={customers(row)}>{customers(row)}</span>,
      },
      { id: "bar", header: t("contracts.bar"), cell: (row) => <MoneyBar money={row.money} /> },
      ...amountColumns.map(
        (part): Column<ContractRow, ContractSort> => ({
          id: part,
          header: t(`money.${part}`),
          end: true,
          text: (row) => row.money[part],
          cell: (row) => <Money amount={row.money[part]} strong={part === "ready"} />,
        }),
      ),
      {
        id: "currency",
        header: t("contracts.currency"),
        text: (row) => row.money.currency,
        cell: (row) => <span className={classes.currency}>{row.money.currency}</span>,
      },
      {
        id: "next",
        header: t("contracts.next_run"),
        sort: "next_run_date",
        end: true,
        text: (row) => [row.missed_run_date ?? "", row.next_run_date ?? ""],
        cell: (row) => <NextRun row={row} />,
      },
    ];
  }, [t]);
}
