import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ParkedContract } from "../../../bindings";
import type { Column } from "../../../components/DataGrid";
import { LinkButton } from "../../../components/LinkButton";
import { Shape } from "../../../components/Shape";
import { ShortAmounts } from "../../../components/ShortAmounts";
import { useFormat } from "../../../lib/format";
import { useReadOnly } from "../../../lib/readOnly";
import classes from "./ParkedScreen.module.css";

/** The columns of the parked contracts; a retry is also the key R. */
export function useParkedColumns(isBusy: boolean, onRetry: (row: ParkedContract) => void): Column<ParkedContract>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const { off } = useReadOnly();
  return useMemo(
    () => [
      {
        id: "contract",
        header: t("contracts.contract"),
        cell: (row) => (
          <span className={classes.contract} title={row.contract_name}>
            <Shape name="octagon" tone="red" />
            <span className={classes.name}>{row.contract_name}</span>
          </span>
        ),
        text: (row) => [row.contract_name, row.contract],
      },
      {
        id: "since",
        header: t("parked.since"),
        cell: (row) => format.weekdayShort(row.run_date),
        text: (row) => row.run_date,
      },
      {
        id: "reason",
        header: t("verdict.reason"),
        cell: (row) => (
          <span className={classes.reason} title={row.reason}>
            {row.reason}
          </span>
        ),
        text: (row) => row.reason,
      },
      {
        id: "ready",
        header: t("parked.ready"),
        end: true,
        cell: (row) =>
          row.amounts.length === 0 ? (
            <span className={classes.nothing}>{t("parked.nothing_ready")}</span>
          ) : (
            <ShortAmounts amounts={row.amounts} brief />
          ),
        text: (row) => row.amounts.map(({ amount, currency }) => `${amount} ${currency}`).join(", "),
      },
      {
        id: "retry",
        header: t("verdict.next_step"),
        end: true,
        cell: (row) => (
          <LinkButton
            tabIndex={-1}
            disabled={isBusy}
            aria-label={t("home.action_for", { action: t("parked.retry"), matter: row.contract_name })}
            onMouseDown={(event) => event.preventDefault()}
            onClick={(event) => {
              event.stopPropagation();
              onRetry(row);
            }}
            {...off}
          >
            {t("parked.retry")}
          </LinkButton>
        ),
      },
    ],
    [t, format, isBusy, onRetry, off],
  );
}
