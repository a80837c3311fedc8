import { Button, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CustomerName, MilestoneState } from "../../../bindings";
import { Icon } from "../../../components/Icon";
import { BillingStatusMark } from "../../../components/Status";
import { type MarkTarget, useMarking } from "../../../lib/marking";
import { useReadOnly } from "../../../lib/readOnly";
import { asWholeSentence } from "../../../lib/sentence";
import classes from "./SetUp.module.css";

type MilestoneStatusProps = {
  name: string;
  state: MilestoneState | undefined;
  isSaved: boolean;
  /** Whom the saved line names. */
  customers: readonly CustomerName[];
};

/** How far a milestone is, and the way to mark it; each customer's part where it is split. */
export function MilestoneStatus({ name, state, isSaved, customers }: MilestoneStatusProps) {
  const { t } = useTranslation();
  const marking = useMarking();
  const { off } = useReadOnly();
  if (state === undefined)
    return <span className={`${classes.cell} ${classes.beside}`}>{t("line.new_milestone")}</span>;
  const { id, shares } = state;
  const mark = (customer: string, status: MarkTarget) => marking.mutate({ status, shares: [{ id, customer }] });
  const isOpenStatus = state.billing_status === "not_ready" || state.billing_status === "ready_to_invoice";
  const [only] = shares;
  const target: MarkTarget = state.billing_status === "not_ready" ? "ready_to_invoice" : "not_ready";
  return (
    <span className={classes.marking}>
      <BillingStatusMark status={state.billing_status} />
      {!isSaved ? (
        <span className={classes.beside}>{t("line.save_to_mark")}</span>
      ) : shares.length > 1 ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button
              variant="subtle"
              size="compact-sm"
              rightSection={<Icon of={IconChevronDown} />}
              aria-label={t("line.mark_parts", { name, count: shares.length })}
            >
              {t("line.parts", { count: shares.length })}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {shares.map(({ customer, billing_status }) => (
              <Menu.Item
                key={customer}
                disabled={billing_status === "invoice_created" || billing_status === "invoice_posted"}
                onClick={() => mark(customer, billing_status === "not_ready" ? "ready_to_invoice" : "not_ready")}
                {...off}
              >
                {customers.find((one) => one.id === customer)?.name ?? customer}
                <span className={classes.menuNote}>
                  {t(`billing_status.${billing_status}`)}
                  {billing_status === "not_ready" && ` · ${t("bulk.ready")}`}
                  {billing_status === "ready_to_invoice" && ` · ${t("bulk.not_ready")}`}
                </span>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : (
        isOpenStatus && (
          <Button
            variant="subtle"
            size="compact-sm"
            disabled={only === undefined}
            loading={marking.isPending}
            aria-label={t(`line.mark.${target}`, { name })}
            onClick={() => only !== undefined && mark(only.customer, target)}
            {...off}
          >
            {t(target === "ready_to_invoice" ? "bulk.ready" : "bulk.not_ready")}
          </Button>
        )
      )}
      {marking.error !== null && <span className={classes.beside}>{asWholeSentence(marking.error.message)}</span>}
    </span>
  );
}
