import { useTranslation } from "react-i18next";
import type { FilterField } from "../../components/filterField";
import { betweenDays, oneOf } from "../../components/searchFields";
import { type BacklogSearch, backlogClasses, backlogSearch, backlogStatuses, billingTypes } from "./backlogSearch";
import { findContracts, findCustomers } from "./queries";

type Options = {
  search: BacklogSearch;
  onSearch: (search: BacklogSearch) => void;
  currencies: readonly string[];
  contractName: string;
  customerName: string;
};

/** What the backlog may be filtered by. */
export function useBacklogFields({ search, onSearch, currencies, contractName, customerName }: Options): FilterField[] {
  const { t } = useTranslation();
  const change = (next: { [Key in keyof BacklogSearch]?: string | null }) =>
    onSearch(backlogSearch({ ...search, ...next }));
  return [
    oneOf({
      id: "status",
      label: t("backlog.status"),
      options: backlogStatuses.map((value) => ({ value, label: t(`billing_status.${value}`) })),
      value: search.status,
      onChange: (status) => change({ status }),
    }),
    {
      kind: "choice",
      id: "class",
      label: t("shares.class"),
      several: true,
      options: backlogClasses.map((value) => ({ value, label: t(`class.${value}`) })),
      value: search.class?.split(",") ?? [],
      onChange: (classes) => change({ class: classes.join(",") }),
    },
    {
      kind: "find",
      id: "contract",
      label: t("contracts.contract"),
      value: search.contract === undefined ? null : { value: search.contract, label: contractName },
      find: findContracts,
      onChange: (contract) => change({ contract }),
    },
    {
      kind: "find",
      id: "customer",
      label: t("contracts.customer"),
      value: search.customer === undefined ? null : { value: search.customer, label: customerName },
      find: findCustomers,
      onChange: (customer) => change({ customer }),
    },
    oneOf({
      id: "currency",
      label: t("contracts.currency"),
      options: [...new Set([...currencies, ...(search.currency === undefined ? [] : [search.currency])])]
        .sort()
        .map((value) => ({ value, label: value })),
      value: search.currency,
      onChange: (currency) => change({ currency }),
    }),
    oneOf({
      id: "type",
      label: t("backlog.billing_type"),
      options: billingTypes.map((value) => ({ value, label: t(`billing_type.${value}`) })),
      value: search.type,
      onChange: (type) => change({ type }),
    }),
    betweenDays({ label: t("backlog.dates"), search, onChange: change }),
  ];
}
