// The stand-in's answers for invoices.

import type { FakeInvoice } from "./model";
import { printedPages } from "./page";
import { sortedInvoices } from "./sortedInvoices";
import * as views from "./views";
import { type Answers, draftOf, Refusal, type World } from "./world";

function fits(search: string, ...texts: string[]): boolean {
  return texts.some((text) => text.toLowerCase().includes(search.trim().toLowerCase()));
}

export function invoiceAnswers({ book }: World): Answers<"invoices" | "invoice" | "invoicePages"> {
  const invoiceOf = (id: string) => {
    const found = book().invoices.find((invoice) => invoice.id === id);
    if (found === undefined) throw new Refusal("not_found", `there is no invoice ${id}`);
    return views.invoiceDetail(book(), draftOf(book(), found), found.date, found);
  };
  return {
    invoices: (query) => {
      const all = book().invoices;
      const shares = Map.groupBy(book().shares, (share) => share.invoice);
      const found = sortedInvoices(
        all
          .filter(
            (invoice) =>
              (query.status === null || invoice.status === query.status) &&
              (query.contract === null || invoice.contract === query.contract) &&
              (query.customer === null || invoice.customer.id === query.customer) &&
              (query.from === null || invoice.date >= query.from) &&
              (query.to === null || invoice.date <= query.to),
          )
          .map((invoice) => views.invoiceRow(book(), invoice, shares.get(invoice.id) ?? []))
          .filter((row) =>
            fits(query.search, row.number ?? "", row.customer_name, row.contract_name, row.contract, row.total.amount),
          ),
        query.sort,
        query.descending,
      );
      const count = (status: FakeInvoice["status"]) => all.filter((invoice) => invoice.status === status).length;
      return {
        counts: {
          all: all.length,
          draft: count("draft"),
          in_review: count("in_review"),
          confirmed: count("confirmed"),
          paid: count("paid"),
        },
        total: found.length,
        rows: found.slice(query.offset, query.offset + query.limit),
        totals: views.byCurrency(
          found.map((row) => ({ amount: Number(row.total.amount.replace(".", "")), currency: row.total.currency })),
        ),
      };
    },
    invoice: (id) => invoiceOf(id),
    invoicePages: (id) => printedPages(invoiceOf(id), book().company),
  };
}
