import { useTranslation } from "react-i18next";
import type { FilterField } from "../../components/filterField";
import { betweenDays, oneOf } from "../../components/searchFields";
import { transactionClasses } from "../../lib/classes";
import type { Option } from "./entry/reading";
import { statuses, type TransactionSearch, transactionSearch } from "./transactionSearch";

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
  const known = lines.map(({ value, label }) => ({ value, label }));
  return [
    oneOf({
      id: "line",
      label: t("entry.field.contract_line"),
      // A view may name a line that another contract has.
      options:
        search.line === undefined || known.some(({ value }) => value === search.line)
          ? known
          : [...known, { value: search.line, label: search.line }],
      value: search.line,
      onChange: (line) => change({ line }),
    }),
    oneOf({
      id: "class",
      label: t("entry.field.class"),
      options: transactionClasses.map((value) => ({ value, label: t(`class.${value}`) })),
      value: search.class,
      onChange: (cls) => change({ class: cls }),
    }),
    oneOf({
      id: "status",
      label: t("entry.column.status"),
      options: statuses.map((value) => ({ value, label: t(`billing_status.${value}`) })),
      value: search.status,
      onChange: (status) => change({ status }),
    }),
    betweenDays({ label: t("backlog.dates"), search, onChange: change }),
  ];
}
