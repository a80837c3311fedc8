import { useQuery } from "@tanstack/react-query";
import { useContext, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { BillingStatus, ShareName, Tag, TransactionPage, TransactionQuery, TransactionRow } from "../../bindings";
import type { FilterOption } from "../../components/filterField";
import { addDays, FIRST_DATE, LAST_DATE } from "../../lib/dates";
import { TodayContext } from "../../lib/format";
import { ipc } from "../../lib/ipc";
import { type PagedRows, usePagedRows } from "../../lib/paging";
import { useContract } from "../../lib/queries";
import { wholeBacklog } from "../../lib/shares";
import type { Choices, Option } from "./entry/reading";

const TAGS: readonly Tag[] = ["shares", "contracts", "invoices"];
const FOUND_MAX = 20;
/** As many latest transactions tell which roles, resources, categories and units are in use. */
const SAMPLE_ROWS = 500;
/** Whose hours were counted in these days is somebody who works here. */
const SAMPLE_DAYS = 92;
const PAGE_ROWS = 500;

/** Which transactions are listed, without the page of them. */
export type TransactionFilter = Omit<TransactionQuery, "offset" | "limit">;

export function fetchTransactions(filter: TransactionFilter, offset: number, limit: number): Promise<TransactionPage> {
  return ipc.transactions({ ...filter, offset, limit });
}

export function useTransactions(filter: TransactionFilter): PagedRows<TransactionPage & { rows: TransactionRow[] }> {
  return usePagedRows(["transactions", filter], TAGS, (offset, limit) => fetchTransactions(filter, offset, limit));
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
    descending: true,
  };
}

const classes = ["time", "expense", "material", "fee"] as const;
const billingTypes = ["chargeable", "non_chargeable", "complimentary"] as const;

function byLabel(options: Iterable<[string, string]>): Option[] {
  return [...new Map(options)]
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

/** What may be chosen in a cell: the lines of the contract, and whatever its latest work and the people have. */
export function useChoices(contract: string): Choices {
  const { t } = useTranslation();
  const today = useContext(TodayContext);
  const detail = useContract(contract).data;
  const sample = useQuery({
    queryKey: ["transactions-in-use", contract],
    queryFn: () => fetchTransactions(wholeContract(contract), 0, SAMPLE_ROWS),
    meta: { tags: TAGS },
  }).data?.rows;
  const people = useQuery({
    queryKey: ["people", today],
    queryFn: () => ipc.utilization({ period: "month", from: addDays(today ?? "", -SAMPLE_DAYS), through: today ?? "" }),
    enabled: today !== null,
    meta: { tags: ["book"] },
  }).data;
  return useMemo(() => {
    const rows = sample ?? [];
    const texts = (field: "category" | "unit") =>
      byLabel(rows.flatMap(({ form }) => (form[field] === "" ? [] : [[form[field], form[field]]])));
    return {
      contract_line: (detail?.lines ?? []).map(({ id, name }) => ({ value: id, label: name })),
      class: classes.map((value) => ({ value, label: t(`class.${value}`) })),
      billing_type: billingTypes.map((value) => ({ value, label: t(`billing_type.${value}`) })),
      role: byLabel([
        ...rows.flatMap(({ form, role_name }): [string, string][] =>
          form.role === "" ? [] : [[form.role, role_name ?? form.role]],
        ),
        ...(people?.roles ?? []).map(({ id, name }): [string, string] => [id, name]),
      ]),
      resource: byLabel([
        ...rows.flatMap(({ form, resource_name }): [string, string][] =>
          form.resource === "" ? [] : [[form.resource, resource_name ?? form.resource]],
        ),
        ...(people?.resources ?? []).map(({ id, name }): [string, string] => [id, name]),
      ]),
      category: texts("category"),
      unit: texts("unit"),
    };
  }, [t, detail, sample, people]);
}

/** Every share of some transactions that is on no invoice, whichever customer has it. */
export async function openShares(contract: string, rows: readonly TransactionRow[]): Promise<ShareName[]> {
  const ids = new Set(rows.map(({ form }) => form.id));
  const days = rows.map(({ form }) => form.date).sort();
  const filter = {
    ...wholeBacklog,
    classes: [...classes],
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

/** The backlog that holds exactly the open shares of what is listed; none where its filter says less or more. */
export function backlogOf(filter: TransactionFilter) {
  if (filter.contract_line !== null || filter.search !== "") return null;
  const open: readonly (BillingStatus | null)[] = [null, "not_ready", "ready_to_invoice"];
  if (!open.includes(filter.billing_status)) return null;
  return {
    ...wholeBacklog,
    contract: filter.contract,
    // Milestones are in the backlog too, and are no transactions.
    classes: filter.class === null ? [...classes] : [filter.class],
    billing_status: filter.billing_status,
    from: filter.from,
    to: filter.to,
  };
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
