import { CloseButton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Money } from "../../../components/Money";
import { SectionTitle } from "../../../components/Page";
import { Status } from "../../../components/Status";
import { useFormat } from "../../../lib/format";
import type { Retried } from "../useRetryParked";
import classes from "./ParkedScreen.module.css";

type CameOfItProps = { retried: readonly Retried[]; onClose: () => void };

/** What came of a retry, contract by contract: its drafts, or why it is parked still. */
export function CameOfIt({ retried, onClose }: CameOfItProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section className={classes.came} aria-label={t("parked.came")}>
      <SectionTitle
        note={format.count(retried.length)}
        end={<CloseButton aria-label={t("parked.came_close")} onClick={onClose} />}
      >
        {t("parked.came")}
      </SectionTitle>
      <ul className={classes.outcomes}>
        {retried.map((one) => (
          <li key={one.contract} className={classes.outcome}>
            <Came {...one} />
            <span>
              <Link to="/contracts/$id" params={{ id: one.contract }} className={classes.name ?? ""}>
                {one.contract_name}
              </Link>
              {one.parked !== null && <span className={classes.still}>{one.parked}</span>}
              {one.drafts.map((draft) => (
                <span key={`${draft.invoice} ${draft.customer}`} className={classes.draft}>
                  {draft.invoice === null ? (
                    draft.customer_name
                  ) : (
                    <Link to="/invoices/$id" params={{ id: draft.invoice }}>
                      {t("parked.draft_of", {
                        customer: draft.customer_name,
                        date: format.date(draft.invoice_date),
                      })}
                    </Link>
                  )}{" "}
                  <Money amount={draft.total.amount} currency={draft.total.currency} />
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Came({ parked, drafts }: Retried) {
  const { t } = useTranslation();
  if (parked !== null) {
    return (
      <Status shape="octagon" tone="red">
        {t("parked.still")}
      </Status>
    );
  }
  return drafts.length > 0 ? (
    <Status shape="ring-check" tone="green">
      {t("run.drafts", { count: drafts.length })}
    </Status>
  ) : (
    <Status shape="line" tone="grey">
      {t("verdict.nothing_due")}
    </Status>
  );
}
