import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { CalendarDay } from "../../bindings";
import { Amounts, Money } from "../../components/Money";
import { SectionTitle } from "../../components/Page";
import { SkeletonRows } from "../../components/Skeleton";
import { InvoiceStatusMark } from "../../components/Status";
import { asProblem } from "../../lib/ipc";
import classes from "./CalendarScreen.module.css";
import { useDayInvoices } from "./queries";

/** What was made with the day as its date. */
export function DayInvoices({ day, settled }: { day: CalendarDay; settled: boolean }) {
  const { t } = useTranslation();
  const { data, error } = useDayInvoices(day.date, settled);
  return (
    <section className={classes.part} aria-label={t("nav.invoices")}>
      <SectionTitle note={t("calendar.invoices_note", { count: day.invoices })}>{t("nav.invoices")}</SectionTitle>
      <p className={classes.expected}>
        <Amounts amounts={day.invoiced} /> {t("money.net")}
      </p>
      {error !== null ? (
        <p role="alert" className={classes.refused}>
          {t("invoices.problem")}. {asProblem(error).message}
        </p>
      ) : data === undefined ? (
        <SkeletonRows rows={3} />
      ) : (
        <ul className={classes.items}>
          {data.rows.map((invoice) => (
            <li key={invoice.id} className={classes.item}>
              <span className={classes.itemLine}>
                <Link to="/invoices/$id" params={{ id: invoice.id }}>
                  {invoice.customer_name}
                </Link>
                <Money amount={invoice.total.amount} currency={invoice.total.currency} strong />
              </span>
              <span className={classes.itemLine}>
                <Link to="/contracts/$id" params={{ id: invoice.contract }} className={classes.where ?? ""}>
                  {invoice.contract_name}
                </Link>
                <InvoiceStatusMark status={invoice.status} />
              </span>
            </li>
          ))}
          {data.total > data.rows.length && (
            <li className={classes.item}>
              <Link to="/invoices" search={{ from: day.date, to: day.date }}>
                {t("calendar.all_invoices", { count: data.total })}
              </Link>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}
