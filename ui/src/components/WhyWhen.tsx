import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ScheduleRowView, ShareExplanation, ShareRow } from "../bindings";
import { isZero, useFormat } from "../lib/format";
import { Money } from "./Money";
import panel from "./SidePanel.module.css";
import classes from "./WhyPanel.module.css";

type WhyWhenProps = {
  explanations: readonly ShareExplanation[];
  /** Of the share's contract; not there until it has come. */
  schedule: readonly ScheduleRowView[] | undefined;
  share: ShareRow;
};

/** The run that takes a share, its cut-off, and what it would bring besides. */
export function WhyWhen({ explanations, schedule, share }: WhyWhenProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const date = explanations.map((one) => one.next_run_date).find((one) => one !== null);
  const isReady = share.billing_status === "ready_to_invoice";
  if (date == null) {
    const missed = explanations.map((one) => one.missed_run_date).find((one) => one !== null);
    return (
      <section className={panel.part}>
        <h3 className={panel.question}>{t("why.when")}</h3>
        {missed == null ? (
          <p>{t(isReady ? "why.no_date" : "why.no_date_not_ready")}</p>
        ) : (
          <>
            <p>{t(isReady ? "why.missed" : "why.missed_not_ready", { date: format.weekday(missed) })}</p>
            <div className={classes.links}>
              <Link to="/run" search={{ date: missed }}>
                {t("why.preview", { date: format.date(missed) })}
              </Link>
            </div>
          </>
        )}
      </section>
    );
  }
  const rows = schedule?.filter((row) => row.run_date === date) ?? [];
  const cutOff =
    rows.find((row) => row.contract_line === share.contract_line && row.cut_off_date !== null)?.cut_off_date ??
    rows.find((row) => row.cut_off_date !== null)?.cut_off_date;
  const expected = rows.flatMap((row) =>
    row.expected === null || isZero(row.expected) ? [] : [{ line: row.contract_line_name, amount: row.expected }],
  );
  const { day, month } = format.leaf(date);
  return (
    <section className={panel.part}>
      <h3 className={panel.question}>{t("why.when")}</h3>
      <div className={classes.when}>
        <span className={classes.leaf} aria-hidden="true">
          <span className={classes.leafMonth}>{month}</span>
          <span className={classes.leafDay}>{day}</span>
        </span>
        <span className={classes.whenText}>
          {format.weekday(date)}
          <span className={classes.whenNote}>
            {format.distance(date)}
            {cutOff != null && `, ${t("schedule.cut_off_at", { date: format.weekday(cutOff) })}`}
          </span>
          {!isReady && <span className={classes.whenNote}>{t("why.if_ready")}</span>}
        </span>
      </div>
      {expected.length > 0 && (
        <dl className={classes.expected} aria-label={t("why.expected")}>
          <dt className={classes.expectedTitle}>{t("why.expected")}</dt>
          {expected.map((one) => (
            <dd key={`${one.line} ${one.amount}`} className={classes.expectedRow}>
              <span>{one.line}</span>
              <Money amount={one.amount} currency={share.amount.currency} />
            </dd>
          ))}
        </dl>
      )}
      <div className={classes.links}>
        <Link to="/run" search={{ date }}>
          {t("why.preview", { date: format.date(date) })}
        </Link>
      </div>
    </section>
  );
}
