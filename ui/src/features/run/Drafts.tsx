import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DraftSummary, PassedOverRow, ProofRow } from "../../bindings";
import { type Column, DataGrid } from "../../components/DataGrid";
import { KeyCap } from "../../components/KeyCap";
import { Money } from "../../components/Money";
import { SectionTitle } from "../../components/Page";
import { useFormat } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { DraftPane } from "./DraftPane";
import classes from "./RunScreen.module.css";

type DraftsProps = {
  runDate: string;
  drafts: readonly DraftSummary[];
  notReady: readonly PassedOverRow[];
  /** The proof of exactly these drafts; none where they come from several attempts. */
  proof?: readonly ProofRow[];
};

/** The drafts left, the chosen one in the middle. */
export function Drafts({ runDate, drafts, notReady, proof }: DraftsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [cursor, setCursor] = useState(0);
  const at = Math.min(cursor, drafts.length - 1);
  const chosen = drafts[at];
  useKeys({
    j: () => setCursor(Math.min(at + 1, drafts.length - 1)),
    k: () => setCursor(Math.max(at - 1, 0)),
  });
  const columns: Column<DraftSummary>[] = [
    {
      id: "draft",
      header: t("run.draft"),
      cell: (draft) => (
        <span className={classes.draft}>
          <span className={classes.draftLine}>
            <span className={classes.customer} title={draft.customer_name}>
              {draft.customer_name}
            </span>
            <Money amount={draft.total.amount} currency={draft.total.currency} strong />
          </span>
          <span className={`${classes.draftLine} ${classes.second ?? ""}`}>
            <span title={draft.contract_name}>{draft.contract_name}</span>
            <span>
              {draft.invoice_date === runDate
                ? t("run.lines", { count: draft.lines })
                : t("run.of_date", { date: format.date(draft.invoice_date) })}
            </span>
          </span>
        </span>
      ),
    },
  ];
  return (
    <>
      <div className={classes.list}>
        <div className={classes.listHead}>
          <SectionTitle
            note={t("run.drafts_note", { count: drafts.length })}
            end={
              <>
                <KeyCap keys="J" /> <KeyCap keys="K" />
              </>
            }
          >
            {t("run.drafts_title")}
          </SectionTitle>
        </div>
        <DataGrid
          label={t("run.drafts_title")}
          className={classes.grid}
          columns={columns}
          size="list"
          total={drafts.length}
          row={(index) => drafts[index]}
          cursor={at}
          onCursor={setCursor}
          hideHead
        />
        {proof !== undefined && <DraftTotals drafts={drafts} proof={proof} />}
      </div>
      {chosen !== undefined && (
        <DraftPane
          key={`${chosen.invoice ?? chosen.contract} ${chosen.customer} ${chosen.invoice_date}`}
          runDate={runDate}
          draft={chosen}
          notReady={notReady.filter((row) => row.contract === chosen.contract && row.customer === chosen.customer)}
        />
      )}
    </>
  );
}

/** How many drafts there are in each currency, and what they amount to. */
function DraftTotals({ drafts, proof }: { drafts: readonly DraftSummary[]; proof: readonly ProofRow[] }) {
  const { t } = useTranslation();
  const rows = proof
    .map(({ currency, invoiced }) => ({
      currency,
      invoiced,
      count: drafts.filter((draft) => draft.total.currency === currency).length,
    }))
    .filter(({ count }) => count > 0);
  return (
    <dl className={classes.draftTotals} aria-label={t("run.draft_totals")}>
      {rows.map(({ currency, invoiced, count }) => (
        <div key={currency}>
          <dt>{t("run.drafts_net", { count })}</dt>
          <dd>
            <Money amount={invoiced} currency={currency} strong />
          </dd>
        </div>
      ))}
    </dl>
  );
}
