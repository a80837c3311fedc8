import type { ReactElement, ReactNode } from "react";
import type { ListToExport } from "../../bindings";
import { Figure, type FigureView } from "../../components/charts/Figure";
import { useRemembered } from "../../lib/remembered";
import classes from "./HomeScreen.module.css";

type MoneyFigureProps = {
  /** Under which the chosen view and currency are remembered. */
  name: string;
  title: string;
  note?: string;
  end?: ReactNode;
  first: FigureView;
  /** What the other view is called, where it is more than a table. */
  tableWord?: string;
  list: ListToExport;
  /** Those that are shown one at a time; none where all of them stand together. */
  currencies?: readonly string[];
  /** Whether the table holds all currencies whatever the drawing shows. */
  wholeTable?: boolean;
  /** Said where a view has nothing to show. */
  nothing: string;
  /** False where there is nothing. */
  chart: (currency: string) => ReactElement | false;
  table: (currency: string) => ReactElement | false;
};

/** Money of home, drawn or written: in one currency at a time, which is remembered. */
export function MoneyFigure(props: MoneyFigureProps) {
  const { name, currencies = [], wholeTable = false, nothing, chart, table, ...figure } = props;
  const [asked, choose] = useRemembered(`currency.${name}`, "");
  const all = [...new Set(currencies)].sort();
  const chosen = all.includes(asked) ? asked : (all[0] ?? "");
  const calm = <p className={classes.calm}>{nothing}</p>;
  return (
    <Figure
      {...figure}
      name={name}
      {...(all.length > 0 && { currencies: { all, chosen, choose, inTable: !wholeTable } })}
      chart={chart(chosen) || calm}
      table={table(chosen) || calm}
    />
  );
}
