import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { StrandedKind, StrandedRow } from "../../bindings";
import { CreateInvoicesDialog } from "../../components/CreateInvoicesDialog";
import { LinkButton } from "../../components/LinkButton";
import { ShortAmounts } from "../../components/ShortAmounts";
import { useFormat } from "../../lib/format";
import { useMarking } from "../../lib/marking";
import { useReadOnly } from "../../lib/readOnly";
import classes from "./RadarScreen.module.css";

type RowProps = { kind: StrandedKind; row: StrandedRow };

/** One contract, line, milestone or draft: what is wrong with it, since when, how much, and the way out. */
export function Row({ kind, row }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const marking = useMarking();
  const [isCreating, setIsCreating] = useState(false);
  const title = row.what ?? row.contract_name;
  const context = [row.what === null ? null : row.contract_name, row.contract_line_name].filter((one) => one !== null);
  return (
    <li className={classes.row} data-row>
      <span className={classes.what} title={[title, ...context].join("\n")}>
        {row.what === null ? (
          <Link to="/contracts/$id" params={{ id: row.contract }} className={classes.title ?? ""}>
            {title}
          </Link>
        ) : (
          <span className={classes.title}>{title}</span>
        )}
        <span className={classes.context}>
          {row.what !== null && (
            <Link to="/contracts/$id" params={{ id: row.contract }}>
              {row.contract_name}
            </Link>
          )}
          {row.what !== null && row.contract_line_name !== null && ", "}
          {row.contract_line_name}
        </span>
      </span>
      <span className={classes.reason}>
        {row.reason}
        {marking.error !== null && (
          <span className={classes.refused} role="alert">
            {t("mark.refused")} {marking.error.message}
          </span>
        )}
      </span>
      <span className={classes.since}>
        {row.missed_run_date === null
          ? row.since !== null && format.date(row.since)
          : t("radar.missed", { date: format.date(row.missed_run_date) })}
      </span>
      <span className={classes.amounts}>
        {row.amounts.length === 0 ? (
          <span className={classes.nothing}>{t(`radar.nothing.${kind === "no_price" ? kind : "other"}`)}</span>
        ) : (
          <ShortAmounts amounts={row.amounts} strong stacked />
        )}
      </span>
      <span className={classes.actions} data-ways>
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

/** Where the backlog shows what a row is about. */
const backlogFilters: Partial<
  Record<StrandedKind, { status?: "ready_to_invoice" | "not_ready"; type?: "chargeable" }>
> = {
  missed_run_date: { status: "ready_to_invoice" },
  no_later_run_date: { status: "ready_to_invoice" },
  not_ready_missed: { status: "not_ready" },
  after_last_cut_off: { status: "not_ready" },
  no_price: { type: "chargeable" },
  contract_not_active: { status: "ready_to_invoice" },
};

type WayOutProps = RowProps & { title: string; isMarking: boolean; onMark: () => void; onCreate: () => void };

function WayOut({ kind, row, title, isMarking, onMark, onCreate }: WayOutProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { off } = useReadOnly();
  const about = (word: string) => t("home.action_for", { action: word, matter: title });
  const filter = backlogFilters[kind];
  const contractWord = kind === "line_not_set_up" ? t("home.set_up") : t("home.open_contract");
  const runMissed = row.missed_run_date !== null && (
    <Link
      to="/run"
      search={{ date: row.missed_run_date }}
      aria-label={about(t("radar.run_missed", { date: format.date(row.missed_run_date) }))}
    >
      {t("radar.run_missed", { date: format.date(row.missed_run_date) })}
    </Link>
  );
  return (
    <>
      {kind !== "not_ready_missed" && runMissed}
      {kind === "milestone_missed" && row.shares.length > 0 && (
        <LinkButton disabled={isMarking} onClick={onMark} aria-label={about(t("bulk.ready"))} {...off}>
          {t("bulk.ready")}
        </LinkButton>
      )}
      {row.invoice !== null && (
        <Link to="/invoices/$id" params={{ id: row.invoice }} aria-label={about(t("radar.open_draft"))}>
          {t("radar.open_draft")}
        </Link>
      )}
      {canCreate(kind) && row.amounts.length > 0 && (
        <LinkButton onClick={onCreate} aria-label={about(t("radar.create_now"))} {...off}>
          {t("radar.create_now")}
        </LinkButton>
      )}
      {filter !== undefined && (
        <Link to="/backlog" search={{ contract: row.contract, ...filter }} aria-label={about(t("radar.open_backlog"))}>
          {t("radar.open_backlog")}
        </Link>
      )}
      {/* What is not ready is marked first. */}
      {kind === "not_ready_missed" && runMissed}
      {OPENS_CONTRACT.has(kind) && (
        <Link to="/contracts/$id" params={{ id: row.contract }} aria-label={about(contractWord)}>
          {contractWord}
        </Link>
      )}
    </>
  );
}

/** Where the contract itself must change. */
const OPENS_CONTRACT: ReadonlySet<StrandedKind> = new Set([
  "schedule_ends_early",
  "line_not_set_up",
  "contract_not_active",
]);
