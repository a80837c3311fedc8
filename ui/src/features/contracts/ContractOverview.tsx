import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContractDetail, ContractLineDetail } from "../../bindings";
import { Money } from "../../components/Money";
import { MoneyBar, MoneyLegend } from "../../components/MoneyBar";
import { Notice } from "../../components/Notice";
import { SectionTitle } from "../../components/Page";
import table from "../../components/Table.module.css";
import { useFormat } from "../../lib/format";
import classes from "./ContractScreen.module.css";
import { ScheduleTable } from "./ScheduleTable";
import { ScheduleTimeLine } from "./ScheduleTimeLine";
import { TimeLineLegend } from "./TimeLineLegend";

/** What the contract is worth, who pays, and when. */
export function ContractOverview({ contract }: { contract: ContractDetail }) {
  const { t } = useTranslation();
  const [lit, setLit] = useState<number | null>(null);
  return (
    <div className={classes.overview}>
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
      <div className={classes.columns}>
        <Lines contract={contract} />
        <Customers contract={contract} />
      </div>
      <section className={classes.schedule}>
        <SectionTitle note={t("schedule.note")} end={<TimeLineLegend />}>
          {t("schedule.title")}
        </SectionTitle>
        {contract.schedule.length === 0 ? (
          <Notice tone="amber" shape="triangle">
            {t("schedule.empty")}
          </Notice>
        ) : (
          <>
            <ScheduleTimeLine contract={contract} lit={lit} onLit={setLit} />
            <ScheduleTable contract={contract} lit={lit} onLit={setLit} />
          </>
        )}
      </section>
    </div>
  );
}

function lineSchedule(line: ContractLineDetail, t: TFunction): string {
  if (line.invoice_frequency !== null) return line.invoice_frequency;
  if (line.schedule_rows === 0) return t("contract.no_schedule");
  return line.billing_method === "fixed_price"
    ? t("contract.milestones", { count: line.schedule_rows })
    : t("contract.typed_rows", { count: line.schedule_rows });
}

function Lines({ contract }: { contract: ContractDetail }) {
  const { t } = useTranslation();
  const troubles = contract.lines.filter((line) => line.trouble !== null);
  return (
    <section>
      <SectionTitle note={contract.lines.length}>{t("contract.lines")}</SectionTitle>
      <div className={classes.scroll}>
        <table className={table.table} aria-label={t("contract.lines")}>
          <thead>
            <tr>
              <th>{t("contract.line")}</th>
              <th>{t("contract.billing_method")}</th>
              <th>{t("contract.classes")}</th>
              <th>{t("schedule.title")}</th>
              <th className={table.end}>{t("contract.invoiced_and_on_draft")}</th>
              <th className={table.end}>{t("contract.contracted_amount")}</th>
            </tr>
          </thead>
          <tbody>
            {contract.lines.map((line) => (
              <tr key={line.id}>
                <td className={`${table.name} ${classes.nowrap ?? ""}`}>{line.name}</td>
                <td className={classes.nowrap}>{t(`billing_method.${line.billing_method}`)}</td>
                <td>
                  {line.billing_method === "fixed_price"
                    ? t("class.milestone")
                    : line.transaction_classes.map((one) => t(`class.${one as "time"}`)).join(", ")}
                </td>
                <td>{lineSchedule(line, t)}</td>
                <td className={table.end}>
                  <Money amount={line.invoiced_and_on_draft} />
                </td>
                <td className={table.end}>
                  {line.contracted_amount === null ? (
                    <span className={classes.note}>{t("contract.as_worked")}</span>
                  ) : (
                    <Money amount={line.contracted_amount} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {troubles.map((line) => (
        <div key={line.id} className={classes.trouble}>
          <Notice tone="amber" shape="triangle">
            <strong>{line.name}.</strong> {line.trouble}
          </Notice>
        </div>
      ))}
    </section>
  );
}

function Customers({ contract }: { contract: ContractDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section>
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
                {customer.name} {index === 0 && <span className={classes.note}>{t("contract.primary")}</span>}{" "}
                {customer.rounding && contract.customers.length > 1 && (
                  <span className={classes.note}>{t("contract.rounding")}</span>
                )}
              </td>
              <td className={table.end}>{t("common.percent", { percent: format.amount(customer.percent) })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
