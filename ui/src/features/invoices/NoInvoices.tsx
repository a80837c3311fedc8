import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Empty } from "../../components/Empty";
import { everyInvoice, type InvoiceFilter } from "./invoiceFilter";

type NoInvoicesProps = { filter: InvoiceFilter; all: number; onFilter: (filter: Partial<InvoiceFilter>) => void };

/** Nothing to list, why, and the one next step. */
export function NoInvoices({ filter, all, onFilter }: NoInvoicesProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  if (all === 0) {
    return (
      <Empty
        title={t("invoices.empty_title")}
        action={
          <Button variant="filled" onClick={() => void navigate({ to: "/run" })}>
            {t("invoices.empty_action")}
          </Button>
        }
      >
        {t("invoices.empty_text")}
      </Empty>
    );
  }
  const showAll = (
    <Button variant="filled" onClick={() => onFilter(everyInvoice)}>
      {t("invoices.show_all", { count: all })}
    </Button>
  );
  const isNarrower = [filter.contract, filter.customer, filter.from, filter.to].some((value) => value !== null);
  if (isNarrower) {
    return (
      <Empty title={t("invoices.none_fit")} action={showAll}>
        {t("invoices.none_fit_text", { count: all })}
      </Empty>
    );
  }
  if (filter.search !== "") {
    return (
      <Empty title={t("invoices.none_found", { search: filter.search })} action={showAll}>
        {t("invoices.none_found_text", { count: all })}
      </Empty>
    );
  }
  return (
    <Empty title={t("invoices.none_of_status", { status: t(`invoice_status.${filter.status}`) })} action={showAll}>
      {t(`invoices.none_because.${filter.status}`, { count: all })}
    </Empty>
  );
}
