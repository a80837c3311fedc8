import { ActionIcon, Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconDownload } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { InvoiceDetail } from "../../bindings";
import { Icon } from "../../components/Icon";
import { InvoiceBody } from "../../components/InvoiceBody";
import { KeyCap } from "../../components/KeyCap";
import { Notice } from "../../components/Notice";
import { PageHead, SectionTitle } from "../../components/Page";
import { PrintedPages } from "../../components/PrintedPages";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { InvoiceStatusMark } from "../../components/Status";
import { useFormat } from "../../lib/format";
import { asProblem } from "../../lib/ipc";
import { useKeys } from "../../lib/keys";
import classes from "./InvoiceScreen.module.css";
import { lastList } from "./listStore";
import { useExport, useInvoice, useInvoicePages } from "./queries";
import { useNeighbours } from "./useNeighbours";

/** One proforma invoice: the page as it prints, and what it is made of. */
export function InvoiceScreen({ id }: { id: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { data, error, refetch } = useInvoice(id);
  const exporting = useExport();
  const { previous, next, place, total } = useNeighbours(id);
  const go = (to: string | null) => {
    if (to !== null) void navigate({ to: "/invoices/$id", params: { id: to } });
  };
  const exportPdf = () => {
    if (!exporting.isPending) exporting.mutate([id]);
  };
  useKeys({
    o: exportPdf,
    "[": () => go(previous),
    "]": () => go(next),
    escape: () => void navigate({ to: "/invoices", search: lastList() }),
  });
  return (
    <>
      <PageHead
        crumb={
          <Link to="/invoices" search={lastList()}>
            {t("invoices.title")}
          </Link>
        }
        title={data === undefined ? "" : (data.number ?? data.customer_name)}
        beside={
          data !== undefined && (
            <>
              <InvoiceStatusMark status={data.status} pill />
              {place !== null && (
                <span>{t("invoice.place", { place: format.count(place), total: format.count(total) })}</span>
              )}
            </>
          )
        }
        actions={
          <>
            <ActionIcon
              variant="default"
              className={classes.step ?? ""}
              aria-label={t("invoice.previous")}
              title={`${t("invoice.previous")} [`}
              disabled={previous === null}
              onClick={() => go(previous)}
            >
              <Icon of={IconChevronLeft} />
            </ActionIcon>
            <ActionIcon
              variant="default"
              className={classes.step ?? ""}
              aria-label={t("invoice.next")}
              title={`${t("invoice.next")} ]`}
              disabled={next === null}
              onClick={() => go(next)}
            >
              <Icon of={IconChevronRight} />
            </ActionIcon>
            <Button
              variant="filled"
              leftSection={<Icon of={IconDownload} />}
              rightSection={<KeyCap keys="O" />}
              aria-keyshortcuts="O"
              loading={exporting.isPending}
              disabled={data === undefined}
              onClick={exportPdf}
            >
              {t("export.one")}
            </Button>
          </>
        }
      />
      {exporting.error !== null && (
        <div className={classes.refused}>
          <Notice tone="red" shape="octagon" alert>
            <strong>{t("export.failed")}</strong> {exporting.error.message}. {t("problem.untouched")}
          </Notice>
        </div>
      )}
      {error !== null ? (
        <ProblemNotice what={t("invoice.problem")} problem={asProblem(error)} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonRows />
      ) : (
        <div className={classes.columns}>
          <Paper id={id} />
          <Side invoice={data} />
        </div>
      )}
    </>
  );
}

function Paper({ id }: { id: string }) {
  const { t } = useTranslation();
  const pages = useInvoicePages(id);
  return (
    <section className={classes.paper} aria-label={t("pages.label")}>
      {pages.error !== null ? (
        <ProblemNotice
          what={t("pages.problem")}
          problem={asProblem(pages.error)}
          onRetry={() => void pages.refetch()}
        />
      ) : pages.data === undefined ? (
        <SkeletonRows />
      ) : (
        <PrintedPages printed={pages.data} />
      )}
    </section>
  );
}

function Side({ invoice }: { invoice: InvoiceDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <aside className={classes.side} aria-label={t("invoice.made_of")}>
      <SectionTitle>{t("invoice.made_of")}</SectionTitle>
      <dl className={classes.facts}>
        <div>
          <dt>{t("contracts.customer")}</dt>
          <dd>{invoice.customer_name}</dd>
        </div>
        <div>
          <dt>{t("contracts.contract")}</dt>
          <dd>
            <Link to="/contracts/$id" params={{ id: invoice.contract }}>
              {invoice.contract_name}
            </Link>
          </dd>
        </div>
        {invoice.created_at !== null && (
          <div>
            <dt>{t("invoice.created")}</dt>
            <dd>{format.instant(invoice.created_at)}</dd>
          </div>
        )}
      </dl>
      <InvoiceBody invoice={invoice} />
      {invoice.status === "draft" && <p className={classes.note}>{t("invoice.draft_note")}</p>}
    </aside>
  );
}
