import { SegmentedControl } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Utilization, UtilizationPeriod, UtilizationRow } from "../../bindings";
import { SideScroll } from "../../components/SideScroll";
import { Status } from "../../components/Status";
import table from "../../components/Table.module.css";
import { useRemembered } from "../../lib/remembered";
import { RoleGroups } from "./RoleGroups";
import { standingLooks } from "./standing";
import classes from "./UtilizationScreen.module.css";
import { useUtilizationWords } from "./useUtilizationWords";

const rowsOf = ["roles", "resources"] as const;

type PeriodTableProps = { utilization: Utilization; period: UtilizationPeriod };

/** The drawing in figures: a row for each role, or for each resource under its role, and a column for each period. */
export function PeriodTable({ utilization, period }: PeriodTableProps) {
  const { t } = useTranslation();
  const [remembered, choose] = useRemembered("utilization.rows", "roles");
  const { roles, resources, periods } = utilization;
  const chosen = remembered === "resources" ? "resources" : "roles";
  const write = (row: UtilizationRow) => <PeriodRow key={row.id} row={row} periods={periods} />;
  return (
    <>
      <SegmentedControl
        mt="xs"
        aria-label={t("utilization.rows_of")}
        data={rowsOf.map((value) => ({ value, label: t(`utilization.${value}`) }))}
        value={chosen}
        onChange={choose}
      />
      {chosen === "resources" && resources.length === 0 ? (
        <p className={classes.none}>{t("utilization.no_resources")}</p>
      ) : (
        <Frame periods={periods} period={period} of={chosen}>
          {chosen === "roles" ? (
            <tbody>{roles.map(write)}</tbody>
          ) : (
            // Its name, its target, and each period.
            <RoleGroups resources={resources} columns={2 + periods.length} write={write} />
          )}
        </Frame>
      )}
    </>
  );
}

type FrameProps = {
  periods: Utilization["periods"];
  period: UtilizationPeriod;
  of: (typeof rowsOf)[number];
  children: ReactNode;
};

function Frame({ periods, period, of, children }: FrameProps) {
  const { t } = useTranslation();
  const words = useUtilizationWords();
  const name = t(of === "roles" ? "utilization.by_role" : "utilization.by_resource");
  return (
    <SideScroll label={name} className={classes.scroll}>
      <table className={table.table} aria-label={name}>
        <thead>
          <tr>
            <th>{t(of === "roles" ? "utilization.role" : "utilization.resource")}</th>
            <th className={table.end}>{t("utilization.target")}</th>
            {periods.map((span) => (
              <th key={span.from} className={table.end} title={words.span(span)}>
                {words.column(span, period)}
              </th>
            ))}
          </tr>
        </thead>
        {children}
      </table>
    </SideScroll>
  );
}

function PeriodRow({ row, periods }: { row: UtilizationRow; periods: Utilization["periods"] }) {
  const { t } = useTranslation();
  const words = useUtilizationWords();
  return (
    <tr>
      <th scope="row" className={classes.rowName}>
        {row.name}
      </th>
      <td className={table.end}>{words.percent(row.target_percent)}</td>
      {row.periods.map((figures, index) => (
        <td key={periods[index]?.from} className={table.end}>
          <Status {...standingLooks[figures.standing]}>
            {words.percent(figures.percent)}
            <span className={classes.unseen}>, {t(`utilization.standing.${figures.standing}`)}</span>
          </Status>
        </td>
      ))}
    </tr>
  );
}
