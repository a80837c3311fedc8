import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { CountedRow, CountedWeek } from "../../bindings";
import { SectionTitle } from "../../components/Page";
import { SideScroll } from "../../components/SideScroll";
import { Status } from "../../components/Status";
import table from "../../components/Table.module.css";
import { useFormat } from "../../lib/format";
import { useRemembered } from "../../lib/remembered";
import classes from "./UtilizationScreen.module.css";
import { useUtilizationWords } from "./useUtilizationWords";

const rowsOf = ["roles", "resources"] as const;
const COLUMNS = 7;

/** What UpdateRoleUtilization counted week by week, beside what the book says of the same days now. */
export function CountedWeeks({ weeks }: { weeks: readonly CountedWeek[] }) {
  const { t } = useTranslation();
  const [remembered, choose] = useRemembered("utilization.counted_rows", "roles");
  const chosen = remembered === "resources" ? "resources" : "roles";
  const title = t("utilization.weeks.title");
  return (
    <section aria-label={title}>
      <SectionTitle {...(weeks.length > 0 && { note: t("utilization.weeks.note", { count: weeks.length }) })}>
        {title}
      </SectionTitle>
      {weeks.length === 0 ? (
        <p className={classes.calm}>{t("utilization.weeks.none")}</p>
      ) : (
        <>
          <p className={classes.about}>{t("utilization.weeks.about")}</p>
          <SegmentedControl
            mt="xs"
            aria-label={t("utilization.weeks.rows_of")}
            data={rowsOf.map((value) => ({ value, label: t(`utilization.${value}`) }))}
            value={chosen}
            onChange={choose}
          />
          <SideScroll label={title} className={classes.scroll}>
            <table className={table.table} aria-label={title}>
              <Head first={t(chosen === "roles" ? "utilization.role" : "utilization.resource")} />
              {weeks.map((week) => (
                <Week key={week.through} week={week} rows={week[chosen]} />
              ))}
            </table>
          </SideScroll>
        </>
      )}
    </section>
  );
}

function Head({ first }: { first: string }) {
  const { t } = useTranslation();
  return (
    <thead>
      <tr>
        <th>{first}</th>
        <th className={table.end}>{t("utilization.chargeable")}</th>
        <th className={table.end}>{t("utilization.capacity")}</th>
        <th className={table.end}>{t("utilization.percent")}</th>
        <th className={table.end}>{t("utilization.target")}</th>
        <th className={table.end}>{t("utilization.difference")}</th>
        <th className={classes.standing}>{t("utilization.weeks.now")}</th>
      </tr>
    </thead>
  );
}

function Week({ week, rows }: { week: CountedWeek; rows: readonly CountedRow[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useUtilizationWords();
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={COLUMNS} className={classes.group}>
          {words.span(week)}{" "}
          <span className={classes.count}>
            {t("utilization.weeks.counted", { at: format.instant(week.counted_at) })}
          </span>
        </th>
      </tr>
      {rows.length === 0 && (
        <tr>
          <td colSpan={COLUMNS}>{t("utilization.weeks.no_resources")}</td>
        </tr>
      )}
      {rows.map((row) => (
        <Row key={row.id} row={row} />
      ))}
    </tbody>
  );
}

function Row({ row: { name, target_percent, counted, now } }: { row: CountedRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useUtilizationWords();
  return (
    <tr>
      <th scope="row" className={classes.rowName}>
        {name}
      </th>
      <td className={table.end}>{format.amount(counted.chargeable)}</td>
      <td className={table.end}>{format.amount(counted.capacity)}</td>
      <td className={`${table.end} ${classes.key ?? ""}`}>{words.percent(counted.percent)}</td>
      <td className={table.end}>{words.percent(target_percent)}</td>
      <td className={table.end}>{words.points(counted.difference)}</td>
      <td className={classes.standing}>
        {now === null ? (
          <span className={classes.count}>{t("utilization.weeks.same")}</span>
        ) : (
          <Status shape="triangle" tone="amber">
            {t("utilization.weeks.now_says", {
              percent: words.percent(now.percent),
              hours: format.amount(now.chargeable),
              capacity: format.amount(now.capacity),
            })}
          </Status>
        )}
      </td>
    </tr>
  );
}
