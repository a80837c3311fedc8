import { Link } from "@tanstack/react-router";
import { useContext } from "react";
import { useTranslation } from "react-i18next";
import type { Utilization, UtilizationQuery } from "../../bindings";
import { Figure } from "../../components/charts/Figure";
import { Empty } from "../../components/Empty";
import { ExportMenu, ExportProblem, useListExport } from "../../components/ExportMenu";
import { LinkButton } from "../../components/LinkButton";
import { Notice } from "../../components/Notice";
import { PageHead, SectionTitle } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { TodayContext, useFormat } from "../../lib/format";
import { useKeptScroll } from "../../lib/history";
import { asProblem } from "../../lib/ipc";
import { CountedWeeks } from "./CountedWeeks";
import { ResourcesTable, RolesTable } from "./FiguresTable";
import { PeriodTable } from "./PeriodTable";
import { useUtilization } from "./queries";
import { RoleCharts } from "./RoleCharts";
import { Uncounted } from "./Uncounted";
import { UtilizationBar } from "./UtilizationBar";
import classes from "./UtilizationScreen.module.css";
import type { UtilizationSearch } from "./utilizationSearch";

type UtilizationScreenProps = {
  search: UtilizationSearch;
  onSearch: (search: UtilizationSearch) => void;
};

/** How much of what everybody could work was chargeable, against the target of their role. */
export function UtilizationScreen({ search, onSearch }: UtilizationScreenProps) {
  const { t } = useTranslation();
  const today = useContext(TodayContext) ?? "";
  const { query, passed, data, error, refetch, isPlaceholderData } = useUtilization(search, today);
  const exporting = useListExport();
  const keptScroll = useKeptScroll("utilization");
  return (
    <>
      <PageHead
        title={t("nav.utilization")}
        beside={data !== undefined && <Counted utilization={data} />}
        actions={
          data !== undefined &&
          data.roles.length > 0 && <ExportMenu exporting={exporting} list={{ list: "utilization", ...query }} />
        }
      />
      <UtilizationBar query={query} onSearch={onSearch} />
      <ExportProblem exporting={exporting} />
      {error !== null ? (
        <ProblemNotice what={t("utilization.problem")} problem={asProblem(error)} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonRows />
      ) : data.roles.length === 0 ? (
        <Empty title={t("utilization.empty_title")}>{t("utilization.empty_text")}</Empty>
      ) : (
        <div ref={keptScroll} className={classes.body} data-stale={isPlaceholderData || undefined}>
          <Uncounted units={data.uncounted} />
          {passed !== null && <Passed passed={passed} query={query} onSearch={onSearch} />}
          <Body utilization={data} query={query} />
        </div>
      )}
    </>
  );
}

/** When the job counted last. */
function Counted({ utilization: { counted } }: { utilization: Utilization }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (counted !== null) {
    return t("utilization.counted", { at: format.instant(counted.at), through: format.weekday(counted.through) });
  }
  return (
    <>
      <span>{t("utilization.never_counted")}</span> <Link to="/settings/jobs">{t("settings.jobs")}</Link>
    </>
  );
}

type PassedProps = { passed: UtilizationQuery; query: UtilizationQuery; onSearch: (search: UtilizationSearch) => void };

/** The days that one would expect have no hours: says so, and which are shown instead. */
function Passed({ passed, query, onSearch }: PassedProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const span = ({ from, through }: UtilizationQuery) =>
    t("utilization.span", { from: format.fullDate(from), through: format.fullDate(through) });
  return (
    <Notice
      tone="amber"
      shape="clock"
      action={
        <LinkButton onClick={() => onSearch({ from: passed.from, through: passed.through })}>
          {t("utilization.passed_look")}
        </LinkButton>
      }
    >
      <strong>{t("utilization.passed_title", { span: span(passed) })}</strong>{" "}
      {t(`utilization.passed.${query.period}`, { span: span(query) })}
    </Notice>
  );
}

function Body({ utilization, query }: { utilization: Utilization; query: UtilizationQuery }) {
  const { t } = useTranslation();
  const { roles, resources } = utilization;
  return (
    <>
      <p className={classes.about}>{t("utilization.about")}</p>
      <Figure
        name="utilization"
        title={t("utilization.by_role")}
        note={t(`utilization.by_role_note.${query.period}`)}
        first="chart"
        chart={<RoleCharts utilization={utilization} period={query.period} />}
        table={<PeriodTable utilization={utilization} period={query.period} />}
      />
      <section aria-label={t("utilization.roles")}>
        <SectionTitle note={t("utilization.whole_time")}>{t("utilization.roles")}</SectionTitle>
        <RolesTable roles={roles} />
      </section>
      <section aria-label={t("utilization.resources")}>
        <SectionTitle note={t("utilization.whole_time")}>{t("utilization.resources")}</SectionTitle>
        {resources.length === 0 ? (
          <p className={classes.calm}>{t("utilization.no_resources")}</p>
        ) : (
          <ResourcesTable resources={resources} />
        )}
      </section>
      <CountedWeeks weeks={utilization.counted_weeks} />
    </>
  );
}
