import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { BillingStatus } from "../../bindings";
import { Empty } from "../../components/Empty";

type NoSharesProps = { status: BillingStatus | null; all: number; onShowAll: () => void; onEnter: () => void };

/** Nothing to list, and why. */
export function NoShares({ status, all, onShowAll, onEnter }: NoSharesProps) {
  const { t } = useTranslation();
  if (status === null) {
    return (
      <Empty
        title={t("shares.empty_title")}
        action={
          <Button variant="filled" onClick={onEnter}>
            {t("shares.enter")}
          </Button>
        }
      >
        {t("shares.empty_text")}
      </Empty>
    );
  }
  return (
    <Empty
      title={t("shares.none_of_status", { status: t(`billing_status.${status}`) })}
      action={
        <Button variant="filled" onClick={onShowAll}>
          {t("shares.show_all")}
        </Button>
      }
    >
      {t("shares.none_of_status_text", { count: all })}
    </Empty>
  );
}
