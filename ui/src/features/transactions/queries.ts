import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type {
  RecordRow,
  ShareName,
  Tag,
  TransactionFilter,
  TransactionForm,
  TransactionPage,
  TransactionQuery,
  TransactionRow,
} from "../../bindings";
import type { FilterOption } from "../../components/filterField";
import { transactionClasses } from "../../lib/classes";
import { FIRST_DATE, LAST_DATE } from "../../lib/dates";
import { ipc } from "../../lib/ipc";
import { type PagedRows, usePagedRows } from "../../lib/paging";
import { useContract } from "../../lib/queries";
import { useRecords } from "../../lib/records";
import { wholeBacklog } from "../../lib/shares";
import type { Choices, Option } from "./entry/reading";

const TAGS: readonly Tag[] = ["shares", "contracts", "invoices"];
const FOUND_MAX = 20;
/** As many latest transactions tell what is in use beside what the book is set up with. */
const SAMPLE_ROWS = 500;
const PAGE_ROWS = 500;

/** Which transactions are listed in which order, without the page of them. */
export type TransactionListing = Omit<TransactionQuery, "offset" | "limit">;

export function fetchTransactions(
  listing: TransactionListing,
  offset: number,
  limit: number,
): Promise<TransactionPage> {
  return ipc.transactions({ ...listing, offset, limit });
}

/** The transactions of a listing; `onRows` is told whatever comes of them. */
export function useTransactions(
  listing: TransactionListing,
  onRows: (forms: readonly TransactionForm[]) => void,
): PagedRows<TransactionPage & { rows: TransactionRow[] }> {
  return usePagedRows(["transactions", listing], TAGS, async (offset, limit) => {
    const page = await fetchTransactions(listing, offset, limit);
    onRows(page.rows.map(({ form }) => form));
    return page;
  });
}

export async function findContracts(text: string): Promise<FilterOption[]> {
  const { rows } = await ipc.contracts({
    status: null,
    trouble: null,
    currency: null,
    search: text,
    sort: "name",
    descending: false,
    offset: 0,
    limit: FOUND_MAX,
  });
  return rows.map((row) => ({ value: row.id, label: row.name, note: row.customer_name }));
}

function wholeContract(contract: string): TransactionFilter {
  return {
    contract,
    contract_line: null,
    class: null,
    billing_status: null,
    from: null,
    to: null,
    search: "",
  };
}

/** The numbers of some transactions in a listing; those that it does not list are left out. */
export async function fetchPlaces(
  listing: TransactionListing,
  wanted: readonly TransactionForm[],
): Promise<ReadonlyMap<string, number>> {
  const missing = new Set(wanted.map(({ id }) => id));
  const places = new Map<string, number>();
  for (let offset = 0; missing.size > 0; offset += PAGE_ROWS) {
    const { rows } = await fetchTransactions(listing, offset, PAGE_ROWS);
    for (const [at, { form }] of rows.entries()) if (missing.delete(form.id)) places.set(form.id, offset + at);
    if (rows.length < PAGE_ROWS) break;
  }
  return places;
}

/** Some transactions as the book has them by now; those that are gone are left out. */
export async function fetchForms(contract: string, known: readonly TransactionForm[]): Promise<TransactionForm[]> {
  const missing = new Set(known.map(({ id }) => id));
  const days = known.map(({ date }) => date).sort();
  const found: TransactionForm[] = [];
  // Nearly all of them have the day that they had.
  const spans = [
    { from: days[0] ?? null, to: days.at(-1) ?? null },
    { from: null, to: null },
  ];
  for (const span of spans) {
    const filter = { ...wholeContract(contract), ...span };
    for (let offset = 0; missing.size > 0; offset += PAGE_ROWS) {
      const { rows } = await fetchTransactions({ filter, descending: false }, offset, PAGE_ROWS);
      for (const { form } of rows) if (missing.delete(form.id)) found.push(form);
      if (rows.length < PAGE_ROWS) break;
    }
  }
  return found;
}

const billingTypes = ["chargeable", "non_chargeable", "complimentary"] as const;

/** What the book is set up with, by name, and then what is only in use: a transaction may name what no record does. */
function options(setUp: readonly Option[], used: readonly (Option | null)[]): Option[] {
  const known = new Set(setUp.map(({ value }) => value));
  const rest = new Map(used.flatMap((option) => (option === null ? [] : [[option.value, option]])));
  const byLabel = (a: Option, b: Option) => a.label.localeCompare(b.label);
  return [...[...setUp].sort(byLabel), ...[...rest.values()].filter(({ value }) => !known.has(value)).sort(byLabel)];
}

/** What may be chosen in a cell: the lines of the contract, and what the book is set up with or its latest work has. */
export function useChoices(contract: string): Choices {
  const { t } = useTranslation();
  const detail = useContract(contract).data;
  const roles = useRecords("role").data;
  const resources = useRecords("resource").data;
  const categories = useRecords("transaction_category").data;
  const units = useRecords("unit").data;
  const sample = useQuery({
    queryKey: ["transactions-in-use", contract],
    queryFn: () => fetchTransactions({ filter: wholeContract(contract), descending: true }, 0, SAMPLE_ROWS),
    meta: { tags: TAGS },
  }).data?.rows;
  return useMemo(() => {
    const rows = sample ?? [];
    const named = (records: readonly RecordRow[] = []): Option[] =>
      records.flatMap(({ id, form }) => ("name" in form ? [{ value: id, label: form.name }] : []));
    const used = (field: "role" | "resource" | "category" | "unit", name?: (row: TransactionRow) => string | null) =>
      rows.map((row) => {
        const value = row.form[field];
        return value === "" ? null : { value, label: name?.(row) ?? value };
      });
    return {
      contract_line: (detail?.lines ?? []).map(({ id, name }) => ({ value: id, label: name })),
      class: transactionClasses.map((value) => ({ value, label: t(`class.${value}`) })),
      billing_type: billingTypes.map((value) => ({ value, label: t(`billing_type.${value}`) })),
      role: options(
        named(roles),
        used("role", (row) => row.role_name),
      ),
      resource: options(
        named(resources),
        used("resource", (row) => row.resource_name),
      ),
      category: options(named(categories), used("category")),
      unit: options(named(units), used("unit")),
    };
  }, [t, detail, sample, roles, resources, categories, units]);
}

/** Every share of some transactions that is on no invoice, whichever customer has it. */
export async function openShares(contract: string, rows: readonly TransactionRow[]): Promise<ShareName[]> {
  const ids = new Set(rows.map(({ form }) => form.id));
  const days = rows.map(({ form }) => form.date).sort();
  const filter = {
    ...wholeBacklog,
    classes: [...transactionClasses],
    contract,
    from: days[0] ?? FIRST_DATE,
    to: days.at(-1) ?? LAST_DATE,
  };
  const found: ShareName[] = [];
  for (let offset = 0; ; offset += PAGE_ROWS) {
    const page = await ipc.backlog({ filter, sort: "date", descending: false, offset, limit: PAGE_ROWS });
    for (const { share } of page.rows) {
      if (ids.has(share.id)) found.push({ id: share.id, customer: share.customer });
    }
    if (page.rows.length < PAGE_ROWS) return found;
  }
}

/** The invoice that a transaction is on, where it is on one. */
export function useInvoiceOf(id: string | null) {
  return useQuery({
    queryKey: ["trace", id],
    queryFn: () => ipc.trace(id ?? ""),
    enabled: id !== null,
    meta: { tags: ["shares", "invoices", "contracts"] },
  }).data?.shares.find((share) => share.invoice !== null)?.invoice;
}
