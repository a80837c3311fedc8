import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { BillingStatus } from "../../bindings";
import { Chip, Chips } from "../../components/Chip";
import { KeyCap } from "../../components/KeyCap";
import classes from "./SharesTab.module.css";

const statuses = [null, "not_ready", "ready_to_invoice", "invoice_created", "invoice_posted"] as const;

type ShareFilterProps = {
  value: BillingStatus | null;
  onChange: (status: BillingStatus | null) => void;
  isWhyShown: boolean;
  onWhy: () => void;
  /** Goes to where transactions are entered. */
  onEnter: () => void;
  /** What else can be done with the list. */
  actions: ReactNode;
};

/** Which shares are listed, as words. */
export function ShareFilter({ value, onChange, isWhyShown, onWhy, onEnter, actions }: ShareFilterProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.bar}>
      <Chips label={t("shares.filter")}>
        {statuses.map((status) => (
          <Chip key={status ?? "all"} aria-pressed={status === value} onClick={() => onChange(status)}>
            {status === null ? t("shares.all") : t(`billing_status.${status}`)}
          </Chip>
        ))}
      </Chips>
      {actions}
      <Button variant="subtle" onClick={onEnter}>
        {t("shares.enter")}
      </Button>
      <Button variant="subtle" aria-pressed={isWhyShown} onClick={onWhy} rightSection={<KeyCap keys="W" />}>
        {t("why.panel")}
      </Button>
    </div>
  );
}
