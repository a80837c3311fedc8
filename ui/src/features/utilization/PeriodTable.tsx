import { useTranslation } from "react-i18next";
import type { Utilization, UtilizationPeriod } from "../../bindings";
import { SideScroll } from "../../components/SideScroll";
import { Status } from "../../components/Status";
import table from "../../components/Table.module.css";
import { standingLooks } from "./standing";
import classes from "./UtilizationScreen.module.css";
import { useUtilizationWords } from "./useUtilizationWords";

/** The drawing in figures: a row for each role, a column for each period. */
export function PeriodTable({ utilization, period }: { utilization: Utilization; period: UtilizationPeriod }) {
  const { t } = useTranslation();
  const words = useUtilizationWords();
  const name = t("utilization.by_role");
  return (
    <SideScroll label={name} className={classes.scroll}>
      <table className={table.table} aria-label={name}>
        <thead>
          <tr>
            <th>{t("utilization.role")}</th>
            <th className={table.end}>{t("utilization.target")}</th>
            {utilization.periods.map((span) => (
              <th key={span.from} className={table.end} title={words.span(span)}>
                {words.column(span, period)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {utilization.roles.map((role) => (
            <tr key={role.id}>
              <th scope="row" className={classes.rowName}>
                {role.name}
              </th>
              <td className={table.end}>{words.percent(role.target_percent)}</td>
              {role.periods.map((figures, index) => (
                <td key={utilization.periods[index]?.from} className={table.end}>
                  <Status {...standingLooks[figures.standing]}>
                    {words.percent(figures.percent)}
                    <span className={classes.unseen}>, {t(`utilization.standing.${figures.standing}`)}</span>
                  </Status>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </SideScroll>
  );
}
