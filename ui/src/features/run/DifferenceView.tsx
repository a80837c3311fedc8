import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DraftSummary, RunDifference } from "../../bindings";
import { type Column, DataGrid } from "../../components/DataGrid";
import { KeyLegend } from "../../components/KeyCap";
import { Money } from "../../components/Money";
import { Notice } from "../../components/Notice";
import { PageFoot } from "../../components/Page";
import two from "../../components/TwoLines.module.css";
import { useFormat } from "../../lib/format";
import classes from "./DifferenceView.module.css";

type Row = { kind: "changed" | "added" | "gone"; before: DraftSummary | null; now: DraftSummary | null };

function rowsOf({ changed, added, gone }: RunDifference): Row[] {
  return [
    ...changed.map(({ before, now }): Row => ({ kind: "changed", before, now })),
    ...added.map((now): Row => ({ kind: "added", before: null, now })),
    ...gone.map((before): Row => ({ kind: "gone", before, now: null })),
  ];
}

/** Which drafts a run would create otherwise than its preview said. Nothing was written. */
export function DifferenceView({ date, difference }: { date: string; difference: RunDifference }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [cursor, setCursor] = useState(0);
  const rows = useMemo(() => rowsOf(difference), [difference]);
  const columns = useColumns(date);
  const facts = [
    difference.changed.length > 0 && t("run.differs_changed", { count: difference.changed.length }),
    difference.added.length > 0 && t("run.differs_added", { count: difference.added.length }),
    difference.gone.length > 0 && t("run.differs_gone", { count: difference.gone.length }),
  ].filter(Boolean);
  return (
    <div className={classes.view}>
      <div className={classes.notice}>
        <Notice tone="amber" shape="triangle" alert>
          <strong>{t("run.differs", { date: format.dayAndMonth(date) })}</strong> {t("run.differs_untouched")}{" "}
          {facts.join(" ")} {t("run.differs_choose")}
        </Notice>
      </div>
      <DataGrid
        label={t("run.differs_table")}
        className={classes.grid}
        columns={columns}
        size="two"
        total={rows.length}
        row={(index) => rows[index]}
        cursor={cursor}
        onCursor={setCursor}
      />
      <PageFoot keys={<KeyLegend entries={[{ keys: "↑ ↓", does: t("keys.short.move") }]} />}>
        {t("run.differs_count", { count: rows.length })}
      </PageFoot>
    </div>
  );
}

function useColumns(date: string): Column<Row>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const side = (draft: DraftSummary | null, isOther: boolean) =>
      draft === null ? (
        <span className={classes.none}>{t("run.differs_no_draft")}</span>
      ) : (
        <span className={two.lines}>
          <Money amount={draft.total.amount} currency={draft.total.currency} strong={isOther} />{" "}
          <span className={two.second}>{t("run.lines", { count: draft.lines })}</span>
        </span>
      );
    const isSameTotal = ({ before, now }: Row) => before?.total.amount === now?.total.amount;
    return [
      {
        id: "kind",
        header: t("run.differs_what"),
        cell: (row) => (
          <span className={two.lines}>
            <span className={two.name}>{t(`run.differs_kind.${row.kind}`)}</span>{" "}
            {row.kind === "changed" && isSameTotal(row) && (
              <span className={two.second}>{t("run.differs_same_total")}</span>
            )}
          </span>
        ),
      },
      {
        id: "draft",
        header: t("run.draft"),
        cell: (row) => {
          const draft = row.now ?? row.before;
          return (
            <span className={two.lines}>
              <span className={two.name} title={draft?.customer_name}>
                {draft?.customer_name}
              </span>{" "}
              <span className={two.second} title={draft?.contract_name}>
                {draft?.contract_name}
                {draft != null &&
                  draft.invoice_date !== date &&
                  `, ${t("run.of_date", { date: format.date(draft.invoice_date) })}`}
              </span>
            </span>
          );
        },
      },
      { id: "before", header: t("run.differs_before"), end: true, cell: (row) => side(row.before, false) },
      { id: "now", header: t("run.differs_now"), end: true, cell: (row) => side(row.now, true) },
    ];
  }, [t, format, date]);
}
