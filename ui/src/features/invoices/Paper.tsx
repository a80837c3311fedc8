import { useTranslation } from "react-i18next";
import { PrintedPages } from "../../components/PrintedPages";
import { SkeletonRows } from "../../components/Skeleton";
import { asProblem } from "../../lib/ipc";
import { InvoiceProblem } from "./InvoiceProblem";
import { useInvoicePages } from "./queries";

/** The pages of an invoice, exactly as they are exported. */
export function Paper({ id, className }: { id: string; className: string | undefined }) {
  const { t } = useTranslation();
  const pages = useInvoicePages(id);
  return (
    <section className={className} aria-label={t("pages.label")}>
      {pages.error !== null ? (
        <InvoiceProblem
          id={id}
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
