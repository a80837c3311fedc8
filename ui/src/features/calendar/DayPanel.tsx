import { Link } from "@tanstack/react-router";
import type { Ref } from "react";
import { useTranslation } from "react-i18next";
import type { CalendarDay, CalendarMilestone } from "../../bindings";
import { Money } from "../../components/Money";
import { SectionTitle } from "../../components/Page";
import { SkeletonRows } from "../../components/Skeleton";
import { BillingStatusMark, ProcessRunStatusMark } from "../../components/Status";
import { useFormat } from "../../lib/format";
import classes from "./CalendarScreen.module.css";
import { DayDrafts } from "./DayDrafts";
import { DayInvoices } from "./DayInvoices";

type DayPanelProps = {
  ref: Ref<HTMLElement>;
  date: string;
  /** Whether the day has been looked at long enough to ask for what it is made of. */
  settled: boolean;
  day: CalendarDay | undefined;
  /** Whether it is still asked what is due on the day. */
  isWaiting: boolean;
  today: string;
};

/** The chosen day: what is to run, what was made, what falls due, each with its way there. */
export function DayPanel({ ref, date, settled, day, isWaiting, today }: DayPanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <aside ref={ref} className={classes.panel} aria-label={t("calendar.day", { date: format.longDate(date) })}>
      <div className={classes.panelHead}>
        <h2 className={classes.panelTitle}>{format.longDate(date)}</h2>
        <span className={classes.note}>{format.distance(date)}</span>
      </div>
      {day === undefined && isWaiting ? (
        <SkeletonRows rows={3} silent />
      ) : day === undefined ? (
        <p className={classes.calm}>
          {t("calendar.nothing_here")}{" "}
          <Link to="/run" search={{ date }}>
            {t("calendar.preview_anyway")}
          </Link>
        </p>
      ) : (
        <>
          {day.contracts > 0 && <DayDrafts day={day} settled={settled} today={today} />}
          {day.run !== null && (
            <section className={classes.part} aria-label={t("calendar.process_run")}>
              <SectionTitle
                end={
                  <Link to="/process-runs/$date" params={{ date }}>
                    {t("calendar.open_run")}
                  </Link>
                }
              >
                {t("calendar.process_run")}
              </SectionTitle>
              <ProcessRunStatusMark status={day.run} />
            </section>
          )}
          {day.invoices > 0 && <DayInvoices day={day} settled={settled} />}
          {day.milestones.length > 0 && (
            <section className={classes.part} aria-label={t("calendar.milestones")}>
              <SectionTitle note={format.count(day.milestones.length + day.more_milestones)}>
                {t("calendar.milestones")}
              </SectionTitle>
              <ul className={classes.items}>
                {day.milestones.map((milestone) => (
                  <Milestone key={milestone.id} milestone={milestone} />
                ))}
              </ul>
              {day.more_milestones > 0 && (
                <p className={classes.calm}>
                  <Link to="/backlog" search={{ class: "milestone", from: date, to: date }}>
                    {t("calendar.more_milestones", { count: day.more_milestones })}
                  </Link>
                </p>
              )}
            </section>
          )}
          {day.cut_offs > 0 && (
            <section className={classes.part} aria-label={t("calendar.cut_offs")}>
              <SectionTitle note={format.count(day.cut_offs)}>{t("calendar.cut_offs")}</SectionTitle>
              <p className={classes.calm}>{t("calendar.cut_off_text", { count: day.cut_offs })}</p>
            </section>
          )}
        </>
      )}
    </aside>
  );
}

function Milestone({ milestone }: { milestone: CalendarMilestone }) {
  return (
    <li className={classes.item}>
      <span className={classes.itemLine}>
        <span className={classes.itemName}>{milestone.name}</span>
        <Money amount={milestone.amount.amount} currency={milestone.amount.currency} strong />
      </span>
      <span className={classes.itemLine}>
        <Link to="/contracts/$id" params={{ id: milestone.contract }} className={classes.where ?? ""}>
          {milestone.contract_name}
        </Link>
        <BillingStatusMark status={milestone.billing_status} />
      </span>
    </li>
  );
}
