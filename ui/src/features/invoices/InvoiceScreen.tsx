import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { InvoiceDetail } from "../../bindings";
import { Icon } from "../../components/Icon";
import { InvoiceBody } from "../../components/InvoiceBody";
import { KeyCap } from "../../components/KeyCap";
import { Notice } from "../../components/Notice";
import { PageHead, SectionTitle } from "../../components/Page";
import { SkeletonRows } from "../../components/Skeleton";
import { InvoiceStatusMark } from "../../components/Status";
import { useFormat } from "../../lib/format";
import { asProblem } from "../../lib/ipc";
import { useKeys } from "../../lib/keys";
import { useLeftLists } from "../../lib/leftLists";
import { useReadOnly } from "../../lib/readOnly";
import { useRoom } from "../../lib/room";
import { asSentence } from "../../lib/sentence";
import { DeleteDraftButton } from "./DeleteDraftButton";
import { DeletedDraft } from "./DeletedDraft";
import { Evidence } from "./Evidence";
import { ExportDialog } from "./ExportDialog";
import { ExportFailed } from "./ExportFailed";
import { FileNameFact } from "./FileNameFact";
import { useGone } from "./goneStore";
import { InvoiceFacts } from "./InvoiceFacts";
import { InvoiceHistory } from "./InvoiceHistory";
import { InvoiceProblem } from "./InvoiceProblem";
import classes from "./InvoiceScreen.module.css";
import { invoiceAddress } from "./invoiceFilter";
import { NeighbourButtons } from "./NeighbourButtons";
import { Paper } from "./Paper";
import { useInvoice } from "./queries";
import { isDeletable, useDeleteDrafts } from "./useDeleteDrafts";
import { useExport, usePattern } from "./useExport";
import { useNeighbours } from "./useNeighbours";

/** One proforma invoice: the page as it prints, and what it is made of. */
export function InvoiceScreen({ id }: { id: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const isGoing = useGone(id)?.change === null;
  const { data, error, refetch } = useInvoice(id);
  const { exportPdfs, isBusy } = useExport();
  const [pattern] = usePattern();
  const [isNaming, setIsNaming] = useState(false);
  const deleting = useDeleteDrafts();
  const { unless } = useReadOnly();
  const neighbours = useNeighbours(id);
  const goTo = (to: string | null) => {
    if (to !== null) void navigate({ to: "/invoices/$id", params: { id: to } });
  };
  const list = invoiceAddress(useLeftLists().invoices ?? {});
  const backToList = () => navigate({ to: "/invoices", search: list });
  const exportIt = (named = pattern) => void exportPdfs([id], named);
  const deleteIt = unless(() => {
    if (data === undefined || !isDeletable(data.status) || deleting.isPending || isGoing) return;
    deleting.mutate([{ id, status: data.status, customer_name: data.customer_name }], {
      onSuccess: () => void backToList(),
    });
  });
  useKeys({
    o: () => exportIt(),
    d: deleteIt,
    "[": () => goTo(neighbours.previous),
    "]": () => goTo(neighbours.next),
    escape: () => void backToList(),
  });
  return (
    <>
      <PageHead
        crumb={
          <Link to="/invoices" search={list}>
            {t("invoices.title")}
          </Link>
        }
        title={data === undefined ? t("invoice.title") : (data.number ?? data.customer_name)}
        beside={
          data !== undefined && (
            <>
              <InvoiceStatusMark status={data.status} pill />
              {neighbours.place !== null && (
                <span className={classes.spare}>
                  {t("invoice.place", {
                    place: format.count(neighbours.place),
                    total: format.count(neighbours.total),
                  })}
                </span>
              )}
            </>
          )
        }
        actions={
          <>
            <NeighbourButtons neighbours={neighbours} onGo={goTo} />
            {data !== undefined && error === null && (
              <DeleteDraftButton status={data.status} isBusy={deleting.isPending || isGoing} onDelete={deleteIt} />
            )}
            <Button
              variant="filled"
              leftSection={<Icon of={IconDownload} />}
              rightSection={<KeyCap keys="O" />}
              aria-keyshortcuts="O"
              loading={isBusy}
              disabled={data === undefined}
              onClick={() => exportIt()}
            >
              {t("export.one")}
            </Button>
          </>
        }
      />
      <ExportFailed />
      {deleting.error !== null && (
        <div className={classes.refused}>
          <Notice tone="red" shape="octagon" alert>
            <strong>{t("delete.refused")}</strong> {asSentence(deleting.error.message)}. {t("problem.untouched")}
          </Notice>
        </div>
      )}
      {isGoing ? (
        <DeletedDraft gone={{ change: null }} />
      ) : error !== null ? (
        <InvoiceProblem
          id={id}
          what={t("invoice.problem")}
          problem={asProblem(error)}
          onRetry={() => void refetch()}
          elsewhere={<Button onClick={() => void backToList()}>{t("common.open_invoices")}</Button>}
        />
      ) : data === undefined ? (
        <div className={classes.columns}>
          <div className={classes.paper} />
          <div className={classes.side}>
            <SkeletonRows />
          </div>
        </div>
      ) : (
        <div className={classes.columns}>
          <Paper id={id} className={classes.paper} />
          <Side id={id} invoice={data} onName={() => setIsNaming(true)} />
        </div>
      )}
      <ExportDialog
        count={isNaming ? 1 : null}
        example={data === undefined ? undefined : named(data)}
        onClose={() => setIsNaming(false)}
        onExport={(next) => {
          setIsNaming(false);
          exportIt(next);
        }}
      />
    </>
  );
}

function named({ total, currency, ...invoice }: InvoiceDetail) {
  return { ...invoice, total: { amount: total, currency } };
}

/** Below it the quantity of a detail stands under its description. */
const ROOM_FOR_COLUMNS = 76;

type SideProps = { id: string; invoice: InvoiceDetail; onName: () => void };

function Side({ id, invoice, onName }: SideProps) {
  const { t } = useTranslation();
  const isNarrow = !useRoom(ROOM_FOR_COLUMNS);
  return (
    <aside className={classes.side} aria-label={t("invoice.made_of")}>
      <SectionTitle
        end={
          <span className={classes.hint}>
            {t("invoice.evidence_key")} <KeyCap keys="E" />
          </span>
        }
      >
        {t("invoice.made_of")}
      </SectionTitle>
      <InvoiceFacts invoice={invoice}>
        <FileNameFact invoice={named(invoice)} onChange={onName} />
      </InvoiceFacts>
      <InvoiceBody
        invoice={invoice}
        compact={isNarrow}
        evidence={(detail) => <Evidence id={detail.id} invoice={id} customer={invoice.customer} />}
      />
      <p className={classes.note}>
        {isDeletable(invoice.status) ? t("invoice.draft_note") : t("invoice.confirmed_note")}
      </p>
      <InvoiceHistory id={id} />
    </aside>
  );
}
