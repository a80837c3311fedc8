import { useTranslation } from "react-i18next";
import type { ContractDetail } from "../../bindings";
import { LimitBars } from "../../components/LimitBars";
import { Money } from "../../components/Money";
import { MoneyBar, MoneyLegend } from "../../components/MoneyBar";
import { SectionTitle } from "../../components/Page";
import table from "../../components/Table.module.css";
import { useFormat } from "../../lib/format";
import { useKeptScroll } from "../../lib/history";
import { ContractLines } from "./ContractLines";
import { ContractSchedule } from "./ContractSchedule";
import classes from "./ContractScreen.module.css";
import { useSetUp } from "./set-up/queries";

/** What the contract is worth, who pays, and when. */
export function ContractOverview({ contract }: { contract: ContractDetail }) {
  const { t } = useTranslation();
  const keptScroll = useKeptScroll("overview");
  const limits = useSetUp(contract.id).data?.limits ?? [];
  return (
    <div ref={keptScroll} className={classes.overview}>
      <div className={classes.value}>
        <SectionTitle>{t("contract.work")}</SectionTitle>
        <span className={classes.key}>
          <Money amount={contract.money.sum} currency={contract.currency} strong />
        </span>
        <span className={classes.note}>{t("contract.work_note")}</span>
      </div>
      <div className={classes.barLine}>
        <MoneyBar money={contract.money} tall />
      </div>
      <MoneyLegend money={contract.money} />
      {limits.length > 0 && (
        <section className={classes.limits} aria-label={t("limits.title")}>
          <SectionTitle>{t("limits.title")}</SectionTitle>
          <LimitBars limits={limits} currency={contract.currency} />
        </section>
      )}
      <div className={classes.columns}>
        <ContractLines contract={contract} />
        <Customers contract={contract} />
      </div>
      <ContractSchedule contract={contract} />
    </div>
  );
}

function Customers({ contract }: { contract: ContractDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section className={classes.customers}>
      <SectionTitle>{t("contract.customers")}</SectionTitle>
      <table className={table.table} aria-label={t("contract.customers")}>
        <thead>
          <tr>
            <th>{t("contracts.customer")}</th>
            <th className={table.end}>{t("contract.share")}</th>
          </tr>
        </thead>
        <tbody>
          {contract.customers.map((customer, index) => (
            <tr key={customer.customer}>
              <td className={table.name}>
                <span className={classes.named}>{customer.name}</span>{" "}
                <span className={classes.beside}>
                  {[
                    index === 0 && t("contract.primary"),
                    customer.rounding && contract.customers.length > 1 && t("contract.rounding"),
                  ]
                    .filter(Boolean)
                    .join(", ")}
                </span>
              </td>
              <td className={table.end}>{t("common.percent", { percent: format.amount(customer.percent) })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
