import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { BacklogFilter, BacklogRow, BacklogSort } from "../../bindings";
import type { Column } from "../../components/DataGrid";
import { Money } from "../../components/Money";
import { Shape } from "../../components/Shape";
import { BillingStatusMark } from "../../components/Status";
import { useFormat } from "../../lib/format";
import { isSplit } from "../../lib/shares";
import { useQuantity } from "../../lib/useQuantity";
import classes from "./BacklogScreen.module.css";

/** Shown where the list is at least so many rem wide; the rest only where a person asks for it. */
const FROM_WIDTH: Record<string, number> = { class: 51, quantity: 64, line: 80, customer: 80 };
const ASKED_FOR = ["resource", "type", "id"];

/** What is hidden while nobody has chosen: a narrow list keeps what tells rows apart, a filter says what all share. */
export function hiddenAtWidth(rems: number, filter: BacklogFilter): string[] {
  const narrow = Object.entries(FROM_WIDTH).filter(([, from]) => rems < from);
  return [
    ...narrow.map(([column]) => column),
    ...(filter.contract === null ? [] : ["contract"]),
    ...(filter.customer === null ? [] : ["customer"]),
    ...ASKED_FOR,
  ];
}

/** Where the line of a share stands: in a column, before the description, or only in the panel beside the list. */
export type LinePlace = "column" | "before" | "panel";

export function linePlace(rems: number, hidden: ReadonlySet<string>): LinePlace {
  if (!hidden.has("line")) return "column";
  return rems < (FROM_WIDTH.class ?? 0) ? "panel" : "before";
}

/** Every column that the backlog can show. Where that of the customers is not shown, split work says whose part it is. */
export function useBacklogColumns(line: LinePlace, showsCustomer: boolean): Column<BacklogRow, BacklogSort>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const quantity = useQuantity();
  return useMemo(
    () => [
      {
        id: "date",
        header: t("shares.date"),
        sort: "date",
        cell: ({ share }) => format.date(share.date),
        text: ({ share }) => share.date,
      },
      {
        id: "contract",
        header: t("contracts.contract"),
        sort: "contract",
        cell: (row) => <span title={row.contract_name}>{row.contract_name}</span>,
        text: (row) => row.contract_name,
      },
      {
        id: "line",
        header: t("contract.line"),
        cell: ({ share }) => (
          <span className={classes.context} title={share.contract_line_name}>
            {share.contract_line_name}
          </span>
        ),
        text: ({ share }) => share.contract_line_name,
      },
      {
        id: "description",
        header: line === "before" ? t("shares.line_and_description") : t("backlog.description"),
        cell: ({ share }) =>
          !showsCustomer && isSplit(share) ? (
            <span
              className={classes.parts}
              title={`${share.contract_line_name}, ${share.description}, ${share.customer_name}`}
            >
              <span className={classes.part}>
                {line === "before" && <span className={classes.context}>{share.contract_line_name}, </span>}
                <span className={classes.name}>{share.description}</span>
              </span>
              <span className={classes.customer}>{share.customer_name}</span>
            </span>
          ) : (
            <span title={`${share.contract_line_name}, ${share.description}`}>
              {line === "before" && <span className={classes.context}>{share.contract_line_name}, </span>}
              <span className={classes.name}>{share.description}</span>
            </span>
          ),
        text: ({ share }) => (line === "column" ? share.description : [share.contract_line_name, share.description]),
      },
      {
        id: "class",
        header: t("shares.class"),
        cell: ({ share }) => (
          <span className={classes.class}>
            {share.class === "milestone" && <Shape name="diamond-empty" tone="grey" />}
            {t(`class.${share.class as "time"}`)}
          </span>
        ),
        text: ({ share }) => t(`class.${share.class as "time"}`),
      },
      {
        id: "quantity",
        header: t("shares.quantity"),
        end: true,
        cell: ({ share }) => (share.class === "milestone" ? "" : quantity(share)),
        text: ({ share }) => [format.plain(share.quantity), share.unit, format.plain(share.unit_price)],
      },
      {
        id: "amount",
        header: t("shares.amount"),
        end: true,
        sort: "amount",
        descendingFirst: true,
        cell: ({ share }) => <Money amount={share.amount.amount} currency={share.amount.currency} />,
        text: ({ share }) => [format.plain(share.amount.amount), share.amount.currency],
        figures: ({ share }) => format.amount(share.amount.amount),
      },
      {
        id: "status",
        header: t("shares.billing_status"),
        sort: "billing_status",
        cell: ({ share }) => <BillingStatusMark status={share.billing_status} />,
        text: ({ share }) => t(`billing_status.${share.billing_status}`),
      },
      {
        id: "customer",
        header: t("contracts.customer"),
        sort: "customer",
        cell: ({ share }) => (
          <span className={classes.second} title={share.customer_name}>
            {share.customer_name}
          </span>
        ),
        text: ({ share }) => share.customer_name,
      },
      {
        id: "resource",
        header: t("backlog.resource"),
        cell: ({ share }) => (
          <span className={classes.second} title={share.resource ?? undefined}>
            {share.resource}
          </span>
        ),
        text: ({ share }) => share.resource ?? "",
      },
      {
        id: "type",
        header: t("backlog.billing_type"),
        cell: ({ share }) => t(`billing_type.${share.billing_type}`),
        text: ({ share }) => t(`billing_type.${share.billing_type}`),
      },
      {
        id: "id",
        header: t("backlog.id"),
        cell: ({ share }) => (
          <span className={classes.second} title={share.id}>
            {share.id}
          </span>
        ),
        text: ({ share }) => share.id,
      },
    ],
    [t, format, quantity, line, showsCustomer],
  );
}
