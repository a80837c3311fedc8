import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { CalendarDay } from "../../bindings";
import { Amounts, Money } from "../../components/Money";
import { SectionTitle } from "../../components/Page";
import { Shape } from "../../components/Shape";
import { SkeletonRows } from "../../components/Skeleton";
import { useFormat } from "../../lib/format";
import { asProblem } from "../../lib/ipc";
import classes from "./CalendarScreen.module.css";
import { DAY_ROWS, useDayPreview } from "./queries";

type DayDraftsProps = { day: CalendarDay; settled: boolean; today: string };

/** What a run of the day would bring as things stand, contract by contract. */
export function DayDrafts({ day, settled, today }: DayDraftsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const preview = useDayPreview(day.date, settled);
  const drafts = preview.data?.drafts ?? [];
  const title = day.is_missed ? t("calendar.missed") : t("calendar.to_run");
  return (
    <section className={classes.part} aria-label={title}>
      <SectionTitle
        note={drafts.length > 0 ? t("calendar.drafts_note") : undefined}
        end={
          <Link to="/run" search={{ date: day.date }}>
            {day.date <= today ? t("calendar.run_date") : t("calendar.preview_date")}
          </Link>
        }
      >
        {title}
      </SectionTitle>
      {day.is_missed ? (
        <p className={classes.missed}>
          <Shape name="clock" tone="amber" /> {t("calendar.fact.missed", { count: day.contracts })}{" "}
          <Link to="/missed">{t("missed.show")}</Link>
        </p>
      ) : (
        <p className={classes.calm}>{t("calendar.fact.due", { count: day.contracts })}</p>
      )}
      {day.expected.length > 0 && (
        <p className={classes.expected}>
          {t("calendar.expected")} <Amounts amounts={day.expected} />
        </p>
      )}
      {preview.error !== null ? (
        <p role="alert" className={classes.refused}>
          {t("calendar.drafts_problem")} {asProblem(preview.error).message}
        </p>
      ) : preview.data === undefined ? (
        <SkeletonRows rows={3} />
      ) : drafts.length === 0 ? (
        <p className={classes.calm}>{t("calendar.no_drafts")}</p>
      ) : (
        <ul className={classes.items}>
          {drafts.slice(0, DAY_ROWS).map((draft) => (
            <li key={`${draft.contract} ${draft.customer} ${draft.invoice_date}`} className={classes.item}>
              <span className={classes.itemLine}>
                <span className={classes.itemName}>{draft.customer_name}</span>
                <Money amount={draft.total.amount} currency={draft.total.currency} strong />
              </span>
              <Link to="/contracts/$id" params={{ id: draft.contract }} className={classes.where ?? ""}>
                {draft.contract_name}
              </Link>
            </li>
          ))}
          {drafts.length > DAY_ROWS && (
            <li className={classes.item}>
              <Link to="/run" search={{ date: day.date }}>
                {t("calendar.all_drafts", { count: drafts.length, shown: format.count(drafts.length) })}
              </Link>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}
