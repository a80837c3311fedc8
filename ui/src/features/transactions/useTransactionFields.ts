import { useTranslation } from "react-i18next";
import type { FilterField } from "../../components/filterField";
import type { Option } from "./entry/reading";
import { statuses, type TransactionSearch, transactionClasses, transactionSearch } from "./transactionSearch";

type Options = {
  search: TransactionSearch;
  onSearch: (search: TransactionSearch) => void;
  lines: readonly Option[];
};

/** What transactions may be filtered by. */
export function useTransactionFields({ search, onSearch, lines }: Options): FilterField[] {
  const { t } = useTranslation();
  const change = (next: { [Key in keyof TransactionSearch]?: string | null }) =>
    onSearch(transactionSearch({ ...search, ...next }));
  const one = (value: string | undefined) => (value === undefined ? [] : [value]);
  const known = lines.map(({ value, label }) => ({ value, label }));
  return [
    {
      kind: "choice",
      id: "line",
      label: t("entry.field.contract_line"),
      // A view may name a line that another contract has.
      options:
        search.line === undefined || known.some(({ value }) => value === search.line)
          ? known
          : [...known, { value: search.line, label: search.line }],
      value: one(search.line),
      onChange: ([line]) => change({ line: line ?? null }),
    },
    {
      kind: "choice",
      id: "class",
      label: t("entry.field.class"),
      options: transactionClasses.map((value) => ({ value, label: t(`class.${value}`) })),
      value: one(search.class),
      onChange: ([cls]) => change({ class: cls ?? null }),
    },
    {
      kind: "choice",
      id: "status",
      label: t("entry.column.status"),
      options: statuses.map((value) => ({ value, label: t(`billing_status.${value}`) })),
      value: one(search.status),
      onChange: ([status]) => change({ status: status ?? null }),
    },
    {
      kind: "dates",
      id: "dates",
      label: t("backlog.dates"),
      from: search.from ?? null,
      to: search.to ?? null,
      onChange: (from, to) => change({ from, to }),
    },
  ];
}
