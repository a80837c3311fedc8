import { Button, CloseButton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { InvoiceRow } from "../../bindings";
import { InvoiceBody } from "../../components/InvoiceBody";
import { KeyCap } from "../../components/KeyCap";
import { LinkButton } from "../../components/LinkButton";
import { Money } from "../../components/Money";
import { SkeletonRows } from "../../components/Skeleton";
import { InvoiceStatusMark } from "../../components/Status";
import { useFormat } from "../../lib/format";
import { asProblem } from "../../lib/ipc";
import { DeleteDraftButton } from "./DeleteDraftButton";
import { DeletedDraft } from "./DeletedDraft";
import { useGone } from "./goneStore";
import { InvoiceFacts } from "./InvoiceFacts";
import classes from "./InvoicePanel.module.css";
import { InvoiceProblem } from "./InvoiceProblem";
import { Paper } from "./Paper";
import { useInvoice } from "./queries";

/** A cursor that runs through the list asks only where it stops. */
const WAIT_MILLISECONDS = 90;

type InvoicePanelProps = {
  row: InvoiceRow;
  /** Whether its page is shown instead of its lines; it stays so from row to row. */
  showsPage: boolean;
  onPage: (shows: boolean) => void;
  isDeleting: boolean;
  onDelete: () => void;
  onClose: () => void;
};

/** The invoice at the cursor beside its list: its lines, taxes and totals, or its page. */
export function InvoicePanel({ row, showsPage, onPage, isDeleting, onDelete, onClose }: InvoicePanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const [asked] = useDebouncedValue(row.id, WAIT_MILLISECONDS);
  const isGoing = useGone(row.id)?.change === null;
  return (
    <aside className={classes.panel} aria-label={t("invoices.panel")}>
      <div className={classes.head}>
        <div className={classes.top}>
          <InvoiceStatusMark status={row.status} />
          <span className={classes.view}>
            <LinkButton aria-pressed={showsPage} onClick={() => onPage(!showsPage)}>
              {showsPage ? t("run.show_lines") : t("run.show_page")}
            </LinkButton>
          </span>
          <CloseButton aria-label={t("invoices.panel_close")} onClick={onClose} />
        </div>
        <h2 className={classes.title}>{row.customer_name}</h2>
        <div className={classes.amount}>
          <Money amount={row.total.amount} currency={row.total.currency} strong />
          <span>
            {t("money.gross")}, {row.number ?? t("invoices.no_number")}, {format.date(row.invoice_date)}
          </span>
        </div>
        <div className={classes.actions}>
          <Button
            rightSection={<KeyCap keys="Enter" />}
            onClick={() => void navigate({ to: "/invoices/$id", params: { id: row.id } })}
          >
            {t("invoices.open")}
          </Button>
          <DeleteDraftButton status={row.status} isBusy={isDeleting || isGoing} onDelete={onDelete} />
        </div>
      </div>
      {isGoing ? (
        <DeletedDraft gone={{ change: null }} />
      ) : asked !== row.id ? (
        <SkeletonRows />
      ) : showsPage ? (
        <Paper id={asked} className={classes.paper} />
      ) : (
        <Lines key={asked} id={asked} />
      )}
    </aside>
  );
}

function Lines({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useInvoice(id);
  if (error !== null) {
    return (
      <InvoiceProblem id={id} what={t("invoice.problem")} problem={asProblem(error)} onRetry={() => void refetch()} />
    );
  }
  if (data === undefined) return <SkeletonRows />;
  return (
    <div className={classes.body}>
      <InvoiceFacts invoice={data} />
      <InvoiceBody invoice={data} compact />
    </div>
  );
}
