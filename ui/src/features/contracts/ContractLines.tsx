import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { ContractDetail, ContractLineDetail } from "../../bindings";
import { Money } from "../../components/Money";
import { Notice } from "../../components/Notice";
import { SectionTitle } from "../../components/Page";
import { SideScroll } from "../../components/SideScroll";
import { MissedMark } from "../../components/Status";
import table from "../../components/Table.module.css";
import { isZero, useFormat } from "../../lib/format";
import { asWholeSentence } from "../../lib/sentence";
import classes from "./ContractScreen.module.css";
import { workAfterLastCutOff } from "./timeLine";

function lineSchedule(line: ContractLineDetail, t: TFunction): string {
  if (line.invoice_frequency !== null) return line.invoice_frequency;
  if (line.schedule_rows === 0) return t("contract.no_schedule");
  return line.billing_method === "fixed_price"
    ? t("contract.milestones", { count: line.schedule_rows })
    : t("contract.typed_rows", { count: line.schedule_rows });
}

/** The lines of a contract, each with what its next run would take. */
export function ContractLines({ contract }: { contract: ContractDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const troubles = contract.lines.filter((line) => line.trouble !== null);
  return (
    <section>
      <SectionTitle note={contract.lines.length}>{t("contract.lines")}</SectionTitle>
      <SideScroll label={t("contract.lines")} className={classes.scroll}>
        <table className={table.table} aria-label={t("contract.lines")}>
          <thead>
            <tr>
              <th>{t("contract.line")}</th>
              <th>{t("contract.billing_method")}</th>
              <th>{t("contract.classes")}</th>
              <th>{t("schedule.title")}</th>
              <th className={table.end}>{t("contract.invoiced_and_on_draft")}</th>
              <th className={table.end}>{t("contract.contracted_amount")}</th>
              <th className={table.end}>{t("contract.next_takes")}</th>
            </tr>
          </thead>
          <tbody>
            {contract.lines.map((line) => {
              const lastCutOff = workAfterLastCutOff(contract, line.id);
              return (
                <tr key={line.id}>
                  <td className={table.name}>
                    <span className={classes.lineName}>{line.name}</span>
                  </td>
                  <td className={classes.nowrap}>{t(`billing_method.${line.billing_method}`)}</td>
                  <td>
                    {line.billing_method === "fixed_price"
                      ? t("class.milestone")
                      : line.transaction_classes.map((one) => t(`class.${one as "time"}`)).join(", ")}
                  </td>
                  <td>
                    {lineSchedule(line, t)}
                    {lastCutOff !== null && (
                      <span className={classes.under} data-warns>
                        {t("contract.nothing_after", { date: format.date(lastCutOff) })}
                      </span>
                    )}
                  </td>
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
                  <td className={table.end}>
                    <NextTake line={line} isActive={contract.status === "active"} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </SideScroll>
      {troubles.map((line) => (
        <div key={line.id} className={classes.trouble}>
          <Notice tone="amber" shape="triangle">
            <strong>{line.name}.</strong> {asWholeSentence(line.trouble ?? "")}
          </Notice>
        </div>
      ))}
    </section>
  );
}

/** What the next run takes of a line as things stand, or that of a missed date, and what it leaves as not ready. */
function NextTake({ line: { next, missed }, isActive }: { line: ContractLineDetail; isActive: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const take = next ?? missed;
  if (take === null) {
    return <span className={isActive ? classes.amber : classes.note}>{t("contract.no_next_run")}</span>;
  }
  return (
    <>
      {missed !== null && (
        <span className={classes.missed}>
          <MissedMark date={missed.run_date} />
        </span>
      )}
      <Money amount={take.ready} strong />
      <span className={classes.under}>
        {take.count === 0
          ? t("contract.next_nothing", { date: format.date(take.run_date) })
          : t("contract.next_count", { count: take.count, date: format.date(take.run_date) })}
      </span>
      {!isZero(take.not_ready) && (
        <span className={classes.under} data-warns>
          {t("contract.next_not_ready", { amount: format.amount(take.not_ready) })}
        </span>
      )}
    </>
  );
}
