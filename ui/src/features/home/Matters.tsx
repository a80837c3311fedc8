import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { AgendaDate, Matter } from "../../bindings";
import { SectionTitle } from "../../components/Page";
import { Shape } from "../../components/Shape";
import { ShortAmounts } from "../../components/ShortAmounts";
import { useFormat } from "../../lib/format";
import { useMarking } from "../../lib/marking";
import { useRowKeys } from "../../lib/rowKeys";
import classes from "./HomeScreen.module.css";
import { MatterActions } from "./MatterActions";
import { matterLooks, useMatterWords } from "./matterWords";

type MattersProps = { matters: readonly Matter[]; more: number; today: string; agenda: readonly AgendaDate[] };

/** One row for each matter that needs a person, with its own way out. J and K go from row to row. */
export function Matters({ matters, more, today, agenda }: MattersProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const list = useRowKeys<HTMLUListElement>("li");
  const next = agenda.find((date) => date.date !== null)?.date ?? null;
  return (
    <section aria-label={t("home.needs_you")}>
      <SectionTitle note={matters.length > 0 ? format.count(matters.length + more) : undefined}>
        {t("home.needs_you")}
      </SectionTitle>
      {matters.length === 0 ? (
        <p className={classes.calm}>
          <Shape name="ring-check" tone="green" />
          <span>
            <strong>{t("home.nothing_needs_you")}</strong>{" "}
            {next === null
              ? t("home.no_run_date_left")
              : t("home.next_is", { date: format.weekday(next), distance: format.distance(next) })}
          </span>
        </p>
      ) : (
        <ul ref={list} className={classes.matters}>
          {matters.map((matter) => (
            <MatterRow
              key={`${matter.kind} ${matter.contract} ${matter.id} ${matter.what} ${matter.date}`}
              matter={matter}
              today={today}
            />
          ))}
          {more > 0 && (
            <li className={classes.moreMatters}>
              <Link to="/radar">{t("home.more", { count: more })}</Link>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

function MatterRow({ matter, today }: { matter: Matter; today: string }) {
  const { t } = useTranslation();
  const words = useMatterWords(today);
  const marking = useMarking();
  const { title, text, age } = words(matter);
  const { shape, tone } = matterLooks[matter.kind];
  return (
    <li className={classes.matter}>
      <Shape name={shape} tone={tone} />
      <span className={classes.matterText} title={`${title}\n${text}`}>
        <span className={classes.matterTitle}>{title}</span>
        <span className={classes.matterReason}>{text}</span>
        {marking.error !== null && (
          <span className={classes.refused} role="alert">
            {t("mark.refused")} {marking.error.message}
          </span>
        )}
      </span>
      <span className={classes.matterAmounts}>
        <ShortAmounts amounts={matter.amounts} strong stacked />
      </span>
      <span className={classes.age}>{age}</span>
      <span className={classes.actions} data-ways>
        <MatterActions
          matter={matter}
          title={title}
          isMarking={marking.isPending}
          onMark={() => marking.mutate({ shares: matter.shares, status: "ready_to_invoice" })}
        />
      </span>
    </li>
  );
}
