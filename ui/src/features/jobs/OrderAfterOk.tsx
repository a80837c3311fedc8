import { Trans, useTranslation } from "react-i18next";
import type { DateSpan, WorkflowPlan } from "../../bindings";
import { Notice } from "../../components/Notice";
import { now } from "../../lib/clock";
import { useFormat } from "../../lib/format";
import { useTimeWords } from "../../lib/timeWords";
import classes from "./LookUpRecord.module.css";

/** In which order the job will go, and when it processes for the first time. */
export function OrderAfterOk({ plan }: { plan: WorkflowPlan }) {
  const { t } = useTranslation();
  const format = useFormat();
  const time = useTimeWords();
  const wait = Date.parse(plan.first_wake_at) - now();
  const covers = useCovers(plan.covers);
  return (
    <section aria-label={t("jobs.order_after_ok")} className={classes.after}>
      <h3 className={classes.afterTitle}>{t("jobs.order_after_ok")}</h3>
      <OrderDrawing plan={plan} />
      <p className={classes.first}>
        {plan.is_at_once ? (
          <Trans i18nKey="jobs.first_at_once" components={{ b: <strong /> }} />
        ) : (
          <Trans
            i18nKey="jobs.first_wake"
            components={{ b: <strong /> }}
            values={{ at: format.moment(plan.first_wake_at), in: time.longSpan(wait) }}
          />
        )}{" "}
        {covers}
      </p>
      <Notice tone="grey" shape="info">
        {t(`jobs.only_drafts.${plan.workflow}`)}
      </Notice>
    </section>
  );
}

/** "It then covers 5 Oct and 6 Oct, each by itself." */
export function useCovers(span: DateSpan | null): string {
  const { t } = useTranslation();
  const format = useFormat();
  if (span === null) return "";
  const [from, through] = [format.date(span.from), format.date(span.through)];
  if (span.count === 1) return t("jobs.covers_one", { from });
  return t(span.count === 2 ? "jobs.covers_two" : "jobs.covers_many", {
    from,
    through,
    dates: format.count(span.count),
  });
}

/** The two halves in their order, and the way back. */
function OrderDrawing({ plan: { order, workflow } }: { plan: WorkflowPlan }) {
  const { t } = useTranslation();
  const isCounting = workflow === "update_role_utilization";
  const note = (part: (typeof order)[number]) =>
    part === "sleep"
      ? t(isCounting ? "jobs.sleep_days" : "jobs.sleep_hours")
      : t(isCounting ? "jobs.process_counts" : "jobs.process_creates");
  const name = t("jobs.order_drawing", {
    order: order.map((part) => t(`jobs.part.${part}`)).join(` ${t("jobs.then")} `),
  });
  return (
    <svg viewBox="0 0 276 108" className={classes.drawing} role="img" aria-label={name}>
      {order.map((part, index) => {
        const x = index * 158 + 1;
        return (
          <g key={part} data-first={index === 0 || undefined} className={classes.box}>
            <rect x={x} y="1" width="117" height="48" rx="6" />
            <text x={x + 13} y="22" className={classes.boxName} fontSize="13">
              {t("jobs.numbered", { number: index + 1, part: t(`jobs.part.${part}`) })}
            </text>
            <text x={x + 13} y="39" className={classes.boxNote} fontSize="11">
              {note(part)}
            </text>
          </g>
        );
      })}
      <path d="M118 25h33" className={classes.way} />
      <path d="m151 21 7 4-7 4z" className={classes.tip} />
      <path d="M217 49v27a7 7 0 0 1-7 7H66a7 7 0 0 1-7-7V58" className={classes.way} />
      <path d="m55 59 4-7 4 7z" className={classes.tip} />
      <text x="138" y="101" textAnchor="middle" className={classes.boxNote} fontSize="11">
        {t("jobs.again_and_again")}
      </text>
    </svg>
  );
}
