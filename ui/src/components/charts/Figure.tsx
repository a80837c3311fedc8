import { NativeSelect, SegmentedControl } from "@mantine/core";
import { type ReactNode, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { ListToExport } from "../../bindings";
import { useRemembered } from "../../lib/remembered";
import { ExportMenu, ExportProblem, useListExport } from "../ExportMenu";
import { SectionTitle } from "../Page";
import { SkeletonRows } from "../Skeleton";
import classes from "./Figure.module.css";

export type FigureView = "chart" | "table";

type FigureProps = {
  /** Under which the chosen view is remembered. */
  name: string;
  title: string;
  note?: ReactNode;
  end?: ReactNode;
  first: FigureView;
  /** What the other view is called, where it is more than a table. */
  tableWord?: string;
  /** What is written to a file; none where the program has no such list. */
  list?: ListToExport;
  currencies?: {
    all: readonly string[];
    chosen: string;
    choose: (currency: string) => void;
    /** Whether the table too holds one currency at a time. */
    inTable: boolean;
  };
  chart: ReactNode;
  table: ReactNode;
};

/** Figures drawn or written: one click from the other, and out to a file. The drawing arrives after the page. */
export function Figure({ name, title, note, end, first, tableWord, list, currencies, chart, table }: FigureProps) {
  const { t } = useTranslation();
  const [remembered, remember] = useRemembered(`view.${name}`, first);
  const exporting = useListExport();
  const view: FigureView = remembered === "table" ? "table" : remembered === "chart" ? "chart" : first;
  return (
    <section aria-label={title} className={classes.figure}>
      <SectionTitle
        note={note}
        end={
          <span className={classes.tools}>
            <SegmentedControl
              classNames={{ label: classes.label ?? "" }}
              aria-label={t("figure.view", { title })}
              data={[
                { value: "chart", label: t("figure.chart") },
                { value: "table", label: tableWord ?? t("figure.table") },
              ]}
              value={view}
              onChange={remember}
            />
            {list !== undefined && <ExportMenu exporting={exporting} list={list} />}
            {end}
          </span>
        }
      >
        {title}
      </SectionTitle>
      <ExportProblem exporting={exporting} />
      {currencies !== undefined && currencies.all.length > 1 && (view === "chart" || currencies.inTable) && (
        <CurrencySwitch title={title} {...currencies} />
      )}
      {view === "table" ? (
        table
      ) : (
        <Suspense
          fallback={
            <div className={classes.waiting}>
              <SkeletonRows rows={4} />
            </div>
          }
        >
          {chart}
        </Suspense>
      )}
    </section>
  );
}

/** More currencies than this do not stand beside each other. */
const CURRENCIES_ABREAST = 7;

type CurrencySwitchProps = {
  title: string;
  all: readonly string[];
  chosen: string;
  choose: (currency: string) => void;
};

function CurrencySwitch({ title, all, chosen, choose }: CurrencySwitchProps) {
  const { t } = useTranslation();
  const label = t("figure.currency", { title });
  return all.length > CURRENCIES_ABREAST ? (
    <NativeSelect
      size="xs"
      className={classes.currencies ?? ""}
      aria-label={label}
      data={[...all]}
      value={chosen}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  ) : (
    <SegmentedControl
      classNames={{ root: classes.currencies ?? "", label: classes.label ?? "" }}
      aria-label={label}
      data={[...all]}
      value={chosen}
      onChange={choose}
    />
  );
}
