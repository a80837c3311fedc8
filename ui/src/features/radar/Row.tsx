import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { StrandedKind, StrandedRow } from "../../bindings";
import { CreateInvoicesDialog } from "../../components/CreateInvoicesDialog";
import { LinkButton } from "../../components/LinkButton";
import { ShortAmounts } from "../../components/ShortAmounts";
import { useFormat } from "../../lib/format";
import { useMarking } from "../../lib/marking";
import classes from "./RadarScreen.module.css";

type RowProps = { kind: StrandedKind; row: StrandedRow };

/** One contract, line, milestone or draft: what is wrong with it, since when, how much, and the way out. */
export function Row({ kind, row }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const marking = useMarking();
  const [isCreating, setIsCreating] = useState(false);
  const title = row.what ?? row.contract_name;
  const context = [row.what !== null && row.contract_name, row.contract_line_name].filter(Boolean).join(", ");
  return (
    <li className={classes.row} data-row>
      <span className={classes.what}>
        <span className={classes.title}>{title}</span>
        {context !== "" && <span className={classes.context}>{context}</span>}
      </span>
      <span className={classes.reason}>
        {row.reason}
        {marking.error !== null && (
          <span className={classes.refused} role="alert">
            {t("mark.refused")} {marking.error.message}
          </span>
        )}
      </span>
      <span className={classes.since}>{row.since !== null && format.date(row.since)}</span>
      <span className={classes.amounts}>
        <ShortAmounts amounts={row.amounts} strong stacked />
      </span>
      <span className={classes.actions}>
        <WayOut
          kind={kind}
          row={row}
          title={title}
          isMarking={marking.isPending}
          onMark={() => marking.mutate({ shares: row.shares, status: "ready_to_invoice" })}
          onCreate={() => setIsCreating(true)}
        />
      </span>
      {canCreate(kind) && (
        <CreateInvoicesDialog
          contracts={isCreating ? [{ id: row.contract, name: row.contract_name }] : null}
          onClose={() => setIsCreating(false)}
        />
      )}
    </li>
  );
}

/** Ready work that no run comes for; a contract that is not active is not billed by hand either. */
function canCreate(kind: StrandedKind): boolean {
  return kind === "no_later_run_date" || kind === "line_not_set_up";
}

type WayOutProps = RowProps & { title: string; isMarking: boolean; onMark: () => void; onCreate: () => void };

function WayOut({ kind, row, title, isMarking, onMark, onCreate }: WayOutProps) {
  const { t } = useTranslation();
  const about = (word: string) => t("home.action_for", { action: word, matter: title });
  const isBacklog = kind !== "schedule_ends_early" && kind !== "stale_draft" && kind !== "milestone_missed";
  return (
    <>
      {kind === "milestone_missed" && row.shares.length > 0 && (
        <LinkButton disabled={isMarking} onClick={onMark} aria-label={about(t("bulk.ready"))}>
          {t("bulk.ready")}
        </LinkButton>
      )}
      {canCreate(kind) && row.amounts.length > 0 && (
        <LinkButton onClick={onCreate} aria-label={about(t("radar.create_now"))}>
          {t("radar.create_now")}
        </LinkButton>
      )}
      {row.invoice !== null && (
        <Link to="/invoices/$id" params={{ id: row.invoice }} aria-label={about(t("radar.open_draft"))}>
          {t("radar.open_draft")}
        </Link>
      )}
      {isBacklog && (
        <Link
          to="/contracts/$id"
          params={{ id: row.contract }}
          search={{ tab: "transactions" }}
          aria-label={about(t("radar.open_work"))}
        >
          {t("radar.open_work")}
        </Link>
      )}
      {row.invoice === null && (
        <Link to="/contracts/$id" params={{ id: row.contract }} aria-label={about(t("home.open_contract"))}>
          {t("home.open_contract")}
        </Link>
      )}
    </>
  );
}
